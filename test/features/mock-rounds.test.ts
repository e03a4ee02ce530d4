import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bot, composeBot } from '../../src/compose.ts';
import { loadContent } from '../../src/content/index.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import type { Outbox } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { renderPlain } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Database, Queries } from '../../src/db/database.ts';
import { createVault } from '../../src/db/vault.ts';
import { outbox } from '../../src/delivery/schema.ts';
import { createPairings } from '../../src/features/pairings/index.ts';
import { pairingEntries, pairingMembers, pairingRounds, pairings } from '../../src/features/pairings/schema.ts';
import { type StoryClock, storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed } from '../support/walker.ts';

const secretKey = new Uint8Array(32).fill(7);
const style = { time: (instant: string) => instant, member: (id: string) => `@${id}`, numberActions: false };
const people = ['ana', 'bo', 'cem', 'dee', 'eli', 'fay', 'gus'];

let database: Database;
let clock: StoryClock;
let bots: readonly Bot[];
beforeEach(async () => {
  // Two processes on one database: the server's, since the embedded one belongs to a single process.
  database = await freshDatabase('postgres');
  clock = storyClock();
  bots = await Promise.all([openBot(), openBot()]);
  await planRounds();
});
afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await database.close();
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
  if (!bot) throw new Error('There is no bot');
  const { dispatcher } = bot;
  for (const name of people) {
    const wants = { kinds: ['coding'], field: ['software'], level: ['mid'], languages: ['en'], role: ['both'] };
    await act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken('pairings.wants'), values: wants });
    await act(dispatcher, actorNamed(name), { kind: 'submit', token: actionToken('pairings.when'), values: whenOf() });
  }
  const mo = actorNamed('mo', { isModerator: true });
  const form = await act(dispatcher, mo, { kind: 'command', path: ['mock', 'setup'], values: {} });
  if (form.kind !== 'form') throw new Error('No form opened');
  const values = { days: ['3'], time: '10', zone: 'UTC' };
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
});

test('who runs the community sees who would meet whom and why, by name only who said so, and nothing comes of looking', async () => {
  const [bot] = bots;
  if (!bot) throw new Error('There is no bot');
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
    await act(dispatcher, actorNamed(name), { kind: 'command', path: ['mock', 'skip'], values: {} });
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

test('what breaks in the middle leaves no pair behind, and the next try makes them all', async () => {
  clock.set('2026-11-03T18:00:10Z');
  await tickAll();
  clock.set('2026-11-04T10:00:10Z');
  let told = 0;
  const breaking: Outbox<Queries> = {
    enqueue: async () => {
      told += 1;
      if (told > 4) throw new Error('the power went');
    },
    refresh: async () => undefined,
  };
  const broken = createPairings({
    database,
    vault: createVault(secretKey),
    outbox: breaking,
    consents: createConsents({ database, clock }),
    clock,
    random: systemRandom,
    log: failingLog(),
    content: loadContent(),
    daysOffOfAll: async () => new Map(),
    pausesOf: async () => new Map(),
    known: async () => [[], []],
  });
  const begin = broken.watchers.find(({ name }) => name === 'pairings.round');
  await expect(begin?.tick(clock.now())).rejects.toThrow('the power went');
  expect(await rowsOf(pairings)).toBe(0);
  expect(await rowsOf(pairingMembers)).toBe(0);
  await tickAll();
  expect(await rowsOf(pairings)).toBe(3);
  expect(await asked('pairings.invited')).toEqual(people.map(() => 1));
});

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
