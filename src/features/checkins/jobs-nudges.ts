import { and, asc, eq, gt, lt, lte, type SQL } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Outbox } from '../../core/ports/index.ts';
import { instantOf, zoneRules } from '../../core/time/index.ts';
import { mostReplanned } from '../../db/columns.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, consents, members } from '../../db/schema.ts';
import { nudgeConsent } from './consents.ts';
import { kinds } from './kinds.ts';
import { leftAloneMs, nudgeDays, type Round } from './rules.ts';
import { checkinAnswers, checkinNudges, checkinRounds, checkinSchedules, contactWishes } from './schema.ts';

// One transaction holds the rows of one bite; the next bite comes at once.
const bite = 50;

type Opened = Pick<Round, 'id' | 'opensAt' | 'closesAt'>;

/** Those of the members that `which` picks who asked for nudges. */
async function wishing(queries: Queries, which: SQL) {
  const rows = await queries
    .select({ wishes: contactWishes, communityId: members.communityId, zone: members.zone, usual: communities.zone })
    .from(contactWishes)
    .innerJoin(members, eq(members.id, contactWishes.memberId))
    .innerJoin(communities, eq(communities.id, members.communityId))
    .innerJoin(consents, and(eq(consents.memberId, members.id), eq(consents.kind, nudgeConsent.name)))
    .where(which);
  return rows.map(({ zone, usual, ...row }) => ({ ...row, zone: zone ?? usual }));
}

function nudgesOf(roundId: string, memberId: string, days: ReturnType<typeof nudgeDays>) {
  return days.map(({ date, at }) => {
    const id = idsFrom(`nudge ${roundId} ${memberId} ${date}`)();
    return { id, roundId, memberId, date, dueAt: at, zoneRules, state: 'waiting' as const };
  });
}

/** Plans the nudges of a round that opens, for all who asked for them. */
export async function planNudges(queries: Queries, communityId: string, round: Opened): Promise<void> {
  const all = await wishing(queries, eq(members.communityId, communityId));
  const nudges = all.flatMap(({ wishes, zone }) => nudgesOf(round.id, wishes.memberId, nudgeDays(round, wishes, zone)));
  if (nudges.length > 0) await queries.insert(checkinNudges).values(nudges).onConflictDoNothing();
}

/**
 * Plans a member's nudges in the rounds that are open anew, since they asked for others or moved to another zone. Those that
 * came count among what they asked for.
 */
export async function replanNudges(queries: Queries, memberId: string, now: Date): Promise<void> {
  const waiting = and(eq(checkinNudges.memberId, memberId), eq(checkinNudges.state, 'waiting'));
  await queries.delete(checkinNudges).where(waiting);
  const [member] = await wishing(queries, eq(members.id, memberId));
  if (!member) return;
  const { communityId, wishes, zone } = member;
  const rounds = await queries
    .select({ id: checkinRounds.id, opensAt: checkinRounds.opensAt, closesAt: checkinRounds.closesAt })
    .from(checkinRounds)
    .innerJoin(checkinSchedules, eq(checkinSchedules.id, checkinRounds.scheduleId))
    .where(
      and(
        eq(checkinSchedules.communityId, communityId),
        eq(checkinRounds.state, 'open'),
        gt(checkinRounds.closesAt, now),
      ),
    );
  for (const { id, opensAt, closesAt } of rounds) {
    const those = and(eq(checkinNudges.memberId, memberId), eq(checkinNudges.roundId, id));
    const came = await queries.select({ date: checkinNudges.date }).from(checkinNudges).where(those);
    const left = { opensAt: new Date(Math.max(opensAt.getTime(), now.getTime() - leftAloneMs)), closesAt };
    const days = nudgeDays(
      left,
      wishes,
      zone,
      came.map(({ date }) => date),
    );
    if (days.length > 0)
      await queries
        .insert(checkinNudges)
        .values(nudgesOf(id, memberId, days))
        .onConflictDoNothing();
  }
}

/** Asks for the nudges that are due, of those who have not answered. Who moved to another zone is nudged by its clock. */
export async function nudgeDue(
  { database, outbox }: { readonly database: Database; readonly outbox: Outbox<Queries> },
  now: Date,
): Promise<boolean> {
  return database.transaction(async (queries) => {
    const due = await waitingNudges(queries, lte(checkinNudges.dueAt, now), [asc(checkinNudges.dueAt)], bite);
    for (const { id, at, communityId, memberId, isAnswered } of due) {
      const isLater = at !== undefined && at > now;
      const change = isLater ? { dueAt: at } : { state: 'asked' as const };
      await queries.update(checkinNudges).set(change).where(eq(checkinNudges.id, id));
      if (isLater || isAnswered) continue;
      await outbox.enqueue(queries, { kind: kinds.nudge, row: id, communityId, memberId });
    }
    return due.length === bite;
  });
}

/** Looks again at nudges that an older release of time zone rules planned: by the new ones their hour may come sooner. */
export async function nudgesByNewRules({ database }: { readonly database: Database }): Promise<boolean> {
  await database.transaction(async (queries) => {
    const { zoneRules: rules, dueAt } = checkinNudges;
    for (const { id, at } of await waitingNudges(
      queries,
      lt(rules, zoneRules),
      [asc(rules), asc(dueAt)],
      mostReplanned,
    )) {
      const change = { zoneRules, ...(at ? { dueAt: at } : {}) };
      await queries.update(checkinNudges).set(change).where(eq(checkinNudges.id, id));
    }
  });
  // The rest with the next tick: what is due must not wait for it.
  return false;
}

/** Those of the nudges that wait that `which` picks, locked, with when each is due by its member's clock as it stands. */
async function waitingNudges(queries: Queries, which: SQL, first: readonly SQL[], most: number) {
  const rows = await queries
    .select({
      nudge: checkinNudges,
      communityId: members.communityId,
      zone: members.zone,
      communityZone: communities.zone,
      time: contactWishes.nudgeTime,
      answer: checkinAnswers.kind,
    })
    .from(checkinNudges)
    .innerJoin(members, eq(members.id, checkinNudges.memberId))
    .innerJoin(communities, eq(communities.id, members.communityId))
    .innerJoin(contactWishes, eq(contactWishes.memberId, checkinNudges.memberId))
    .leftJoin(
      checkinAnswers,
      and(eq(checkinAnswers.roundId, checkinNudges.roundId), eq(checkinAnswers.memberId, checkinNudges.memberId)),
    )
    .where(and(eq(checkinNudges.state, 'waiting'), which))
    .orderBy(...first)
    .limit(most)
    .for('update', { of: checkinNudges, skipLocked: true });
  return rows.map(({ nudge: { id, memberId, date }, communityId, zone, communityZone, time, answer }) => ({
    id,
    memberId,
    communityId,
    at: instantOf(date, time, zone ?? communityZone),
    isAnswered: answer !== null && answer !== 'withdrawn',
  }));
}
