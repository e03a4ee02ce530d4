import { and, count, desc, eq, inArray, max, sql } from 'drizzle-orm';
import type { PostingChannel } from '../../core/ports/index.ts';
import type { Weekday } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { postingChannels } from '../../db/schedule-columns.ts';
import { communities, members } from '../../db/schema.ts';
import { active, hasMet, type Round, type RoundNumbers, type Schedule } from './rules-rounds.ts';
import { pairingEntries, pairingMembers, pairingRounds, pairingSchedules, pairings } from './schema.ts';

export interface SchedulesStore {
  /** `at`: the transaction to look in, where one is open. */
  ofCommunity(communityId: string, at?: Queries): Promise<Schedule | undefined>;
  /** Where rounds are announced and pairs meet, of all communities that the bot is in. */
  channels(): Promise<readonly PostingChannel[]>;
  /** Keeps it over `version`, 0 for a new one; undefined where another stands. */
  save(schedule: Omit<Schedule, 'version'>, version: number, now: Date): Promise<Schedule | undefined>;
  /** Lets a community's schedule rest, since its channel cannot be reached. */
  letRest(queries: Queries, communityId: string): Promise<void>;
  /** With who planned it, by the platform's user id; undefined as well where they are gone. */
  round(id: string): Promise<(Round & { readonly setBy: Planner }) | undefined>;
  /** The round that is asked about, or the one that would be next; without a time where none is planned. */
  next(
    schedule: Schedule,
  ): Promise<{ readonly id: string | undefined; readonly number: number; readonly opensAt: Date | null }>;
  /** The newest first. */
  numbers(scheduleId: string, most: number): Promise<readonly RoundNumbers[]>;
}

/** Who planned the rounds of a community. `userId` is the platform's. */
export interface Planner {
  readonly userId: string;
  readonly memberId: string;
  readonly communityId: string;
  readonly zone: string;
  readonly locale: string;
}

type Row = typeof pairingSchedules.$inferSelect;

export function asSchedule({ createdAt: _, ...row }: Row): Schedule {
  return { ...row, weekdays: row.weekdays as Weekday[] };
}

export function createSchedulesStore({ database }: { readonly database: Database }): SchedulesStore {
  const { queries } = database;
  const countBy = async (ids: readonly string[]) => {
    const entries = await queries
      .select({ id: pairingEntries.roundId, outcome: pairingEntries.outcome, count: count() })
      .from(pairingEntries)
      .where(inArray(pairingEntries.roundId, [...ids]))
      .groupBy(pairingEntries.roundId, pairingEntries.outcome);
    const said = await queries
      .select({ roundId: pairings.roundId, pairingId: pairings.id, partner: pairingMembers })
      .from(pairings)
      .innerJoin(pairingMembers, eq(pairingMembers.pairingId, pairings.id))
      .where(inArray(pairings.roundId, [...ids]));
    const made = [...Map.groupBy(said, ({ pairingId }) => pairingId).values()].map((there) => {
      return { id: there[0]?.roundId, met: hasMet(active({ partners: there.map(({ partner }) => partner) })) };
    });
    return { entries, made };
  };
  return {
    ofCommunity: async (communityId, at = queries) => {
      const [row] = await at.select().from(pairingSchedules).where(eq(pairingSchedules.communityId, communityId));
      return row && asSchedule(row);
    },
    channels: () => postingChannels(queries, pairingSchedules),
    save: async (schedule, version, createdAt) => {
      const { weekdays, except } = schedule;
      const values = { ...schedule, weekdays: [...weekdays], except: [...except], version: version + 1 };
      const stands = and(eq(pairingSchedules.id, schedule.id), eq(pairingSchedules.version, version));
      const insert = () => queries.insert(pairingSchedules).values({ ...values, createdAt });
      const [row] =
        version === 0
          ? await insert().onConflictDoNothing().returning()
          : await queries.update(pairingSchedules).set(values).where(stands).returning();
      return row && asSchedule(row);
    },
    letRest: async (at, communityId) => {
      const version = sql`${pairingSchedules.version} + 1`;
      await at
        .update(pairingSchedules)
        .set({ state: 'waiting', askDate: null, askAt: null, opensAt: null, version })
        .where(eq(pairingSchedules.communityId, communityId));
    },
    round: async (id) => {
      const [row] = await queries
        .select({
          round: pairingRounds,
          setBy: {
            userId: members.platformUserId,
            memberId: members.id,
            communityId: members.communityId,
            zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
            locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
          },
        })
        .from(pairingRounds)
        .innerJoin(pairingSchedules, eq(pairingSchedules.id, pairingRounds.scheduleId))
        .innerJoin(communities, eq(communities.id, pairingSchedules.communityId))
        .innerJoin(members, eq(members.id, pairingSchedules.setBy))
        .where(eq(pairingRounds.id, id));
      return row && { ...row.round, setBy: row.setBy };
    },
    next: async ({ id, opensAt }) => {
      const [last] = await queries
        .select()
        .from(pairingRounds)
        .where(eq(pairingRounds.scheduleId, id))
        .orderBy(desc(pairingRounds.number))
        .limit(1);
      return last?.state === 'asking' ? last : { id: undefined, number: (last?.number ?? 0) + 1, opensAt };
    },
    numbers: async (scheduleId, most) => {
      const rows = await queries
        .select()
        .from(pairingRounds)
        .where(eq(pairingRounds.scheduleId, scheduleId))
        .orderBy(desc(pairingRounds.number))
        .limit(most);
      if (rows.length === 0) return [];
      const { entries, made } = await countBy(rows.map(({ id }) => id));
      return rows.map((row) => {
        const of = (outcome: string) =>
          entries.find((each) => each.id === row.id && each.outcome === outcome)?.count ?? 0;
        const pairs = made.filter(({ id }) => id === row.id);
        const met = pairs.filter((pair) => pair.met).length;
        return { ...row, people: of('paired') + of('waiting'), waited: of('waiting'), pairs: pairs.length, met };
      });
    },
  };
}

/** Makes a round with the next number. Undefined where the schedule has one of that evening already. */
export async function insertRound(queries: Queries, round: Omit<Round, 'number' | 'seed'>): Promise<Round | undefined> {
  const [last] = await queries
    .select({ number: max(pairingRounds.number) })
    .from(pairingRounds)
    .where(eq(pairingRounds.scheduleId, round.scheduleId));
  const number = (last?.number ?? 0) + 1;
  const [row] = await queries
    .insert(pairingRounds)
    .values({ ...round, number })
    .onConflictDoNothing({ target: [pairingRounds.scheduleId, pairingRounds.date] })
    .returning();
  return row;
}
