import { and, asc, eq, gt, isNotNull, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Outbox, Watcher } from '../../core/ports/index.ts';
import { decideDue, type Occurrence, occurrenceFrom, zoneRules } from '../../core/time/index.ts';
import { mostReplanned } from '../../db/columns.ts';
import type { Database, Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { type DaysOff, type DaysOffReader, noDaysOff } from '../calendar/index.ts';
import { nudgeDue, nudgesByNewRules, planNudges } from './jobs-nudges.ts';
import { kinds } from './kinds.ts';
import { latenessMs, ruleOf, type Schedule } from './rules.ts';
import { checkinNudges, checkinRounds, checkinSchedules } from './schema.ts';
import { asSchedule, insertRound, type NewRound, planned } from './store.ts';

export interface JobParts {
  readonly database: Database;
  readonly outbox: Outbox<Queries>;
  readonly daysOffAround: DaysOffReader['daysOffAround'];
}

// One transaction holds the rows of one bite; the next bite comes at once.
const bite = 50;

/** What check-ins look for each minute: rounds to open, rounds to close, nudges to send. */
export function checkinWatchers(parts: JobParts): Watcher[] {
  const { queries } = parts.database;
  return [
    {
      name: 'checkins.open',
      tick: (now) => openDue(parts, now),
      oldestDue: (now) => {
        const { nextAt, state } = checkinSchedules;
        return oldest(queries, nextAt, and(eq(state, 'live'), lte(nextAt, now)));
      },
    },
    {
      name: 'checkins.close',
      tick: (now) => closeDue(parts, now),
      oldestDue: (now) => {
        const { closesAt, state } = checkinRounds;
        return oldest(queries, closesAt, and(eq(state, 'open'), lte(closesAt, now)));
      },
    },
    {
      name: 'checkins.nudge',
      tick: (now) => nudgeDue(parts, now),
      oldestDue: (now) => {
        const { dueAt, state } = checkinNudges;
        return oldest(queries, dueAt, and(eq(state, 'waiting'), lte(dueAt, now)));
      },
    },
    { name: 'checkins.zone-rules', tick: (now) => planByNewRules(parts, now) },
    { name: 'checkins.nudges-zone-rules', tick: () => nudgesByNewRules(parts) },
  ];
}

/** Opens what is due. */
async function openDue(parts: JobParts, now: Date): Promise<boolean> {
  const { nextAt } = checkinSchedules;
  return (await openThose(parts, { which: lte(nextAt, now), first: [asc(nextAt)], most: bite }, now)) === bite;
}

/**
 * Looks again at what an older release of time zone rules planned, as it stands after an upgrade: where a zone moved its hour
 * forward since, it would otherwise open late. What is due by the new rules opens, all else waits for its new instant.
 */
async function planByNewRules(parts: JobParts, now: Date): Promise<boolean> {
  const { nextAt, zoneRules: rules } = checkinSchedules;
  const which = and(lt(rules, zoneRules), isNotNull(nextAt));
  await openThose(parts, { which, first: [asc(rules), asc(nextAt)], most: mostReplanned }, now);
  // The rest with the next tick: what is due must not wait for it.
  return false;
}

/**
 * Opens those of the live schedules whose time it is. Rows that another process holds are left to it; what is written is the
 * round, its message and the next time, together or not at all. Answers at how many it looked.
 */
async function openThose(
  parts: JobParts,
  { which, first, most }: { which: SQL | undefined; first: readonly SQL[]; most: number },
  now: Date,
): Promise<number> {
  return parts.database.transaction(async (queries) => {
    const due = await queries
      .select()
      .from(checkinSchedules)
      .where(and(eq(checkinSchedules.state, 'live'), which))
      .orderBy(...first)
      .limit(most)
      .for('update', { skipLocked: true });
    const off = await parts.daysOffAround(
      queries,
      due.map((row) => row.communityId),
      now,
    );
    // In one order whoever opens them: each waits for the communities of the others, and must not wait in a circle.
    for (const row of due.toSorted((one, other) => (one.communityId < other.communityId ? -1 : 1))) {
      await openOne(queries, parts.outbox, asSchedule(row), off.get(row.communityId) ?? noDaysOff, now);
    }
    return due.length;
  });
}

async function openOne(
  queries: Queries,
  outbox: Outbox<Queries>,
  schedule: Schedule,
  off: DaysOff,
  now: Date,
): Promise<void> {
  if (schedule.nextDate === null) return;
  const decision = decideDue(ruleOf(schedule, off), schedule.nextDate, now, () => latenessMs);
  const lastMissed = decision.post ? undefined : decision.missed.at(-1);
  if (lastMissed) {
    const round = newRound(schedule, lastMissed, 'missed');
    if (await insertRound(queries, schedule, round)) {
      await outbox.enqueue(queries, { kind: kinds.missed, row: round.id, communityId: schedule.communityId });
    }
  }
  if (decision.post) await openRound(queries, outbox, schedule, newRound(schedule, decision.post, 'open'));
  await queries.update(checkinSchedules).set(planned(decision.next)).where(eq(checkinSchedules.id, schedule.id));
}

/** Plans what lies ahead of a community anew, since its days off changed. What is due already is left to the tick. */
export async function replan(parts: JobParts, queries: Queries, communityId: string, now: Date): Promise<void> {
  const isAhead = or(isNull(checkinSchedules.nextAt), gt(checkinSchedules.nextAt, now));
  const live = await queries
    .select()
    .from(checkinSchedules)
    .where(and(eq(checkinSchedules.communityId, communityId), eq(checkinSchedules.state, 'live'), isAhead))
    .for('update');
  const off = (await parts.daysOffAround(queries, [communityId], now)).get(communityId) ?? noDaysOff;
  for (const row of live) {
    const next = occurrenceFrom(ruleOf(asSchedule(row), off), now);
    await queries.update(checkinSchedules).set(planned(next)).where(eq(checkinSchedules.id, row.id));
  }
}

function newRound(schedule: Schedule, { date, at }: Occurrence, state: NewRound['state']): NewRound {
  return roundOn(schedule, 'day', date, at, state);
}

/** A round of a schedule on a day; its id follows from both, so that the same round is never made twice. */
export function roundOn(
  { id, openHours, questions, asksFeeling }: Schedule,
  origin: NewRound['origin'],
  date: string,
  opensAt: Date,
  state: NewRound['state'],
): NewRound {
  const closesAt = new Date(opensAt.getTime() + openHours * 60 * 60 * 1000);
  return {
    id: idsFrom(`round ${id} ${origin} ${date}`)(),
    origin,
    date,
    state,
    opensAt,
    closesAt,
    questions,
    asksFeeling,
  };
}

/** Opens a round: its row, its thread, and the nudges of those who asked for them. False where it was opened before. */
export async function openRound(
  queries: Queries,
  outbox: Outbox<Queries>,
  schedule: Schedule,
  round: NewRound,
): Promise<boolean> {
  const { communityId } = schedule;
  if (!(await insertRound(queries, schedule, round))) return false;
  await outbox.enqueue(queries, { kind: kinds.open, row: round.id, communityId });
  await planNudges(queries, communityId, round);
  return true;
}

/** Closes what has been open long enough, and asks for the summary. */
async function closeDue({ database, outbox }: JobParts, now: Date): Promise<boolean> {
  return database.transaction(async (queries) => {
    const due = await queries
      .select({ id: checkinRounds.id, communityId: checkinSchedules.communityId })
      .from(checkinRounds)
      .innerJoin(checkinSchedules, eq(checkinSchedules.id, checkinRounds.scheduleId))
      .where(and(eq(checkinRounds.state, 'open'), lte(checkinRounds.closesAt, now)))
      .orderBy(asc(checkinRounds.closesAt))
      .limit(bite)
      .for('update', { of: checkinRounds, skipLocked: true });
    for (const { id, communityId } of due) {
      await queries.update(checkinRounds).set({ state: 'closed' }).where(eq(checkinRounds.id, id));
      await outbox.refresh(queries, { kind: kinds.root, row: id, communityId });
      await outbox.enqueue(queries, { kind: kinds.summary, row: id, communityId });
    }
    return due.length === bite;
  });
}
