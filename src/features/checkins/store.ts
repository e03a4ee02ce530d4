import { and, asc, count, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { MessageReference, PostingChannel } from '../../core/ports/index.ts';
import type { ScheduleState } from '../../core/schedules.ts';
import { type LocalDate, type Occurrence, type Weekday, zoneRules } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { postingChannels } from '../../db/schedule-columns.ts';
import { communities, members } from '../../db/schema.ts';
import type { Round, Schedule } from './rules.ts';
import { checkinAnswers, checkinCheers, checkinCounts, checkinRounds, checkinSchedules } from './schema.ts';

/** A round with all that its messages need to know of where it belongs. */
export interface RoundFacts {
  readonly round: Round;
  readonly schedule: Schedule;
  readonly locale: string;
  /** Who set the schedule up; undefined where they are gone. */
  readonly setBy: { readonly id: string; readonly platformUserId: string; readonly zone: string } | undefined;
  /** Those who answered or rest. */
  readonly answered: number;
  readonly cheers: number;
}

/** A round that is about to be opened. */
export interface NewRound {
  readonly id: string;
  readonly origin: 'day' | 'extra';
  readonly date: LocalDate;
  readonly state: 'open' | 'missed';
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly questions: readonly string[];
  readonly asksFeeling: boolean;
}

export interface CheckinsStore {
  schedule(id: string): Promise<Schedule | undefined>;
  /** Those of a community, oldest first. */
  schedules(communityId: string): Promise<readonly Schedule[]>;
  /** Where check-ins open, of all communities that the bot is in. */
  channels(): Promise<readonly PostingChannel[]>;
  /** Keeps it over `version`, 0 for a new one, with its next time as just computed; undefined where another version stands. */
  save(schedule: Omit<Schedule, 'version'>, version: number, now: Date): Promise<Schedule | undefined>;
  /** Undefined where another version stands. */
  move(schedule: Schedule, state: ScheduleState, next: Occurrence | undefined): Promise<Schedule | undefined>;
  remove(schedule: Schedule): Promise<void>;
  /** @param at the transaction to look in, where one is open. */
  round(id: string, at?: Queries): Promise<RoundFacts | undefined>;
  /** The newest first. */
  rounds(scheduleId: string, most: number): Promise<readonly (Round & { readonly answered: number })[]>;
  cheer(roundId: string, memberId: string, queries: Queries): Promise<void>;
  /** Keeps where the round's thread is. */
  placeRound(queries: Queries, roundId: string, place: NonNullable<Round['place']>): Promise<void>;
  placeSummary(queries: Queries, roundId: string, message: MessageReference): Promise<void>;
  /** Takes no more answers, and sends no more nudges, before its time: its thread was deleted as it opened. */
  close(queries: Queries, roundId: string): Promise<void>;
  /** Lets the round's schedule rest, since its channel cannot be reached. */
  letRest(queries: Queries, roundId: string): Promise<void>;
}

export type ScheduleRow = typeof checkinSchedules.$inferSelect;
type RoundRow = typeof checkinRounds.$inferSelect;

export function asSchedule(row: ScheduleRow): Schedule {
  return { ...row, weekdays: row.weekdays as Weekday[] };
}

export function asRound({ place, summary, ...row }: RoundRow): Round {
  // Written by this store alone.
  const parsed = (json: string | null): unknown => (json === null ? undefined : JSON.parse(json));
  return { ...row, place: parsed(place) as Round['place'], summary: parsed(summary) as Round['summary'] };
}

/** When a schedule is next, just computed, as its columns. */
export function planned(next: Occurrence | undefined) {
  return { nextDate: next?.date ?? null, nextAt: next?.at ?? null, zoneRules };
}

export function createCheckinsStore({ database }: { readonly database: Database }): CheckinsStore {
  const { queries } = database;
  const stands = ({ id, version }: Schedule) => and(eq(checkinSchedules.id, id), eq(checkinSchedules.version, version));

  const answeredIn = async (roundId: string, at: Queries): Promise<number> => {
    const there = and(eq(checkinAnswers.roundId, roundId), ne(checkinAnswers.kind, 'withdrawn'));
    const [row] = await at.select({ count: count() }).from(checkinAnswers).where(there);
    return row?.count ?? 0;
  };

  return {
    schedule: async (id) => {
      const [row] = await queries.select().from(checkinSchedules).where(eq(checkinSchedules.id, id));
      return row && asSchedule(row);
    },
    schedules: async (communityId) => {
      const mine = eq(checkinSchedules.communityId, communityId);
      const rows = await queries.select().from(checkinSchedules).where(mine).orderBy(asc(checkinSchedules.createdAt));
      return rows.map(asSchedule);
    },
    channels: () => postingChannels(queries, checkinSchedules),
    save: async (schedule, version, createdAt) => {
      const values = {
        ...schedule,
        weekdays: [...schedule.weekdays],
        except: [...schedule.except],
        questions: [...schedule.questions],
        version: version + 1,
        zoneRules,
      };
      const [row] =
        version === 0
          ? await queries
              .insert(checkinSchedules)
              .values({ ...values, createdAt })
              .onConflictDoNothing()
              .returning()
          : await queries
              .update(checkinSchedules)
              .set(values)
              .where(and(eq(checkinSchedules.id, schedule.id), eq(checkinSchedules.version, version)))
              .returning();
      return row && asSchedule(row);
    },
    move: async (schedule, state, next) => {
      const [row] = await queries
        .update(checkinSchedules)
        .set({ state, ...planned(next), version: schedule.version + 1 })
        .where(stands(schedule))
        .returning();
      return row && asSchedule(row);
    },
    remove: async (schedule) => {
      await queries.delete(checkinSchedules).where(stands(schedule));
    },
    round: async (id, at = queries) => {
      const [row] = await at
        .select({
          round: checkinRounds,
          schedule: checkinSchedules,
          locale: communities.locale,
          setBy: { id: members.id, platformUserId: members.platformUserId, zone: members.zone },
          communityZone: communities.zone,
        })
        .from(checkinRounds)
        .innerJoin(checkinSchedules, eq(checkinSchedules.id, checkinRounds.scheduleId))
        .innerJoin(communities, eq(communities.id, checkinSchedules.communityId))
        .leftJoin(members, eq(members.id, checkinSchedules.setBy))
        .where(eq(checkinRounds.id, id));
      if (!row) return undefined;
      const [cheers] = await at.select({ count: count() }).from(checkinCheers).where(eq(checkinCheers.roundId, id));
      return {
        round: asRound(row.round),
        schedule: asSchedule(row.schedule),
        locale: row.locale,
        setBy: row.setBy ? { ...row.setBy, zone: row.setBy.zone ?? row.communityZone } : undefined,
        answered: await answeredIn(id, at),
        cheers: cheers?.count ?? 0,
      };
    },
    rounds: async (scheduleId, most) => {
      const rows = await queries
        .select()
        .from(checkinRounds)
        .where(eq(checkinRounds.scheduleId, scheduleId))
        .orderBy(desc(checkinRounds.number))
        .limit(most);
      return Promise.all(rows.map(async (row) => ({ ...asRound(row), answered: await answeredIn(row.id, queries) })));
    },
    placeRound: async (at, roundId, place) => {
      const kept = JSON.stringify(place);
      await at.update(checkinRounds).set({ place: kept }).where(eq(checkinRounds.id, roundId));
    },
    placeSummary: async (at, roundId, message) => {
      const kept = JSON.stringify(message);
      await at.update(checkinRounds).set({ summary: kept }).where(eq(checkinRounds.id, roundId));
    },
    close: async (at, roundId) => {
      await at.update(checkinRounds).set({ state: 'closed' }).where(eq(checkinRounds.id, roundId));
    },
    letRest: async (at, roundId) => {
      const ofRound = at
        .select({ id: checkinRounds.scheduleId })
        .from(checkinRounds)
        .where(eq(checkinRounds.id, roundId));
      await at
        .update(checkinSchedules)
        .set({ state: 'waiting', ...planned(undefined), version: sql`${checkinSchedules.version} + 1` })
        .where(inArray(checkinSchedules.id, ofRound));
    },
    cheer: async (roundId, memberId, at) => {
      await at.insert(checkinCheers).values({ roundId, memberId }).onConflictDoNothing();
    },
  };
}

/**
 * Makes a round with the community's next number; false where the schedule has one of that origin and day already. Until the
 * transaction ends no other round of the community gets a number: from it follows the prompt, and two that open at once would
 * show the same.
 */
export async function insertRound(
  queries: Queries,
  { id: scheduleId, communityId }: Pick<Schedule, 'id' | 'communityId'>,
  round: NewRound,
): Promise<boolean> {
  // The schedule first, as whoever opens what is due holds it already.
  const schedule = eq(checkinSchedules.id, scheduleId);
  await queries.select({ id: checkinSchedules.id }).from(checkinSchedules).where(schedule).for('update');
  // A process of an earlier version, beside this one while it is replaced, numbers a schedule's rounds without counting them.
  const pastItsLast = sql`(select coalesce(max(${checkinRounds.number}), -1) + 2 from ${checkinRounds}
    where ${checkinRounds.scheduleId} = ${scheduleId})`;
  const [counted] = await queries
    .insert(checkinCounts)
    .values({ communityId, rounds: pastItsLast })
    .onConflictDoUpdate({
      target: checkinCounts.communityId,
      set: { rounds: sql`greatest(${checkinCounts.rounds} + 1, excluded.rounds)` },
    })
    .returning();
  if (!counted) throw new Error('A round was not counted');
  const number = counted.rounds - 1;
  const target = [checkinRounds.scheduleId, checkinRounds.origin, checkinRounds.date];
  const made = await queries
    .insert(checkinRounds)
    .values({ ...round, questions: [...round.questions], scheduleId, number })
    .onConflictDoNothing({ target })
    .returning({ id: checkinRounds.id });
  return made.length > 0;
}
