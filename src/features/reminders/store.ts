import { and, asc, eq, lt, lte, type SQL, sql } from 'drizzle-orm';
import { instantOf, zoneRules } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { communities, members } from '../../db/schema.ts';
import type { Reminder } from './rules.ts';
import { reminders } from './schema.ts';

/** A reminder with what its message needs to know of whom it is for. */
export interface Addressed extends Reminder {
  /** Our id. */
  readonly communityId: string;
  /** The platform's user id. */
  readonly platformUserId: string;
  /** The member's, else the community's. */
  readonly zone: string;
  readonly locale: string;
}

export interface RemindersStore {
  /** Puts it in the place of what was asked for about the same before. */
  put(queries: Queries, reminder: Reminder): Promise<void>;
  /** False where there is none of the member's by that id. */
  cancel(memberId: string, id: string): Promise<boolean>;
  find(id: string): Promise<Addressed | undefined>;
  /** Those that wait and are due, locked, at most `most`. */
  due(queries: Queries, now: Date, most: number): Promise<readonly Addressed[]>;
  /** When the oldest of them became due. */
  oldestDue(now: Date): Promise<Date | undefined>;
  /** Those that wait and were planned by an older release of time zone rules, locked, at most `most`, the soonest first. */
  byOlderRules(queries: Queries, most: number): Promise<readonly Addressed[]>;
  /** Lets it be due then, as it was computed just now. */
  plan(queries: Queries, id: string, dueAt: Date): Promise<void>;
  /** Its message is asked for. */
  asked(queries: Queries, id: string): Promise<void>;
  remove(queries: Queries, id: string): Promise<void>;
  /** Has what waits for a member due by the clocks of the zone that they are in now. */
  moveWithMember(queries: Queries, memberId: string): Promise<void>;
}

export function createRemindersStore({ database }: { readonly database: Database }): RemindersStore {
  const isWaiting = eq(reminders.state, 'waiting');
  const addressed = (queries: Queries) =>
    queries
      .select({
        reminder: reminders,
        communityId: members.communityId,
        platformUserId: members.platformUserId,
        zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
      })
      .from(reminders)
      .innerJoin(members, eq(members.id, reminders.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId));

  const waiting = async (queries: Queries, which: SQL, first: readonly SQL[], most: number) => {
    const rows = await addressed(queries)
      .where(and(isWaiting, which))
      .orderBy(...first)
      .limit(most)
      .for('update', { of: reminders, skipLocked: true });
    return rows.map((row) => ({ ...row, ...row.reminder }));
  };

  const plan: RemindersStore['plan'] = async (queries, id, dueAt) => {
    await queries.update(reminders).set({ dueAt, zoneRules }).where(eq(reminders.id, id));
  };

  return {
    put: async (queries, reminder) => {
      const { memberId, about, subject } = reminder;
      // A new row: of one row a message is sent once.
      await queries
        .delete(reminders)
        .where(and(eq(reminders.memberId, memberId), eq(reminders.about, about), eq(reminders.subject, subject)));
      await queries.insert(reminders).values({ ...reminder, zoneRules, state: 'waiting' });
    },
    cancel: async (memberId, id) => {
      const mine = and(eq(reminders.id, id), eq(reminders.memberId, memberId));
      return (await database.queries.delete(reminders).where(mine).returning({ id: reminders.id })).length > 0;
    },
    find: async (id) => {
      const [row] = await addressed(database.queries).where(eq(reminders.id, id));
      return row && { ...row, ...row.reminder };
    },
    due: (queries, now, most) => waiting(queries, lte(reminders.dueAt, now), [asc(reminders.dueAt)], most),
    oldestDue: (now) => oldest(database.queries, reminders.dueAt, and(isWaiting, lte(reminders.dueAt, now))),
    byOlderRules: (queries, most) => {
      const { zoneRules: rules, dueAt } = reminders;
      return waiting(queries, lt(rules, zoneRules), [asc(rules), asc(dueAt)], most);
    },
    plan,
    asked: async (queries, id) => {
      await queries.update(reminders).set({ state: 'asked' }).where(eq(reminders.id, id));
    },
    remove: async (queries, id) => {
      await queries.delete(reminders).where(eq(reminders.id, id));
    },
    moveWithMember: async (queries, memberId) => {
      const mine = and(eq(reminders.memberId, memberId), isWaiting);
      for (const { reminder, zone } of await addressed(queries).where(mine)) {
        const dueAt = instantOf(reminder.date, reminder.time, zone);
        if (dueAt) await plan(queries, reminder.id, dueAt);
      }
    },
  };
}
