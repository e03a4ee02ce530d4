import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bot, composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { communities } from '../../src/db/schema.ts';
import { checkinRounds, checkinSchedules } from '../../src/features/checkins/schema.ts';
import { settleWorld } from '../chaos/world.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';

let database: Database;
let bot: Bot;
const clock = storyClock();
const log = failingLog();
beforeAll(async () => {
  database = await freshDatabase('postgres');
  bot = composeBot({ database, secretKey: new Uint8Array(32), clock, random: systemRandom, log });
  await bot.open();
});
beforeEach(async () => {
  await database.queries.delete(communities);
});
afterAll(async () => {
  await bot?.stop();
  await database?.close();
});

async function tickAt(instant: string) {
  clock.set(instant);
  await bot.tick();
  log.check();
  const rounds = await database.queries.select().from(checkinRounds);
  return rounds.map(({ date, opensAt, state }) => [date, opensAt.toISOString().slice(0, 16), state]);
}

// A check-in that is meant for nine in UTC, planned by rules under which that was another instant.
test.each([
  ['2026-11-02T08:00:00Z', 'later'],
  ['2026-11-02T10:00:00Z', 'earlier'],
])('planned for %s, and the zone moved its hour %s meanwhile: it opens once, at its hour', async (planned) => {
  await settleWorld(database, { communities: 1, members: 0, rounds: 1 }, new Date(planned));
  await database.queries.update(checkinSchedules).set({ zoneRules: '2020a' });
  expect(await tickAt('2026-11-02T08:00:10Z')).toEqual([]);
  const opened = [['2026-11-02', '2026-11-02T09:00', 'open']];
  expect(await tickAt('2026-11-02T09:00:10Z')).toEqual(opened);
  expect(await tickAt('2026-11-02T10:30:00Z')).toEqual(opened);
  const [schedule] = await database.queries.select().from(checkinSchedules);
  expect(schedule?.nextAt?.toISOString()).toBe('2026-11-03T09:00:00.000Z');
});

test('the check-ins of a community that two processes open at once show different prompts', async () => {
  const at = new Date('2026-11-02T09:00:00Z');
  await settleWorld(database, { communities: 40, members: 0, rounds: 1, schedules: 3 }, at);
  clock.set('2026-11-02T09:00:10Z');
  const second = composeBot({ database, secretKey: new Uint8Array(32), clock, random: systemRandom, log });
  await second.open();
  await Promise.all([bot.tick(), second.tick()]);
  await second.stop();
  log.check();
  const rounds = await database.queries
    .select({ communityId: checkinSchedules.communityId, number: checkinRounds.number })
    .from(checkinRounds)
    .innerJoin(checkinSchedules, eq(checkinSchedules.id, checkinRounds.scheduleId));
  expect(rounds).toHaveLength(120);
  const numbers = Map.groupBy(rounds, ({ communityId }) => communityId).values();
  for (const each of numbers) expect(each.map(({ number }) => number).sort()).toEqual([0, 1, 2]);
});

test('a round that a process of an earlier version opened, which does not count it, keeps no later one from opening', async () => {
  await settleWorld(database, { communities: 1, members: 0, rounds: 1 }, new Date('2026-11-02T09:00:00Z'));
  expect(await tickAt('2026-11-02T09:00:10Z')).toHaveLength(1);
  const [first] = await database.queries.select().from(checkinRounds);
  if (!first) throw new Error('No round was opened');
  await database.queries
    .insert(checkinRounds)
    .values({ ...first, id: systemRandom.uuid(), date: '2026-11-01', number: first.number + 1 });
  expect(await tickAt('2026-11-03T09:00:10Z')).toHaveLength(3);
  const numbers = await database.queries.select({ number: checkinRounds.number }).from(checkinRounds);
  expect(numbers.map(({ number }) => number).sort()).toEqual([0, 1, 2]);
});

test('what is due is found through its index: those that are not due are not looked at', async () => {
  await settleWorld(
    database,
    { communities: 50, members: 0, rounds: 1, schedules: 100 },
    new Date('2027-02-01T09:00:00Z'),
  );
  await database.queries.execute(sql`analyze`);
  await database.queries
    .update(checkinSchedules)
    .set({ nextAt: new Date('2026-12-01T09:00:00Z'), nextDate: '2026-12-01' })
    .where(eq(checkinSchedules.communityId, '00000000-0000-4000-8001-000000000007'));
  const read = async () => {
    // Left alone, a connection tells the server what it did only once it has been idle for a while: each of the pool is asked to.
    const tell = () => database.queries.execute(sql`select pg_stat_force_next_flush(), pg_sleep(0.2)`);
    await Promise.all(Array.from({ length: 20 }, tell));
    const { rows } = (await database.queries.execute(
      sql`select seq_tup_read::int as one_by_one, (select idx_scan::int from pg_stat_user_indexes
        where indexrelname = 'checkin_schedules_due') as looks from pg_stat_user_tables where relname = 'checkin_schedules'`,
    )) as unknown as { rows: { one_by_one: number; looks: number }[] };
    return rows[0] ?? { one_by_one: 0, looks: 0 };
  };
  const before = await read();
  expect(await tickAt('2026-12-01T09:00:10Z')).toHaveLength(100);
  const after = await read();
  expect(after.looks).toBeGreaterThan(before.looks);
  expect(after.one_by_one).toBe(before.one_by_one);
});
