import { eq } from 'drizzle-orm';
import type { Database } from '../../src/db/database.ts';
import { communities, consents, members } from '../../src/db/schema.ts';
import { contactWishes } from '../../src/features/checkins/schema.ts';
import { pairingConsent } from '../../src/features/pairings/consents.ts';
import {
  pairingBlocks,
  pairingEntries,
  pairingMembers,
  pairingProfiles,
  pairingRounds,
  pairingSchedules,
  pairings,
} from '../../src/features/pairings/schema.ts';
import { messages } from '../../src/features/pairings/texts.ts';
import type { startDiscordServer } from '../servers/discord/server.ts';

type DiscordState = Awaited<ReturnType<typeof startDiscordServer>>['state'];

// Of each community: an even number first, then an odd one, and three whom nobody may be paired with.
const standings = ['in', 'in', 'in', 'in', 'in', 'pausing', 'resting', 'paused', 'left'] as const;
type Standing = (typeof standings)[number];

interface Person {
  readonly id: string;
  readonly communityId: string;
  readonly platformUserId: string;
  readonly standing: Standing;
}

/** Members who practise interviews with each other, in rounds every morning at 09:00 UTC, asked at 22:00 the evening before. */
export interface Interviews {
  readonly communities: number;
  readonly people: readonly Person[];
  /** Two each who never meet. */
  readonly apart: readonly (readonly [string, string])[];
}

const hourMs = 60 * 60 * 1000;
/** From the question of the evening to the round. */
export const askedBeforeMs = 11 * hourMs;

const uuid = (kind: number, number: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;

/** Adds to the first so many communities of a world, whose first round is at `first`. */
export async function settleInterviews({ queries }: Database, count: number, first: Date): Promise<Interviews> {
  const homes = await queries.select().from(communities).orderBy(communities.id).limit(count);
  const people = homes.flatMap((home, at) =>
    standings.map((standing, nth): Person => {
      const number = at * standings.length + nth;
      const platformUserId = String(810_000_000_000_000_000n + BigInt(number));
      return { id: uuid(20, number), communityId: home.id, platformUserId, standing };
    }),
  );
  const apart = homes.map((_, at) => {
    const [one, other] = people.slice(at * standings.length);
    return [one?.id ?? '', other?.id ?? ''] as const;
  });
  const asked = new Date(first.getTime() - askedBeforeMs);
  await queries.insert(members).values(people.map((person) => ({ ...person, createdAt: asked })));
  await queries.insert(pairingSchedules).values(
    homes.map(({ id: communityId }, at) => ({
      id: uuid(21, at),
      communityId,
      version: 1,
      state: 'live' as const,
      channelId: String(610_000_000_000_000_000n + BigInt(at)),
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      time: '05:00',
      // Four hours behind UTC all year: the evening's question comes after that day's check-in has closed.
      zone: 'America/Puerto_Rico',
      except: [],
      createdAt: asked,
      askDate: asked.toISOString().slice(0, 10),
      askAt: asked,
      opensAt: first,
    })),
  );
  await queries.insert(pairingProfiles).values(
    people.map(({ id, standing }) => ({
      memberId: id,
      role: 'both' as const,
      kinds: ['coding' as const],
      field: 'software' as const,
      level: 'mid' as const,
      languages: ['en' as const],
      free: Array.from({ length: 21 }, (_, slot) => slot),
      zone: 'UTC',
      rhythm: 'every' as const,
      pausedUntil: standing === 'paused' ? '9999-12-31' : null,
      joinedAt: asked,
    })),
  );
  const consenting = people.filter(({ standing }) => standing !== 'left');
  await queries
    .insert(consents)
    .values(consenting.map(({ id }) => ({ memberId: id, kind: pairingConsent.name, givenAt: asked })));
  await queries
    .insert(pairingBlocks)
    .values(apart.map(([memberId, blockedId], at) => ({ id: uuid(22, at), memberId, blockedId })));
  await rest(queries, people, 'resting');
  return { communities: count, people, apart };
}

async function rest(queries: Database['queries'], people: readonly Person[], standing: Standing): Promise<void> {
  const those = people.filter((person) => person.standing === standing);
  if (those.length === 0) return;
  await queries.insert(contactWishes).values(
    those.map(({ id }) => ({
      memberId: id,
      nudges: 'light' as const,
      nudgeTime: '12:00',
      afterRejection: 'softer' as const,
      pausedUntil: '9999-12-31',
    })),
  );
}

/** Those who pause in the middle do so now. */
export function pausePartners({ queries }: Database, { people }: Interviews): Promise<void> {
  return rest(queries, people, 'pausing');
}

/** Nobody presses anything here; as if all had, since three silent rounds would end it for them. */
export async function answerAll({ queries }: Database): Promise<void> {
  await queries.update(pairingProfiles).set({ silentRounds: 0 });
}

/** What came of the rounds, by what stands in the database and what members see. What there should be none of is counted. */
export interface InterviewsTally {
  readonly pairings: number;
  /** Private threads that nobody but the bot is in: opened, and not kept before a try ended. No member sees them. */
  readonly emptyPlaces: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly toPaused: number;
  readonly faults: readonly string[];
}

/** `pausedFrom` is the number of the first round that those who pause in the middle are not in. */
export async function tallyInterviews(
  database: Database,
  interviews: Interviews,
  state: DiscordState,
  rounds: number,
  pausedFrom: number,
): Promise<InterviewsTally> {
  const facts = await factsOf(database);
  const counts = createCounts();
  const meant = interviews.communities * rounds;
  const open = facts.rounds.filter((round) => round.state === 'open').length;
  if (open !== meant || facts.rounds.length !== meant) counts.fault(`${open} rounds were paired and not ${meant}`);
  for (const round of facts.rounds) countRound(round, facts, interviews, pausedFrom, counts);
  const emptyPlaces = countPlaces(facts, interviews, state, counts);
  countTold(facts, interviews, state, counts);
  return { pairings: facts.places.size, emptyPlaces, ...counts.all() };
}

function createCounts() {
  const found = { duplicates: 0, lost: 0, toPaused: 0 };
  const faults = new Set<string>();
  return {
    compare: (seen: number, wanted: number) => {
      found.duplicates += Math.max(0, seen - wanted);
      found.lost += Math.max(0, wanted - seen);
    },
    toPaused: (times: number) => {
      found.toPaused += times;
    },
    fault: (what: string) => void faults.add(what),
    all: () => ({ ...found, faults: [...faults] }),
  };
}

type Counts = ReturnType<typeof createCounts>;
type Facts = Awaited<ReturnType<typeof factsOf>>;

/** All of its pairs were made or none, with everybody who is in, once, and nobody else. */
function countRound(
  { id: roundId, number, scheduleId }: Facts['rounds'][number],
  facts: Facts,
  { people }: Interviews,
  pausedFrom: number,
  counts: Counts,
): void {
  const ids = facts.partners.filter((each) => each.roundId === roundId).map(({ memberId }) => memberId);
  const entries = facts.entries.filter((each) => each.roundId === roundId);
  if (entries.some(({ outcome }) => outcome === 'asked')) counts.fault('a round began with somebody left undecided');
  const paired = entries.filter(({ outcome }) => outcome === 'paired');
  if (paired.length !== ids.length) counts.fault('a round has some of its pairs');
  for (const { id, standing, communityId } of people) {
    if (communityId !== facts.communityOf.get(scheduleId)) continue;
    const isIn = standing === 'in' || (standing === 'pausing' && number < pausedFrom);
    const times = ids.filter((each) => each === id).length;
    if (times > 1) counts.fault('somebody is in two pairs of a round');
    if (isIn) counts.compare(times, 1);
    else counts.toPaused(times);
  }
}

/** Each pair has one place with all of them in it and one opening message; answers how many stayed empty. */
function countPlaces(facts: Facts, { apart }: Interviews, state: DiscordState, counts: Counts): number {
  const places = new Map(
    [...state.threads.values()].filter(({ isPrivate }) => isPrivate).map((each) => [each.id, each]),
  );
  const said = Map.groupBy(state.messages.values(), ({ channelId }) => channelId);
  for (const [pairingId, partners] of Map.groupBy(facts.partners, (each) => each.pairingId)) {
    const ids = new Set(partners.map(({ memberId }) => memberId));
    if (apart.some((two) => two.every((id) => ids.has(id)))) counts.fault('two meet who never should');
    const id = threadOf(facts.places.get(pairingId) ?? null);
    const there = places.get(id)?.memberIds ?? new Set();
    places.delete(id);
    for (const { userId } of partners) counts.compare(there.has(userId) ? 1 : 0, 1);
    counts.compare(there.size, partners.length);
    counts.compare(said.get(id)?.length ?? 0, 1);
  }
  const inTwo = [...places.values()].filter(({ memberIds }) => memberIds.size > 0);
  counts.compare(inTwo.length, 0);
  return places.size - inTwo.length;
}

function threadOf(place: string | null): string {
  const opened = place === null ? undefined : (JSON.parse(place) as { to: { threadId?: string } });
  return opened?.to.threadId ?? '';
}

/** Each was asked once, told of a partner once, and told once where it does not take place. */
function countTold(facts: Facts, { people }: Interviews, state: DiscordState, counts: Counts): void {
  const sent = Map.groupBy(state.messages.values(), ({ channelId }) => channelId);
  for (const { id, platformUserId, standing } of people) {
    const told = sent.get(state.directChannels.get(platformUserId) ?? '') ?? [];
    if (standing !== 'in' && standing !== 'pausing') {
      counts.toPaused(told.length);
      continue;
    }
    const seen = (title: string) => told.filter(({ body }) => body.embeds?.[0]?.title === title).length;
    const mine = facts.partners.filter(({ memberId }) => memberId === id);
    counts.compare(seen(titles.evening), facts.entries.filter(({ memberId }) => memberId === id).length);
    counts.compare(seen(titles.invited), mine.length);
    // Of those who pause some hear that nobody agreed, and some rest by then.
    if (standing === 'in') counts.compare(seen(titles.word), mine.filter((each) => each.state === 'called-off').length);
  }
}

const kind = messages.text('en', 'kind-coding');
const titles = {
  evening: messages.text('en', 'evening-title'),
  invited: messages.text('en', 'invited-title', { kind }),
  word: messages.text('en', 'word-title', { kind }),
};

async function factsOf({ queries }: Database) {
  const rounds = await queries.select().from(pairingRounds);
  const schedules = await queries.select().from(pairingSchedules);
  const made = await queries.select().from(pairings);
  const partners = await queries
    .select({
      pairingId: pairingMembers.pairingId,
      memberId: pairingMembers.memberId,
      userId: members.platformUserId,
      roundId: pairings.roundId,
      state: pairings.state,
    })
    .from(pairingMembers)
    .innerJoin(pairings, eq(pairings.id, pairingMembers.pairingId))
    .innerJoin(members, eq(members.id, pairingMembers.memberId));
  return {
    rounds,
    partners,
    entries: await queries.select().from(pairingEntries),
    places: new Map(made.map(({ id, place }) => [id, place])),
    communityOf: new Map(schedules.map(({ id, communityId }) => [id, communityId])),
  };
}
