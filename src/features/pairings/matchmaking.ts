import { and, eq, inArray } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Outbox } from '../../core/ports/index.ts';
import { daysBetween, localDateOf } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Candidate } from './matching/candidate.ts';
import type { Group, Matched } from './matching/match.ts';
import { matchRound } from './matching/round.ts';
import { commonTimes, freeStretches, type Stretch } from './matching/week.ts';
import { messageKinds } from './message-kinds.ts';
import { partOf } from './rules.ts';
import { isInRound, offeredTimes, type Pairing, type Round, timing, type Why, whyOf } from './rules-rounds.ts';
import { pairingEntries, pairingMembers, pairingProfiles, pairings } from './schema.ts';
import { type PausesOf, type Person, peopleOf } from './store-people.ts';

export interface MatchmakingParts {
  readonly outbox: Outbox<Queries>;
  readonly pausesOf: PausesOf;
}

interface Pool {
  readonly communityId: string;
  readonly round: Round;
  readonly now: Date;
}

/**
 * Makes the pairs of a round within `queries`: who is eligible is read there and then, and all pairs are made or none. The
 * transaction stays open while it matches, some two seconds for a thousand members.
 */
export async function makePairs(
  parts: MatchmakingParts,
  queries: Queries,
  pool: Pool,
  seed: number,
): Promise<{ readonly groups: number; readonly left: number }> {
  const { communityId, round, now } = pool;
  const { people, inRound, matched } = await matchedNow(parts, queries, pool, seed);
  await keepEntries(queries, round.id, inRound, matched);
  await queries
    .update(pairingEntries)
    .set({ outcome: 'out' })
    .where(and(eq(pairingEntries.roundId, round.id), eq(pairingEntries.outcome, 'asked')));
  // What was said of "the next round" was said of this one.
  const everybody = people.map(({ profile }) => profile.memberId);
  if (everybody.length > 0) {
    await queries.update(pairingProfiles).set({ nextRound: null }).where(inArray(pairingProfiles.memberId, everybody));
  }
  const times = { notBefore: new Date(now.getTime() + timing.noticeMs), confirmMs: timing.confirmMs };
  for (const group of matched.groups) await keepGroup(parts, queries, pool, inRound, group, times);
  for (const { id } of matched.left) {
    const row = entryId(round.id, id);
    await parts.outbox.enqueue(queries, { kind: messageKinds.waiting, row, communityId, memberId: id });
  }
  return { groups: matched.groups.length, left: matched.left.length };
}

/** Who of a community is in a round as it stands at `now`, and what matching makes of them. Writes nothing. */
export async function matchedNow(
  { pausesOf }: Pick<MatchmakingParts, 'pausesOf'>,
  queries: Queries,
  {
    communityId,
    round,
    now,
  }: Omit<Pool, 'round'> & { readonly round: { readonly id: string | undefined; readonly number: number } },
  seed: number,
): Promise<{ readonly people: readonly Person[]; readonly inRound: readonly Person[]; readonly matched: Matched }> {
  // A round that nobody was asked about yet has no id, and no answers.
  const entries =
    round.id === undefined
      ? []
      : await queries.select().from(pairingEntries).where(eq(pairingEntries.roundId, round.id));
  const answers = new Map(entries.map(({ memberId, answer }) => [memberId, answer]));
  const people = await peopleOf(queries, pausesOf, communityId);
  const isIn = ({ profile, zone, lastPaired, pausedUntil }: Person) =>
    isInRound(
      { profile, zone, lastPaired, pausedUntil, answer: answers.get(profile.memberId) ?? 'none' },
      round.number,
      now,
    );
  const inRound = people.filter(isIn);
  const candidates = inRound.map((person) => candidateOf(person, now));
  return { people, inRound, matched: await matchRound({ candidates, round: round.number, seed }) };
}

/**
 * Brings those together who were left or set free in a round that is on already: `freed` became free just now, and do not meet
 * whom they just parted from. Answers how many groups were made.
 */
export async function matchAgain(
  parts: MatchmakingParts,
  queries: Queries,
  pool: Pool,
  freed: readonly string[],
): Promise<number> {
  const { communityId, round, now } = pool;
  const waiting = await queries
    .update(pairingEntries)
    .set({ outcome: 'waiting', why: null })
    .where(and(eq(pairingEntries.roundId, round.id), inArray(pairingEntries.memberId, [...freed, noMember])))
    .returning({ memberId: pairingEntries.memberId });
  const before = await queries
    .select({ memberId: pairingEntries.memberId })
    .from(pairingEntries)
    .where(and(eq(pairingEntries.roundId, round.id), eq(pairingEntries.outcome, 'waiting')))
    .for('update');
  const ids = [...new Set([...before, ...waiting].map(({ memberId }) => memberId))];
  if (ids.length < 2) return 0;
  const people = (await peopleOf(queries, parts.pausesOf, communityId, ids)).filter(({ profile, zone, pausedUntil }) =>
    isInRound(
      { profile: { ...profile, nextRound: 'in' }, zone, pausedUntil, answer: 'none', lastPaired: undefined },
      1,
      now,
    ),
  );
  const candidates = people.map((person) => {
    const candidate = candidateOf(person, now);
    const parted = person.met.filter((each) => each.round === round.number).map(({ id }) => id);
    return { ...candidate, blocks: [...candidate.blocks, ...parted] };
  });
  const matched = await matchRound({ candidates, round: round.number, seed: round.seed ?? 0 });
  const notBefore = new Date(now.getTime() + timing.noticeMs);
  for (const group of matched.groups) {
    await keepGroup(parts, queries, pool, people, group, { notBefore, confirmMs: timing.confirmAgainMs });
    const paired = and(eq(pairingEntries.roundId, round.id), inArray(pairingEntries.memberId, [...group.members]));
    await queries.update(pairingEntries).set({ outcome: 'paired' }).where(paired);
  }
  return matched.groups.length;
}

// `in ()` is no SQL; nobody has this id.
const noMember = '00000000-0000-0000-0000-000000000000';

/** A member as matching sees them: codes and numbers. Only what they told for this counts, never what they noted elsewhere. */
export function candidateOf(person: Person, now: Date): Candidate {
  const { profile, zone, blocks, met, reliability, interviewBy } = person;
  const topics = { kinds: profile.kinds, areas: [] };
  return {
    id: profile.memberId,
    isIn: true,
    free: stretchesOf(person, now),
    wants: topics,
    // Questions and rubric are given, so that whoever practises a kind can interview in it too.
    offers: topics,
    interviewOnly: profile.role === 'interviewer',
    level: profile.level,
    field: profile.field === 'other' ? null : profile.field,
    languages: profile.languages,
    blocks,
    met,
    roundsWaited: person.roundsWaited,
    reliability,
    daysToInterview:
      interviewBy === undefined
        ? null
        : Math.max(0, daysBetween(localDateOf(now, zone), localDateOf(interviewBy, zone)) - 1),
  };
}

export function stretchesOf({ profile, zone }: Pick<Person, 'profile' | 'zone'>, now: Date): Stretch[] {
  return freeStretches(profile.free.map(partOf), zone, localDateOf(now, zone));
}

async function keepEntries(
  queries: Queries,
  roundId: string,
  people: readonly Person[],
  matched: Matched,
): Promise<void> {
  const left = new Map(matched.left.map(({ id, why }) => [id, why.code]));
  for (const { profile } of people) {
    const { memberId } = profile;
    const why = left.get(memberId) ?? null;
    const outcome = why === null ? ('paired' as const) : ('waiting' as const);
    await queries
      .insert(pairingEntries)
      .values({ id: entryId(roundId, memberId), roundId, memberId, answer: 'none', outcome, why })
      .onConflictDoUpdate({ target: [pairingEntries.roundId, pairingEntries.memberId], set: { outcome, why } });
  }
}

export function entryId(roundId: string, memberId: string): string {
  return idsFrom(`entry ${roundId} ${memberId}`)();
}

async function keepGroup(
  parts: MatchmakingParts,
  queries: Queries,
  { communityId, round, now }: Pool,
  people: readonly Person[],
  group: Group,
  { notBefore, confirmMs }: { readonly notBefore: Date; readonly confirmMs: number },
): Promise<void> {
  const partners = group.members.flatMap((id) => people.find(({ profile }) => profile.memberId === id) ?? []);
  const id = idsFrom(`pairing ${round.id} ${group.members.join(' ')}`)();
  await keepPairing(parts, queries, {
    id,
    communityId,
    roundId: round.id,
    channelId: null,
    kind: kindOf(partners, group),
    times: commonTimes(
      partners.map((person) => stretchesOf(person, now)),
      offeredTimes,
      notBefore,
    ),
    confirmBy: new Date(now.getTime() + confirmMs),
    why: whyOf(group.why.flatMap(({ reasons }) => reasons)),
    memberIds: group.members,
    now,
  });
}

function kindOf(partners: readonly Person[], group: Group): Pairing['kind'] {
  const reason = group.why
    .flatMap(({ reasons }) => reasons)
    .find(({ code }) => code === 'kind-shared' || code === 'kind');
  if (reason && 'kind' in reason) return reason.kind;
  return partners.find(({ profile }) => profile.role === 'both')?.profile.kinds[0] ?? 'behavioural';
}

/** Keeps a pairing with its members, and asks for what tells each of them. One that was kept before is left as it is. */
export async function keepPairing(
  { outbox }: Pick<MatchmakingParts, 'outbox'>,
  queries: Queries,
  given: {
    readonly id: string;
    readonly communityId: string;
    readonly roundId: string | null;
    readonly channelId: string | null;
    readonly kind: Pairing['kind'];
    readonly times: readonly Date[];
    readonly confirmBy: Date;
    readonly why: readonly Why[];
    readonly memberIds: readonly string[];
    readonly now: Date;
  },
): Promise<void> {
  const { id, communityId, memberIds, times, why, now, ...plain } = given;
  const [made] = await queries
    .insert(pairings)
    .values({
      ...plain,
      id,
      communityId,
      state: 'proposed',
      times: times.map((time) => time.toISOString()),
      why: JSON.stringify(why),
      nextAt: given.confirmBy,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: pairings.id });
  if (!made) return;
  await outbox.enqueue(queries, { kind: messageKinds.place, row: id, communityId });
  for (const [turn, memberId] of memberIds.entries()) {
    const row = idsFrom(`partner ${id} ${memberId}`)();
    const fresh = { state: 'invited' as const, picks: [], missed: false, announce: false };
    await queries.insert(pairingMembers).values({ ...fresh, id: row, pairingId: id, memberId, turn });
    await outbox.enqueue(queries, { kind: messageKinds.invited, row, communityId, memberId });
  }
}
