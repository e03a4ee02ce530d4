import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { openServer } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { deletions } from '../../src/features/mydata/schema.ts';
import { storyClock } from '../support/clock.ts';
import { freshServerDatabase } from '../support/database.ts';
import { childFlags } from '../support/process.ts';
import { countIn, fillEveryTable, memberIds, memberTablesIn } from '../support/rows.ts';
import { act, actorNamed } from '../support/walker.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const secretKey = new Uint8Array(32).fill(7);
const minuteMs = 60_000;

test('a deletion whose process is killed in the middle is finished by another, without being asked again', async () => {
  const { url, drop } = await freshServerDatabase();
  const database = await openServer({ url, poolSize: 4, onIdleError: () => undefined });
  // Later than the one that is killed, by as much as it is given.
  const clock = storyClock(new Date(systemClock.now().getTime() + 2 * minuteMs).toISOString());
  const bot = composeBot({ database, secretKey, clock, random: systemRandom, log });
  await bot.open();
  await act(bot.dispatcher, actorNamed('ana'), { kind: 'command', path: ['settings'], values: {} });
  const [id = ''] = await memberIds(database);
  await fillEveryTable({ database, secretKey, memberId: id, each: 20 });
  await database.queries.delete(deletions);

  const rows = () => countIn(database, 'rejections', id);
  await database.transaction(async (tx) => {
    // Somebody holds a row of hers, so that the deletion stands still in its middle.
    await tx.execute(sql`select id from rejections where member_id = ${id} for update`);
    const child = spawn(process.execPath, [
      ...childFlags,
      join(import.meta.dirname, 'deleter.child.ts'),
      url,
      'ana',
      actionToken('mydata.delete-now', id),
    ]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const isStuck = async () =>
      ((await database.queries.execute(waiting)) as unknown as { rows: unknown[] }).rows.length > 0;
    await expect.poll(isStuck, { timeout: 60_000, interval: 100 }).toBe(true);
    child.kill('SIGKILL');
    await ended;
  });
  await expect.poll(rows, { timeout: 20_000 }).toBe(20);
  expect(await database.queries.select().from(deletions)).toHaveLength(1);
  await bot.tick();
  await expect.poll(() => memberIds(database), { timeout: 60_000 }).toEqual([]);
  for (const table of await memberTablesIn(database)) expect(await countIn(database, table, id), table).toBe(0);
  expect(await database.queries.select().from(members).where(eq(members.id, id))).toEqual([]);
  await bot.stop();
  await database.close();
  await drop();
}, 180_000);
