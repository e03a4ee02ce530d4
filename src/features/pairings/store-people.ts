import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LocalDate } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import { consents, members } from '../../db/schema.ts';
import { namedConsent, needConsent, pairingConsent } from './consents.ts';
import type { Profile } from './rules.ts';
import { reliabilityOf, roundsWaited } from './rules-rounds.ts';
import {
  pairingBlocks,
  pairingEntries,
  pairingMembers,
  pairingNeeds,
  pairingProfiles,
  pairingRounds,
  pairings,
} from './schema.ts';

/** A member with all that decides whether and with whom they are paired. None of their words. */
export interface Person {
  readonly profile: Profile;
  readonly zone: string;
  readonly pausedUntil: LocalDate | null;
  readonly blocks: readonly string[];
  readonly met: readonly { readonly id: string; readonly round: number }[];
  readonly roundsWaited: number;
  /** 0 to 1. */
  readonly reliability: number;
  readonly lastPaired: number | undefined;
  /** The end of the day of an interview for which they look for somebody now. */
  readonly interviewBy: Date | undefined;
}

/** The last days of pauses from everything, by member, within a transaction. */
export type PausesOf = (queries: Queries, communityId: string) => Promise<ReadonlyMap<string, LocalDate>>;

// Of older rounds nothing counts: who met then may well meet again.
const roundsBack = 12;

/** All who are there and whose consent to be paired stands in a community, or those of them whose ids are given, as they stand within `queries`. */
export async function peopleOf(
  queries: Queries,
  pausesOf: PausesOf,
  communityId: string,
  memberIds?: readonly string[],
): Promise<readonly Person[]> {
  const some = memberIds ? inArray(members.id, [...memberIds]) : undefined;
  const asked = alias(consents, 'asked');
  const rows = await queries
    .select({
      profile: pairingProfiles,
      zone: sql<string>`coalesce(${members.zone}, ${pairingProfiles.zone})`,
      mayBeAsked: sql<boolean>`${asked.kind} is not null`,
    })
    .from(pairingProfiles)
    .innerJoin(members, eq(members.id, pairingProfiles.memberId))
    .innerJoin(consents, and(eq(consents.memberId, members.id), eq(consents.kind, pairingConsent.name)))
    .leftJoin(asked, and(eq(asked.memberId, members.id), eq(asked.kind, needConsent.name)))
    .where(and(eq(members.communityId, communityId), isNull(members.leftAt), some))
    .orderBy(members.id);
  const pauses = await pausesOf(queries, communityId);
  const blocks = await blocksIn(queries, communityId);
  const past = Map.groupBy(await pastOf(queries, communityId), ({ memberId }) => memberId);
  const interviews = await interviewsIn(queries, communityId);
  const reliability = await reliabilityIn(queries, communityId);
  return rows.map(({ profile: { introduction: _, joinedAt: __, ...profile }, zone, mayBeAsked }) => {
    const { memberId } = profile;
    const mine = past.get(memberId) ?? [];
    return {
      profile: { ...profile, joined: true, mayBeAsked, reminders: false, named: false, introduction: '' },
      zone,
      pausedUntil: pauses.get(memberId) ?? null,
      blocks: blocks.get(memberId) ?? [],
      met: mine.flatMap(({ number, partners }) => partners.map((id) => ({ id, round: number }))),
      roundsWaited: roundsWaited(mine.map(({ outcome }) => outcome)),
      reliability: reliabilityOf(reliability.get(memberId) ?? { agreed: 0, missed: 0 }),
      lastPaired: mine.find(({ outcome }) => outcome === 'paired')?.number,
      interviewBy: interviews.get(memberId),
    };
  });
}

/** The platform's user ids of those who said that moderators may see their name, by member. */
export async function namesOf(queries: Queries, memberIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await queries
    .select({ id: members.id, name: members.platformUserId })
    .from(members)
    .innerJoin(consents, and(eq(consents.memberId, members.id), eq(consents.kind, namedConsent.name)))
    .where(inArray(members.id, [...memberIds]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function blocksIn(queries: Queries, communityId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await queries
    .select({ one: pairingBlocks.memberId, other: pairingBlocks.blockedId })
    .from(pairingBlocks)
    .innerJoin(members, eq(members.id, pairingBlocks.memberId))
    .where(eq(members.communityId, communityId));
  const found = new Map<string, string[]>();
  // It holds both ways, whoever said it.
  for (const { one, other } of rows.flatMap((row) => [row, { one: row.other, other: row.one }])) {
    found.set(one, [...(found.get(one) ?? []), other]);
  }
  return found;
}

/** Of those who look for somebody to practise with before an interview: until when. */
async function interviewsIn(queries: Queries, communityId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await queries
    .select({ memberId: pairingNeeds.memberId, until: pairingNeeds.until })
    .from(pairingNeeds)
    .where(and(eq(pairingNeeds.communityId, communityId), eq(pairingNeeds.state, 'asking')));
  return new Map(rows.map(({ memberId, until }) => [memberId, until]));
}

interface PastEntry {
  readonly memberId: string;
  readonly number: number;
  readonly outcome: string;
  readonly partners: readonly string[];
}

/** What the last rounds came to, the newest first. */
async function pastOf(queries: Queries, communityId: string): Promise<readonly PastEntry[]> {
  const rounds = await queries
    .selectDistinct({ id: pairingRounds.id, number: pairingRounds.number })
    .from(pairingRounds)
    .innerJoin(pairingEntries, eq(pairingEntries.roundId, pairingRounds.id))
    .innerJoin(members, eq(members.id, pairingEntries.memberId))
    .where(and(eq(members.communityId, communityId), eq(pairingRounds.state, 'open')))
    .orderBy(desc(pairingRounds.number))
    .limit(roundsBack);
  if (rounds.length === 0) return [];
  const ids = rounds.map(({ id }) => id);
  const numberOf = new Map(rounds.map(({ id, number }) => [id, number]));
  const entries = await queries
    .select()
    .from(pairingEntries)
    .where(and(inArray(pairingEntries.roundId, ids), inArray(pairingEntries.outcome, ['paired', 'waiting'])));
  const partner = alias(pairingMembers, 'partner');
  const meetings = await queries
    .select({ roundId: pairings.roundId, one: pairingMembers.memberId, other: partner.memberId })
    .from(pairings)
    .innerJoin(pairingMembers, eq(pairingMembers.pairingId, pairings.id))
    .innerJoin(partner, and(eq(partner.pairingId, pairings.id), ne(partner.id, pairingMembers.id)))
    .where(inArray(pairings.roundId, ids));
  const key = (roundId: string | null, memberId: string) => `${roundId} ${memberId}`;
  const partners = Map.groupBy(meetings, ({ roundId, one }) => key(roundId, one));
  return entries
    .map(({ roundId, memberId, outcome }) => ({
      memberId,
      number: numberOf.get(roundId) ?? 0,
      outcome,
      partners: (partners.get(key(roundId, memberId)) ?? []).map(({ other }) => other),
    }))
    .toSorted((one, other) => other.number - one.number);
}

async function reliabilityIn(queries: Queries, communityId: string) {
  const missed = sql<number>`count(*) filter (where ${pairingMembers.missed})`.mapWith(Number);
  const rows = await queries
    .select({ memberId: pairingMembers.memberId, agreed: sql<number>`count(*)`.mapWith(Number), missed })
    .from(pairingMembers)
    .innerJoin(pairings, eq(pairings.id, pairingMembers.pairingId))
    .where(and(eq(pairings.communityId, communityId), isNotNull(pairings.startsAt)))
    .groupBy(pairingMembers.memberId);
  return new Map(rows.map(({ memberId, ...meetings }) => [memberId, meetings]));
}
