import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { calendarFormHandler, holidaysCommand, type Parts } from './commands.ts';
import { createHolidaySource, daysIn } from './holidays.ts';
import type { Calendar, DaysOff } from './rules.ts';
import { createCalendarStore } from './store.ts';

export { type DaysOff, noDaysOff } from './rules.ts';
export { daysOffButton } from './views.ts';

/** When communities open and begin nothing: on public holidays, and on days that a moderator named. */
export interface DaysOffReader {
  /**
   * The days off of communities from `from` to `to`, both included, and what becomes of what falls on one, within a transaction.
   * Those without any are left out.
   */
  daysOffOfAll(
    queries: Queries,
    communityIds: readonly string[],
    from: LocalDate,
    to: LocalDate,
  ): Promise<ReadonlyMap<string, DaysOff>>;
}

export function createDaysOffReader(given: { readonly database: Database }): DaysOffReader {
  const store = createCalendarStore(given);
  const source = createHolidaySource();
  const asDaysOff = async (calendar: Calendar, from: LocalDate, to: LocalDate): Promise<DaysOff> => {
    const days = await daysIn(source, calendar, { from, to, locale: 'en' });
    return { days: new Set(days.map(({ date }) => date)), move: calendar.onDayOff === 'move' };
  };
  return {
    daysOffOfAll: async (queries, communityIds, from, to) => {
      const found = new Map<string, DaysOff>();
      for (const [id, calendar] of await store.ofAll(communityIds, queries)) {
        found.set(id, await asDaysOff(calendar, from, to));
      }
      return found;
    },
  };
}

/** Where moderators name the days off. */
export interface CommunityCalendar {
  readonly feature: Feature;
  /** `holidays`, for the moderators' group. */
  readonly holidaysCommand: Command;
}

export function createCalendar(given: {
  readonly database: Database;
  readonly changed: Parts['changed'];
}): CommunityCalendar {
  const parts: Parts = { ...given, store: createCalendarStore(given), source: createHolidaySource() };
  return {
    feature: { name: 'calendar', commands: [], actions: [], forms: [calendarFormHandler(parts)] },
    holidaysCommand: holidaysCommand(parts),
  };
}
