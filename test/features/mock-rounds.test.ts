import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bot, composeBot } from '../../src/compose.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { renderPlain } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { outbox } from '../../src/delivery/schema.ts';
import { candidateOf } from '../../src/features/pairings/matchmaking.ts';
import {
  pairingAsks,
  pairingEntries,
  pairingMembers,
  pairingRounds,
  pairingSchedules,
  pairings,
} from '../../src/features/pairings/schema.ts';
import { peopleOf } from '../../src/features/pairings/store-people.ts';
import { type StoryClock, storyClock } from '../support/clock.ts';
import { freshServerDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { killedWhilePairing } from '../support/pair-maker.ts';
import { act, actorNamed } from '../support/walker.ts';

const secretKey = new Uint8Array(32).fill(7);
const style = { time: (instant: string) => instant, member: (id: string) => `@${id}`, numberActions: false };
const people = ['ana', 'bo', 'cem', 'dee', 'eli', 'fay', 'gus'];

// On a slow machine.
const patience = { timeout: 30_000, interval: 200 };

let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let database: Database;
let clock: StoryClock;
let bots: readonly [Bot, Bot];
beforeEach(async () => {
  // Two processes on one database: the server's, since the embedded one belongs to a single process.
  home = await freshServerDatabase();
  database = await openServer({ url: home.url, poolSize: 5, onIdleError: () => undefined });
  clock = storyClock();
  bots = await Promise.all([openBot(), openBot()]);
  await planRounds();
});
afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await database.close();
  await home.drop();
});

async function openBot(): Promise<Bot> {
  const bot = composeBot({ database, secretKey, clock, random: systemRandom, log: failingLog() });
  await bot.open();
  return bot;
}

/** The second step of joining: free at any time. */
function whenOf(...extras: string[]) {
  const free = Array.from({ length: 21 }, (_, slot) => String(slot));
  return { free, rhythm: ['every'], introduction: '', extras };
}

/** Seven members have joined, and rounds begin on Wednesdays at 10:00 in UTC. It is Monday 2 November 2026, 09:00. */
async function planRounds(): Promise<void> {
  const [bot] = bots;
  const { dispatcher } = bot;
  for (const name of people) {
    const wants = { kinds: ['coding'], field: ['software'], level: ['mid'], languages: ['en'], role: ['both'] };
    await act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken('pairings.wants'), values: wants });
    await act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken('pairings.when'), values: whenOf() });
  }
  const mo = actorNamed('mo', { isModerator: true });
  const form = await act(dispatcher, mo, { kind: 'command', path: ['mock', 'setup'], values: {} });
  if (form.kind !== 'form') throw new Error('No form opened');
  const values = { days: ['3'], time: '10', zone: 'UTC', channel: ['general'] };
  const set = await act(dispatcher, mo, { kind: 'submit', token: form.form.token, values });
  const start = set.kind === 'card' ? set.card.actions[0] : undefined;
  if (start?.kind !== 'button') throw new Error('There is no button to start');
  await act(dispatcher, mo, { kind: 'press', token: start.token, chosen: [] });
}

const tickAll = () => Promise.all(bots.map((bot) => bot.tick()));
const rowsOf = async (
  table: typeof pairings | typeof pairingRounds | typeof pairingEntries | typeof pairingMembers,
) => {
  const [row] = await database.queries.select({ rows: count() }).from(table);
  return row?.rows ?? 0;
};
const asked = async (kind: string) =>
  (await database.queries.select().from(outbox).where(eq(outbox.kind, kind))).map(({ wanted }) => wanted);

test('two processes that tick at once ask everybody once, and make each pair once', async () => {
  clock.set('2026-11-03T18:00:10Z');
  await tickAll();
  await tickAll();
  expect(await rowsOf(pairingRounds)).toBe(1);
  expect(await asked('pairings.evening')).toEqual(people.map(() => 1));
  clock.set('2026-11-04T10:00:10Z');
  await tickAll();
  await tickAll();
  // Seven: two pairs and a trio.
  expect(await rowsOf(pairings)).toBe(3);
  expect(await rowsOf(pairingMembers)).toBe(7);
  expect(await asked('pairings.place')).toEqual([1, 1, 1]);
  expect(await asked('pairings.invited')).toEqual(people.map(() => 1));
  const mo = actorNamed('mo', { isModerator: true });
  const history = await act(bots[0].dispatcher, mo, { kind: 'command', path: ['mock', 'history'], values: {} });
  expect(history.kind === 'card' && renderPlain(history.card, style)).toContain(
    '7 took part, 3 groups, 0 met, 0 waited',
  );
});

test('an interview on Thursday: three who may be asked and fit best are asked at once, the others two hours later; in a round it is urgent', async () => {
  const [{ dispatcher }] = bots;
  const submit = (name: string, action: string, values: Record<string, string | string[]>) =>
    act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken(action), values });
  const wants = { kinds: ['case'], field: ['sales'], level: ['lead'], languages: ['en'], role: ['both'] };
  await submit('bo', 'pairings.wants', wants);
  for (const name of people.slice(1, 6)) await submit(name, 'pairings.when', whenOf('may-be-asked'));
  const shown = await submit('ana', 'pairings.need', { kind: ['coding'], day: 'Thursday', note: '' });
  expect(shown.kind === 'card' && renderPlain(shown.card, style)).toContain('3 people have been asked so far');
  const askedNow = async () => {
    const rows = await database.queries
      .select({ name: members.platformUserId })
      .from(pairingAsks)
      .innerJoin(members, eq(members.id, pairingAsks.memberId));
    return rows.map(({ name }) => name).toSorted();
  };
  const first = await askedNow();
  expect(first).toHaveLength(3);
  // Neither who practises something else, nor who did not say that they may be asked.
  expect(first).not.toContain('bo');
  expect(first).not.toContain('gus');
  clock.advance(2 * 60 * 60_000);
  await tickAll();
  expect(await askedNow()).toEqual(['bo', 'cem', 'dee', 'eli', 'fay']);
  const [schedule] = await database.queries.select().from(pairingSchedules);
  const standing = await peopleOf(database.queries, async () => new Map(), schedule?.communityId ?? '');
  const days = standing.map((person) => candidateOf(person, clock.now()).daysToInterview);
  expect(days.toSorted()).toEqual([3, null, null, null, null, null, null]);
});

test('who is asked for somebody who has blocked them since is not brought together with them, nor with whoever left', async () => {
  const [{ dispatcher }] = bots;
  for (const name of ['bo', 'cem']) {
    const values = whenOf('may-be-asked');
    await act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken('pairings.when'), values });
  }
  const ana = actorNamed('ana');
  const values = { kind: ['coding'], day: 'Thursday', note: '' };
  await act(dispatcher, ana, { kind: 'submit', token: actionToken('pairings.need'), values });
  const asks = await database.queries
    .select({ id: pairingAsks.id, name: members.platformUserId })
    .from(pairingAsks)
    .innerJoin(members, eq(members.id, pairingAsks.memberId));
  const saysYes = async (name: string) => {
    const token = actionToken('pairings.need-yes', asks.find((ask) => ask.name === name)?.id);
    const seen = await act(dispatcher, actorNamed(name), { kind: 'press', token, chosen: [] });
    return seen.kind === 'card' ? renderPlain(seen.card, style) : seen.kind;
  };
  await act(dispatcher, ana, { kind: 'command', path: ['mock', 'block'], values: { member: '<@bo>' } });
  expect(await saysYes('bo')).toContain('That is settled by now');
  await act(dispatcher, ana, { kind: 'command', path: ['mock', 'leave'], values: {} });
  expect(await saysYes('cem')).toContain('That is settled by now');
  expect(await rowsOf(pairings)).toBe(0);
});

test('who runs the community sees who would meet whom and why, by name only who said so, and nothing comes of looking', async () => {
  const [bot] = bots;
  const { dispatcher } = bot;
  const look = { kind: 'command', path: ['community', 'pairing'], values: { look: 'dry-run' } } as const;
  const mo = actorNamed('mo', { isModerator: true });
  const seen = async () => {
    const outcome = await act(dispatcher, mo, look);
    return outcome.kind === 'card' ? renderPlain(outcome.card, style) : outcome.kind;
  };
  await act(dispatcher, actorNamed('ana'), {
    kind: 'submit',
    token: actionToken('pairings.when'),
    values: whenOf('named'),
  });
  const everything = () => database.queries.select().from(outbox);
  const before = await everything();
  const shown = await seen();
  expect(shown).toContain('7 members would be in it: 3 groups, and nobody waits');
  expect(shown.match(/both can work on Coding/g)).toHaveLength(3);
  expect(shown.match(/@ana/g)).toHaveLength(1);
  expect(shown).not.toMatch(/@(bo|cem|dee|eli|fay|gus)/);
  expect(await seen()).toBe(shown);
  expect(await everything()).toEqual(before);
  expect([await rowsOf(pairings), await rowsOf(pairingRounds), await rowsOf(pairingEntries)]).toEqual([0, 0, 0]);

  // What was said the evening before counts, and of fewer than five nothing is told.
  for (const name of people.slice(0, 3)) {
    await act(dispatcher, actorNamed(name), { kind: 'command', path: ['mock', 'skip-next'], values: {} });
  }
  expect(await seen()).toContain('With so few I show nothing');
  const refused = await act(dispatcher, actorNamed('ana'), look);
  expect(refused.kind === 'card' && renderPlain(refused.card, style)).not.toContain('members would be');
});

test('a clock that is set back and goes on again does nothing twice', async () => {
  for (const instant of [
    '2026-11-03T18:00:10Z',
    '2026-11-03T17:00:00Z',
    '2026-11-03T18:30:00Z',
    '2026-11-04T10:00:10Z',
  ]) {
    clock.set(instant);
    await tickAll();
  }
  for (const instant of ['2026-11-04T09:00:00Z', '2026-11-04T10:30:00Z']) {
    clock.set(instant);
    await tickAll();
  }
  expect(await rowsOf(pairingRounds)).toBe(1);
  expect(await rowsOf(pairings)).toBe(3);
  expect(await asked('pairings.evening')).toEqual(people.map(() => 1));
});

test('killed in the middle of making the pairs: none is there, and the next process makes them all', async () => {
  clock.set('2026-11-03T18:00:10Z');
  await tickAll();
  clock.set('2026-11-04T10:00:10Z');
  expect(await killedWhilePairing(home.url, clock.now(), 'pairings.round')).toBe('SIGKILL');
  expect([await rowsOf(pairings), await rowsOf(pairingMembers)]).toEqual([0, 0]);
  // The server lets go of what the dead process held as soon as it notices that nobody is there.
  await vi.waitFor(async () => {
    await tickAll();
    expect(await rowsOf(pairings)).toBe(3);
  }, patience);
  expect(await rowsOf(pairingMembers)).toBe(7);
  expect(await asked('pairings.invited')).toEqual(people.map(() => 1));
});

test('a day off is no day of a round, and nobody is asked the evening before it', async () => {
  const [bot] = bots;
  const mo = actorNamed('mo', { isModerator: true });
  const values = { country: '', days: '2026-11-04', falls: ['skip'] };
  await act(bot.dispatcher, mo, { kind: 'submit', token: actionToken('calendar.edit'), values });
  for (const instant of ['2026-11-03T18:00:10Z', '2026-11-04T10:00:10Z']) {
    clock.set(instant);
    await tickAll();
  }
  expect([await rowsOf(pairingRounds), await rowsOf(pairings), (await asked('pairings.evening')).length]).toEqual([
    0, 0, 0,
  ]);
  for (const instant of ['2026-11-10T18:00:10Z', '2026-11-11T10:00:10Z']) {
    clock.set(instant);
    await tickAll();
  }
  expect([await rowsOf(pairingRounds), await rowsOf(pairings)]).toEqual([1, 3]);
});

test('who was waited for in vain is a little less likely to make a pair: at the agreed time alone, and nobody is told', async () => {
  const [bot] = bots;
  for (const instant of ['2026-11-03T18:00:10Z', '2026-11-04T10:00:10Z']) {
    clock.set(instant);
    await tickAll();
  }
  const pair = await aPair();
  const [one, other] = pair.members;
  const press = async (who: string | undefined, action: string, version = 0) => {
    const token = actionToken(action, pair.id, version);
    const seen = await act(bot.dispatcher, actorNamed(who ?? ''), { kind: 'press', token, chosen: [] });
    return seen.kind === 'card' ? renderPlain(seen.card, style) : seen.kind;
  };
  const early = 'has begun';
  expect(await press(one?.userId, 'pairings.met-alone')).toContain(early);
  for (const { userId } of pair.members) await press(userId, 'pairings.take');
  expect(await press(one?.userId, 'pairings.met-alone')).toContain(early);
  expect(await reliabilityOf(other?.memberId)).toBe(1);

  clock.set(new Date(Date.parse(pair.times[0] ?? '') + 10 * 60_000).toISOString());
  const told = await database.queries.select().from(outbox);
  for (let again = 0; again < 2; again += 1) await press(one?.userId, 'pairings.met-alone');
  const softened = await reliabilityOf(other?.memberId);
  expect(softened).toBeLessThan(1);
  expect(await reliabilityOf(one?.memberId)).toBe(1);
  expect(await database.queries.select().from(outbox)).toEqual(told);
  // Whoever says that they were there was not missed, and what was pressed by mistake is put right.
  await press(other?.userId, 'pairings.met-alone');
  expect([await reliabilityOf(one?.memberId), await reliabilityOf(other?.memberId)]).toEqual([1, 1]);
  await press(other?.userId, 'pairings.met-no');
  expect(await reliabilityOf(other?.memberId)).toBe(softened);
  // To say that they met does not undo that somebody waited; once nobody says so, it is forgotten.
  await press(other?.userId, 'pairings.met-yes');
  expect(await reliabilityOf(other?.memberId)).toBe(softened);
  await press(one?.userId, 'pairings.met-yes');
  expect(await reliabilityOf(other?.memberId)).toBe(1);

  // Two hours later both are asked how it was, and an old card arranges nothing any more; in two weeks it is over.
  clock.advance(2 * 60 * 60_000);
  await tickAll();
  expect(await press(one?.userId, 'pairings.cannot')).toContain('Did you meet?');
  clock.advance(14 * 24 * 60 * 60_000);
  await tickAll();
  expect(await press(one?.userId, 'pairings.met-alone')).toContain(early);
  expect(await reliabilityOf(other?.memberId)).toBe(1);
});

test('members are asked at six in the evening also where older rules of the zone had that an hour later', async () => {
  const askAt = new Date('2026-11-03T19:00:00Z');
  await database.queries.update(pairingSchedules).set({ askAt, zoneRules: '2020a' });
  clock.set('2026-11-03T17:00:10Z');
  await tickAll();
  clock.set('2026-11-03T18:00:10Z');
  await tickAll();
  expect((await asked('pairings.evening')).length).toBeGreaterThan(0);
});

async function aPair() {
  const rows = await database.queries
    .select({ pairing: pairings, memberId: members.id, userId: members.platformUserId })
    .from(pairingMembers)
    .innerJoin(pairings, eq(pairings.id, pairingMembers.pairingId))
    .innerJoin(members, eq(members.id, pairingMembers.memberId));
  const [made] = [...Map.groupBy(rows, ({ pairing }) => pairing.id).values()].filter((of) => of.length === 2);
  if (!made?.[0]) throw new Error('No two were paired');
  return { id: made[0].pairing.id, times: made[0].pairing.times, members: made };
}

async function reliabilityOf(memberId: string | undefined): Promise<number | undefined> {
  const [schedule] = await database.queries.select().from(pairingSchedules);
  const standing = await peopleOf(database.queries, async () => new Map(), schedule?.communityId ?? '');
  return standing.find(({ profile }) => profile.memberId === memberId)?.reliability;
}

test('away over the evening: the round still begins; away for longer: it is left out, and who planned it is told', async () => {
  clock.set('2026-11-04T12:00:00Z');
  await tickAll();
  expect(await asked('pairings.evening')).toEqual([]);
  expect(await rowsOf(pairings)).toBe(3);
  clock.set('2026-11-11T22:00:00Z');
  await tickAll();
  expect(await rowsOf(pairings)).toBe(3);
  expect(await asked('pairings.missed')).toEqual([1]);
});
