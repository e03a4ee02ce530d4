import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bot, composeBot } from '../../src/compose.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { outbox } from '../../src/delivery/schema.ts';
import { partnerPairs, partnerSides, partnerships } from '../../src/features/partners/schema.ts';
import { type StoryClock, storyClock } from '../support/clock.ts';
import { freshServerDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { killedWhilePairing } from '../support/pair-maker.ts';
import { act, actorNamed } from '../support/walker.ts';

const secretKey = new Uint8Array(32).fill(7);
const here = { communityId: 'one', platform: 'discord' } as const;
const there = { communityId: 'two', platform: 'slack' } as const;
const pairs = 4;

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
  await agree(bots[0]);
  for (let at = 0; at < pairs; at += 1)
    for (const home of [here, there]) await join(bots[0], `${home.platform}${at}`, home);
  // Mondays at nine in UTC.
  clock.set('2026-11-09T09:00:10Z');
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

async function agree({ dispatcher }: Bot): Promise<void> {
  const [mo, pia] = [here, there].map((home) => actorNamed('mo', { ...home, isModerator: true }));
  if (!mo || !pia) throw new Error('There are two communities');
  const token = actionToken('partners.offer');
  const offered = await act(dispatcher, mo, { kind: 'press', token, chosen: [] });
  const shown = offered.kind === 'card' ? offered.card.sections.find(({ kind }) => kind === 'copyable') : undefined;
  if (shown?.kind !== 'copyable') throw new Error('No code was made');
  const values = { code: shown.text.value };
  await act(dispatcher, pia, { kind: 'command', path: ['community', 'partners'], values });
}

async function join({ dispatcher }: Bot, name: string, home: typeof here | typeof there): Promise<void> {
  const times = ['2-evening', '3-evening'];
  const values = { name, introduction: '', kinds: ['coding'], times, languages: ['en'] };
  await act(dispatcher, actorNamed(name, home), { kind: 'submit', token: actionToken('partners.join'), values });
}

const tickAll = () => Promise.all(bots.map((bot) => bot.tick()));
const made = async () => {
  const of = async (table: typeof partnerPairs | typeof partnerSides) =>
    (await database.queries.select({ rows: count() }).from(table))[0]?.rows;
  const [partnership] = await database.queries.select().from(partnerships);
  return { pairs: await of(partnerPairs), sides: await of(partnerSides), round: partnership?.round };
};
const told = async () => {
  const rows = await database.queries.select().from(outbox).where(eq(outbox.kind, 'partners.met'));
  return rows.map(({ wanted }) => wanted);
};
const all = { pairs, sides: 2 * pairs, round: 1 };
const eachOnce = Array.from({ length: 2 * pairs }, () => 1);

test('killed in the middle of making partner pairs: none is there, and the next process makes them all and tells each once', async () => {
  expect(await killedWhilePairing(home.url, clock.now(), 'partners.round')).toBe('SIGKILL');
  expect(await made()).toEqual({ pairs: 0, sides: 0, round: 0 });
  // The server lets go of what the dead process held as soon as it notices that nobody is there.
  await vi.waitFor(async () => {
    await tickAll();
    expect(await made()).toEqual(all);
  }, patience);
  expect(await told()).toEqual(eachOnce);
});

test('two processes that tick at once make each partner pair once, and a clock that is set back none again', async () => {
  await tickAll();
  for (const instant of ['2026-11-09T08:00:00Z', '2026-11-09T09:30:00Z']) {
    clock.set(instant);
    await tickAll();
  }
  expect(await made()).toEqual(all);
  expect(await told()).toEqual(eachOnce);
});

test('nobody is matched with who left, as the platform said', async () => {
  const isLeft = eq(members.platformUserId, 'discord0');
  await database.queries.update(members).set({ leftAt: clock.now() }).where(isLeft);
  await tickAll();
  expect(await made()).toEqual({ pairs: pairs - 1, sides: 2 * (pairs - 1), round: 1 });
});
