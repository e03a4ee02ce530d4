import { and, eq, inArray } from 'drizzle-orm';
import type { Database, Queries } from '../../db/database.ts';
import { type Calendar, noCalendar } from './rules.ts';
import { communityCalendars } from './schema.ts';

export interface CalendarStore {
  of(communityId: string): Promise<Calendar>;
  /** By community; those that set none are left out. `queries`: the transaction to look in. */
  ofAll(communityIds: readonly string[], queries: Queries): Promise<ReadonlyMap<string, Calendar>>;
  /** Over the version that `calendar` has; false where another stands. */
  save(queries: Queries, communityId: string, calendar: Calendar): Promise<boolean>;
}

export function createCalendarStore({ database }: { readonly database: Database }): CalendarStore {
  const ofAll: CalendarStore['ofAll'] = async (communityIds, queries) => {
    if (communityIds.length === 0) return new Map();
    const these = inArray(communityCalendars.communityId, [...communityIds]);
    const rows = await queries.select().from(communityCalendars).where(these);
    return new Map(rows.map((row) => [row.communityId, asCalendar(row)]));
  };
  return {
    ofAll,
    of: async (communityId) => (await ofAll([communityId], database.queries)).get(communityId) ?? noCalendar,
    save: async (queries, communityId, { version, holidaysOf, days, onDayOff }) => {
      const { country = null, region = null } = holidaysOf ?? {};
      const values = { version: version + 1, country, region, days: [...days], onDayOff };
      if (version === 0) {
        const made = await queries
          .insert(communityCalendars)
          .values({ communityId, ...values })
          .onConflictDoNothing()
          .returning({ version: communityCalendars.version });
        return made.length > 0;
      }
      const standing = and(eq(communityCalendars.communityId, communityId), eq(communityCalendars.version, version));
      const changed = await queries
        .update(communityCalendars)
        .set(values)
        .where(standing)
        .returning({ version: communityCalendars.version });
      return changed.length > 0;
    },
  };
}

function asCalendar({ country, region, ...row }: typeof communityCalendars.$inferSelect): Calendar {
  return { ...row, holidaysOf: country === null ? undefined : { country, region } };
}
