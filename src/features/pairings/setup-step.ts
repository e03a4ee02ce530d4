import { commandToken } from '../../core/interactions/index.ts';
import type { SetupStep } from '../communities/index.ts';
import type { SchedulesStore } from './store-schedules.ts';
import { messages } from './texts.ts';
import { daysOf, placeOf } from './views-moderation.ts';

/** Rounds of mock interviews among what a community can set up. Done once they were started, and also once they were put to rest. */
export function pairingsStep(schedules: SchedulesStore): SetupStep {
  return {
    name: 'mock',
    label: (locale) => messages.text(locale, 'step-label'),
    standing: async ({ communityId, locale }) => {
      const schedule = await schedules.ofCommunity(communityId);
      if (!schedule) return undefined;
      const { state, time, zone } = schedule;
      const when = { days: daysOf(locale, schedule), time, zone, channel: placeOf(schedule) };
      const says = messages.rich(locale, 'step-one', { state, ...when });
      return { says, isDone: state === 'live' || state === 'paused' };
    },
    button: (locale) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'step-label'),
      token: commandToken('mock', 'setup'),
    }),
  };
}
