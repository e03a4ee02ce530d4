import { actionToken, commandToken } from '../../core/interactions/index.ts';
import type { SetupStep } from '../communities/index.ts';
import { actions } from './actions.ts';
import type { CheckinsStore } from './store.ts';
import { messages } from './texts.ts';
import { whenOf } from './views-moderation.ts';

/** Check-ins among what a community can set up. Done once a schedule is live. */
export function checkinsStep(store: CheckinsStore): SetupStep {
  return {
    label: (locale) => messages.text(locale, 'step-label'),
    standing: async (id, locale) => {
      const live = (await store.schedules(id)).filter(({ state }) => state === 'live');
      const [one, ...more] = live;
      if (!one) return undefined;
      if (more.length > 0) return messages.rich(locale, 'step-standing', { count: live.length });
      const { days, time, zone } = whenOf(locale, one);
      return messages.rich(locale, 'schedule-label', { days, time, zone });
    },
    // Pressed again it must not plan a second one.
    button: (locale, isSet) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'step-label'),
      token: isSet ? commandToken('checkins', 'list') : actionToken(actions.channel),
    }),
  };
}
