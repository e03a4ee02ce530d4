import { actionToken, commandToken } from '../../core/interactions/index.ts';
import type { SetupStep } from '../communities/index.ts';
import { actions } from './actions.ts';
import type { CheckinsStore } from './store.ts';
import { messages } from './texts.ts';
import { placeOf, whenOf } from './views-moderation.ts';

/** Check-ins among what a community can set up. Done once they were started, and none of them waits for its channel. */
export function checkinsStep(store: CheckinsStore): SetupStep {
  return {
    name: 'checkins',
    label: (locale) => messages.text(locale, 'step-label'),
    standing: async ({ communityId, locale }) => {
      const schedules = await store.schedules(communityId);
      const [one, ...more] = schedules;
      if (!one) return undefined;
      const isDone = schedules.every(({ state }) => state === 'live' || state === 'paused');
      if (more.length > 0)
        return {
          says: messages.rich(locale, 'step-several', { count: schedules.length, done: String(isDone) }),
          isDone,
        };
      const { days, time, zone } = whenOf(locale, one);
      const says = messages.rich(locale, 'step-one', { state: one.state, days, time, zone, channel: placeOf(one) });
      return { says, isDone };
    },
    // Pressed again it must not plan a second one.
    button: (locale, isBegun) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'step-label'),
      token: isBegun ? commandToken('checkins', 'list') : actionToken(actions.setup),
    }),
  };
}
