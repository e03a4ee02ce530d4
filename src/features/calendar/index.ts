import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { calendarFormHandler, holidaysCommand, type Parts } from './commands.ts';
import { createHolidaySource, daysIn } from './holidays.ts';
import { type Calendar, type DaysOff, noDaysOff } from './rules.ts';
import { createCalendarStore } from './store.ts';

export { type DaysOff, noDaysOff } from './rules.ts';
export { daysOffButton } from './views.ts';

/** The days on which a community opens and begins nothing: public holidays, and days that a moderator named. */
export interface CommunityCalendar {
  readonly feature: Feature;
  /** `holidays`, for the moderators' group. */
  readonly holidaysCommand: Command;
  /** The days off of a community from `from` to `to`, both included, and what becomes of what falls on one. */
  daysOff(communityId: string, from: LocalDate, to: LocalDate): Promise<DaysOff>;
  /** The same of many at once, within a transaction; those without any are left out. */
  daysOffOfAll(
    queries: Queries,
    communityIds: readonly string[],
    from: LocalDate,
    to: LocalDate,
  ): Promise<ReadonlyMap<string, DaysOff>>;
}

export function createCalendar(given: {
  readonly database: Database;
  readonly changed: Parts['changed'];
}): CommunityCalendar {
  const store = createCalendarStore(given);
  const source = createHolidaySource();
  const parts: Parts = { ...given, store, source };
  const asDaysOff = async (calendar: Calendar, from: LocalDate, to: LocalDate): Promise<DaysOff> => {
    const days = await daysIn(source, calendar, { from, to, locale: 'en' });
    return { days: new Set(days.map(({ date }) => date)), move: calendar.onDayOff === 'move' };
  };
  const daysOffOfAll: CommunityCalendar['daysOffOfAll'] = async (queries, communityIds, from, to) => {
    const found = new Map<string, DaysOff>();
    for (const [id, calendar] of await store.ofAll(communityIds, queries)) {
      found.set(id, await asDaysOff(calendar, from, to));
    }
    return found;
  };
  return {
    feature: { name: 'calendar', commands: [], actions: [], forms: [calendarFormHandler(parts)] },
    holidaysCommand: holidaysCommand(parts),
    daysOffOfAll,
    daysOff: async (communityId, from, to) =>
      (await daysOffOfAll(given.database.queries, [communityId], from, to)).get(communityId) ?? noDaysOff,
  };
}
