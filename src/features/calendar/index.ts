import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import { addDays, type LocalDate } from '../../core/time/index.ts';
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
   * The days off of communities that matter to what is next at `now`, and what becomes of what falls on one, within a transaction.
   * Those without any are left out.
   */
  daysOffAround(queries: Queries, communityIds: readonly string[], now: Date): Promise<ReadonlyMap<string, DaysOff>>;
}

// As far ahead as the holidays of a country are looked up; what has every day off for longer finds the day after.
const daysAhead = 400;
// Behind today as far as a moved day can lie.
const daysBehind = 40;

export function createDaysOffReader(given: { readonly database: Database }): DaysOffReader {
  const store = createCalendarStore(given);
  const source = createHolidaySource();
  const asDaysOff = async (calendar: Calendar, from: LocalDate, to: LocalDate): Promise<DaysOff> => {
    const days = await daysIn(source, calendar, { from, to, locale: 'en' });
    return { days: new Set(days.map(({ date }) => date)), move: calendar.onDayOff === 'move' };
  };
  return {
    daysOffAround: async (queries, communityIds, now) => {
      const today = now.toISOString().slice(0, 10);
      const [from, to] = [addDays(today, -daysBehind), addDays(today, daysAhead)];
      const found = new Map<string, DaysOff>();
      for (const [id, calendar] of await store.ofAll([...new Set(communityIds)], queries)) {
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
