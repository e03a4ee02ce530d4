import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Watcher } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { communities, members } from '../../db/schema.ts';
import { matchRound } from '../pairings/matching/index.ts';
import { type Given, kinds } from './parts.ts';
import { candidates, type Entrant, nextRound } from './rules.ts';
import { partnerBlocks, partnerPairs, partnerProfiles, partnerSides, partnerships } from './schema.ts';
import { profileRecords } from './store-meetings.ts';

/** Matches the rounds of partner communities that are due, one in a transaction: all of its pairs are made, or none. */
export function partnersWatcher(given: Given): Watcher {
  return {
    name: 'partners.round',
    tick: (now) =>
      given.database.transaction(async (queries) => {
        const [due] = await queries
          .select()
          .from(partnerships)
          .where(lte(partnerships.nextAt, now))
          .limit(1)
          .for('update', { skipLocked: true });
        if (!due?.agreedBy) return false;
        const round = due.round + 1;
        await queries
          .update(partnerships)
          .set({ round, nextAt: nextRound(now) })
          .where(eq(partnerships.id, due.id));
        await matchOne(given, queries, { id: due.id, round, communityIds: [due.offeredBy, due.agreedBy] }, now);
        return true;
      }),
    oldestDue: (now) => oldest(given.database.queries, partnerships.nextAt, lte(partnerships.nextAt, now)),
  };
}

interface DueRound {
  readonly id: string;
  readonly round: number;
  readonly communityIds: readonly string[];
}

async function matchOne(given: Given, queries: Queries, due: DueRound, now: Date): Promise<void> {
  const entrants = await entrantsOf(given, queries, due, now);
  const seed = Math.floor(given.random.fraction() * 2 ** 32);
  const { groups, left } = await matchRound({ candidates: candidates(entrants, now), round: due.round, seed });
  const communityOf = new Map(entrants.map(({ memberId, communityId }) => [memberId, communityId]));
  // The same round asks for the same rows, whoever matches it.
  const newId = idsFrom(`partners ${due.id} ${due.round}`);
  for (const { members: pair } of groups) {
    const pairId = newId();
    const { id: partnershipId, round } = due;
    await queries.insert(partnerPairs).values({ id: pairId, partnershipId, round, createdAt: now });
    for (const memberId of pair) {
      const row = newId();
      await queries.insert(partnerSides).values({ id: row, pairId, memberId });
      const communityId = communityOf.get(memberId);
      if (communityId) await given.outbox.enqueue(queries, { kind: kinds.met, row, communityId, memberId });
    }
  }
  for (const { id: memberId } of left) {
    const communityId = communityOf.get(memberId);
    // The same words as the last time, and sent again.
    if (communityId) await given.outbox.refresh(queries, { kind: kinds.nobody, row: memberId, communityId, memberId });
  }
  const facts = { partnership: due.id, round: due.round, seed, pairs: groups.length, left: left.length };
  given.log.info(facts, 'Matched members of partner communities');
}

/** Who joined, is there and does not rest, read in the transaction that makes the pairs. */
async function entrantsOf(given: Given, queries: Queries, due: DueRound, now: Date): Promise<Entrant[]> {
  const joined = await queries
    .select({ memberId: members.id, communityId: members.communityId })
    .from(partnerProfiles)
    .innerJoin(members, eq(members.id, partnerProfiles.memberId))
    .innerJoin(communities, and(eq(communities.id, members.communityId), isNull(communities.removedAt)))
    .where(and(inArray(members.communityId, [...due.communityIds]), isNull(members.leftAt)));
  const profiles = profileRecords(given, queries);
  const entrants: Entrant[] = [];
  for (const { memberId, communityId } of joined) {
    const kept = await profiles.find(memberId, memberId);
    if (!kept || kept === 'not-yours' || (await given.isPaused(memberId, kept.value.zone, now, queries))) continue;
    const met = await metBy(queries, memberId, due.id);
    const since = new Date(Math.max(kept.createdAt.getTime(), ...met.map(({ at }) => at.getTime())));
    const blocked = await blockedBy(queries, memberId);
    entrants.push({ memberId, communityId, profile: kept.value, blocked, met, since });
  }
  return entrants;
}

async function metBy(queries: Queries, memberId: string, partnershipId: string) {
  const mine = queries
    .select({ id: partnerSides.pairId })
    .from(partnerSides)
    .where(eq(partnerSides.memberId, memberId));
  const rows = await queries
    .select({ id: partnerSides.memberId, round: partnerPairs.round, at: partnerPairs.createdAt })
    .from(partnerSides)
    .innerJoin(partnerPairs, eq(partnerPairs.id, partnerSides.pairId))
    .where(and(inArray(partnerSides.pairId, mine), eq(partnerPairs.partnershipId, partnershipId)));
  return rows.filter(({ id }) => id !== memberId);
}

async function blockedBy(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .select()
    .from(partnerBlocks)
    .where(or(eq(partnerBlocks.memberId, memberId), eq(partnerBlocks.blockedId, memberId)));
  return rows.map((row) => (row.memberId === memberId ? row.blockedId : row.memberId));
}
