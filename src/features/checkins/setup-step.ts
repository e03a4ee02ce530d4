import { actionToken } from '../../core/interactions/index.ts';
import type { SetupStep } from '../communities/index.ts';
import { actions } from './actions.ts';
import type { CheckinsStore } from './store.ts';
import { messages } from './texts.ts';

/** Check-ins among what a community can set up. Done once a schedule is live. */
export function checkinsStep(store: CheckinsStore): SetupStep {
  return {
    label: (locale) => messages.text(locale, 'step-label'),
    standing: async (id, locale) => {
      const live = (await store.schedules(id)).filter(({ state }) => state === 'live');
      return live.length === 0 ? undefined : messages.rich(locale, 'step-standing', { count: live.length });
    },
    button: (locale) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'step-label'),
      token: actionToken(actions.channel),
    }),
  };
}
