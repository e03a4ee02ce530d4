import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Log, Random, Watcher } from '../../core/ports/index.ts';
import { decideDue, occurrenceFrom, zoneRules } from '../../core/time/index.ts';
import { mostReplanned } from '../../db/columns.ts';
import type { Database, Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { type DaysOff, type DaysOffReader, noDaysOff } from '../calendar/index.ts';
import { entryId, type MatchmakingParts, makePairs } from './matchmaking.ts';
import { messageKinds } from './message-kinds.ts';
import { askingRule, askWindowMs, isInRound, type Round, roundAfter, type Schedule } from './rules-rounds.ts';
import { pairingEntries, pairingRounds, pairingSchedules, pairings } from './schema.ts';
import { type StepParts, stepPairing } from './steps.ts';
import { peopleOf } from './store-people.ts';
import { asSchedule, insertRound } from './store-schedules.ts';

export interface JobParts extends MatchmakingParts, StepParts {
  readonly database: Database;
  readonly random: Random;
  readonly log: Log;
  readonly daysOffAround: DaysOffReader['daysOffAround'];
}

// One transaction holds the rows of one bite; the next bite comes at once.
const bite = 20;

/** What mock interviews look for each minute: evenings to ask on, rounds to begin, pairings whose next step is due. */
export function pairingWatchers(parts: JobParts): Watcher[] {
  const { queries } = parts.database;
  return [
    {
      name: 'pairings.ask',
      tick: (now) => askDue(parts, now),
      oldestDue: (now) => {
        const { askAt, state } = pairingSchedules;
        return oldest(queries, askAt, and(eq(state, 'live'), lte(askAt, now)));
      },
    },
    {
      name: 'pairings.round',
      tick: (now) => beginDue(parts, now),
      oldestDue: (now) => oldest(queries, pairingRounds.opensAt, toBegin(now)),
    },
    {
      name: 'pairings.step',
      tick: (now) => stepDue(parts, now),
      oldestDue: (now) => oldest(queries, pairings.nextAt, toStep(now)),
    },
    { name: 'pairings.zone-rules', tick: (now) => planByNewRules(parts, now) },
  ];
}

/** Plans the next evening of a community anew, since its days off changed. What is due already is left to the tick. */
export async function replan(
  parts: Pick<JobParts, 'daysOffAround'>,
  queries: Queries,
  communityId: string,
  now: Date,
): Promise<void> {
  const isAhead = or(isNull(pairingSchedules.askAt), gt(pairingSchedules.askAt, now));
  const [row] = await queries
    .select()
    .from(pairingSchedules)
    .where(and(eq(pairingSchedules.communityId, communityId), eq(pairingSchedules.state, 'live'), isAhead))
    .for('update');
  if (!row) return;
  const off = (await parts.daysOffAround(queries, [communityId], now)).get(communityId) ?? noDaysOff;
  const schedule = asSchedule(row);
  const next = occurrenceFrom(askingRule(schedule, off), now);
  await queries.update(pairingSchedules).set(nextOf(schedule, next)).where(eq(pairingSchedules.id, row.id));
}

/** Asks members about the rounds of tomorrow. */
async function askDue(parts: JobParts, now: Date): Promise<boolean> {
  const { askAt } = pairingSchedules;
  return (await askThose(parts, { which: lte(askAt, now), first: [asc(askAt)], most: bite }, now)) === bite;
}

/** Looks again at evenings that an older release of time zone rules planned, as they stand after an upgrade. */
async function planByNewRules(parts: JobParts, now: Date): Promise<boolean> {
  const { askAt, zoneRules: rules } = pairingSchedules;
  const which = and(lt(rules, zoneRules), isNotNull(askAt));
  await askThose(parts, { which, first: [asc(rules), asc(askAt)], most: mostReplanned }, now);
  // The rest with the next tick: what is due must not wait for it.
  return false;
}

/**
 * Asks about those of the live schedules whose evening it is: the round, a line for each member, their messages and the next
 * evening, together or not at all. Answers at how many it looked.
 */
function askThose(
  parts: JobParts,
  { which, first, most }: { which: SQL | undefined; first: readonly SQL[]; most: number },
  now: Date,
): Promise<number> {
  return parts.database.transaction(async (queries) => {
    const due = await queries
      .select()
      .from(pairingSchedules)
      .where(and(eq(pairingSchedules.state, 'live'), which))
      .orderBy(...first)
      .limit(most)
      .for('update', { skipLocked: true });
    const communityIds = due.map(({ communityId }) => communityId);
    const off = await parts.daysOffAround(queries, communityIds, now);
    for (const row of due) await askOne(parts, queries, asSchedule(row), off.get(row.communityId) ?? noDaysOff, now);
    return due.length;
  });
}

async function askOne(parts: JobParts, queries: Queries, schedule: Schedule, off: DaysOff, now: Date): Promise<void> {
  if (schedule.askDate === null) return;
  const rule = askingRule(schedule, off);
  const decision = decideDue(rule, schedule.askDate, now, (at) => askWindowMs(schedule, at));
  const lastMissed = decision.post ? undefined : decision.missed.at(-1);
  for (const [evening, state] of [
    [lastMissed, 'missed'],
    [decision.post, 'asking'],
  ] as const) {
    const opensAt = evening && roundAfter(schedule, evening.at);
    if (!evening || !opensAt) continue;
    const id = idsFrom(`round ${schedule.id} ${evening.date}`)();
    const round = await insertRound(queries, { id, scheduleId: schedule.id, date: evening.date, state, opensAt });
    if (!round) continue;
    if (state === 'asking') await askMembers(parts, queries, schedule.communityId, round, now);
    else await parts.outbox.enqueue(queries, { kind: messageKinds.missed, row: id, communityId: schedule.communityId });
  }
  await queries
    .update(pairingSchedules)
    .set(nextOf(schedule, decision.next))
    .where(eq(pairingSchedules.id, schedule.id));
}

/** When a schedule asks and begins next, just computed, as its columns. */
export function nextOf(
  schedule: Pick<Schedule, 'time' | 'zone'>,
  next: { readonly date: string; readonly at: Date } | undefined,
): Pick<Schedule, 'askDate' | 'askAt' | 'opensAt'> & { readonly zoneRules: string } {
  if (!next) return { askDate: null, askAt: null, opensAt: null, zoneRules };
  return { askDate: next.date, askAt: next.at, opensAt: roundAfter(schedule, next.at) ?? null, zoneRules };
}

async function askMembers(
  parts: JobParts,
  queries: Queries,
  communityId: string,
  round: Round,
  now: Date,
): Promise<void> {
  // Who is asked too late could not answer any more; they are in as they said when they joined.
  if (now >= round.opensAt) return;
  for (const { profile, ...person } of await peopleOf(queries, parts.pausesOf, communityId)) {
    if (!isInRound({ ...person, profile, answer: 'none' }, round.number, round.opensAt)) continue;
    const { memberId } = profile;
    const row = entryId(round.id, memberId);
    const entry = { id: row, roundId: round.id, memberId, answer: 'none', outcome: 'asked' } as const;
    await queries.insert(pairingEntries).values(entry).onConflictDoNothing();
    await parts.outbox.enqueue(queries, { kind: messageKinds.evening, row, communityId, memberId });
  }
}

function toBegin(now: Date): SQL | undefined {
  return and(eq(pairingRounds.state, 'asking'), lte(pairingRounds.opensAt, now));
}

/** Begins the rounds that are due, one in a transaction: all of its pairs are made, or none. */
async function beginDue(parts: JobParts, now: Date): Promise<boolean> {
  const begun = await parts.database.transaction(async (queries) => {
    const [row] = await queries
      .select({ round: pairingRounds, communityId: pairingSchedules.communityId })
      .from(pairingRounds)
      .innerJoin(pairingSchedules, eq(pairingSchedules.id, pairingRounds.scheduleId))
      .where(toBegin(now))
      .orderBy(asc(pairingRounds.opensAt))
      .limit(1)
      .for('update', { of: pairingRounds, skipLocked: true });
    if (!row) return undefined;
    const { round, communityId } = row;
    const seed = Math.floor(parts.random.fraction() * 2 ** 32);
    const made = await makePairs(parts, queries, { communityId, round, now }, seed);
    await queries.update(pairingRounds).set({ state: 'open', seed }).where(eq(pairingRounds.id, round.id));
    return { roundId: round.id, seed, ...made };
  });
  if (begun) parts.log.info(begun, 'A round of mock interviews began');
  return begun !== undefined;
}

function toStep(now: Date): SQL | undefined {
  return and(lte(pairings.nextAt, now), inArray(pairings.state, ['proposed', 'agreed', 'reminded', 'asked']));
}

/** Takes pairings whose time has come a step on: too late to agree, soon, or over. */
function stepDue(parts: JobParts, now: Date): Promise<boolean> {
  return parts.database.transaction(async (queries) => {
    const due = await queries
      .select({ id: pairings.id })
      .from(pairings)
      .where(toStep(now))
      .orderBy(asc(pairings.nextAt))
      .limit(bite)
      .for('update', { skipLocked: true });
    for (const { id } of due) await stepPairing(parts, queries, id, now);
    // After a time away several steps of one pairing can be due.
    return due.length > 0;
  });
}
