import { commandToken } from '../../core/interactions/index.ts';
import type { SetupStep } from '../communities/index.ts';
import type { SchedulesStore } from './store-schedules.ts';
import { messages } from './texts.ts';
import { daysOf } from './views-moderation.ts';

/** Rounds of mock interviews among what a community can set up. Done once they are planned, and also once they were put to rest. */
export function pairingsStep(schedules: SchedulesStore): SetupStep {
  return {
    label: (locale) => messages.text(locale, 'step-label'),
    standing: async (id, locale) => {
      const schedule = await schedules.ofCommunity(id);
      switch (schedule?.state) {
        case 'live': {
          const { time, zone } = schedule;
          return messages.rich(locale, 'step-on', { days: daysOf(locale, schedule), time, zone });
        }
        case 'paused':
          return messages.rich(locale, 'step-off');
        default:
          return undefined;
      }
    },
    button: (locale) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'step-label'),
      token: commandToken('mock', 'setup'),
    }),
  };
}
