import { performance } from 'node:perf_hooks';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { zoneRules } from '../../src/core/time/index.ts';
import { openServer } from '../../src/db/open.ts';
import { storyClock } from '../support/clock.ts';
import { failingLog } from '../support/log.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { note, printRows } from './rows.ts';

// What one look at the clock costs with a thousand check-ins due, where a thousand are stored and where a million are.

const due = 1_000;
const few = Number(process.argv[2] ?? 1_000);
const many = Number(process.argv[3] ?? 1_000_000);
const now = '2026-11-02T09:00:30Z';

const given = process.env.TEST_DATABASE_URL;
const server = given ? { url: given, stop: async () => undefined } : await startPostgres();

const names = { few: `bench_due_${few}_${process.pid}`, many: `bench_due_${many}_${process.pid}` };
const onIdleError = () => undefined;

/** Makes a database in which `stored` check-ins stand, of which a thousand are due. */
async function fill(name: string, stored: number): Promise<void> {
  await administer(server.url, `create database ${name}`);
  const url = databaseUrl(server.url, name);
  await (await openServer({ url, poolSize: 1, onIdleError })).close();
  const uuid = (kind: number, number: string) =>
    `('00000000-0000-4000-800${kind}-' || lpad((${number})::text, 12, '0'))::uuid`;
  await administer(
    url,
    `insert into communities (id, platform, platform_id, created_at)
      select ${uuid(1, 'n')}, 'discord', n::text, '${now}' from generate_series(0, ${due - 1}) n`,
  );
  // Those that are due are spread among the others, as they would be.
  const isDue = `n % ${Math.floor(stored / due)} = 0`;
  const bite = 100_000;
  for (let from = 0; from < stored; from += bite) {
    await administer(
      url,
      `insert into checkin_schedules (id, community_id, version, state, channel_id, weekdays, time, zone, open_hours, sharing,
          "except", zone_rules, next_date, next_at, created_at)
        select ${uuid(2, 'n')}, ${uuid(1, `n % ${due}`)}, 1, 'live', n::text, '{1}', '09:00', 'UTC', 24, 'choice', '{}',
          '${zoneRules}', case when ${isDue} then date '2026-11-02' else date '2026-11-09' + (n % 7) end,
          case when ${isDue} then timestamptz '2026-11-02T09:00:00Z'
            else timestamptz '2026-11-09T09:00:00Z' + (n % 10080) * interval '1 minute' end, '${now}'
        from generate_series(${from}, ${Math.min(stored, from + bite) - 1}) n`,
    );
  }
  await administer(url, 'vacuum analyze');
}

/** Milliseconds of one tick in which all that is due is opened and put in line, in a copy of the database of that name. */
async function tickIn(name: string): Promise<number> {
  const copy = `${name}_copy`;
  await administer(server.url, `create database ${copy} template ${name}`);
  try {
    const database = await openServer({ url: databaseUrl(server.url, copy), poolSize: 5, onIdleError });
    const log = failingLog();
    const secretKey = new Uint8Array(32);
    const bot = composeBot({ database, secretKey, clock: storyClock(now), random: systemRandom, log });
    await bot.open();
    const startedMs = performance.now();
    await bot.tick();
    const tookMs = performance.now() - startedMs;
    log.check();
    const { waiting } = await bot.health.counts();
    if (waiting !== due) throw new Error(`${waiting} messages are in line, and ${due} were due`);
    await bot.stop();
    await database.close();
    return tookMs;
  } finally {
    await administer(server.url, `drop database ${copy} with (force)`);
  }
}

try {
  await fill(names.few, few);
  await fill(names.many, many);
  // In turns, the first of each to warm up.
  const small: number[] = [];
  const large: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    small.push(await tickIn(names.few));
    large.push(await tickIn(names.many));
  }
  const [least, most] = [Math.min(...small.slice(1)), Math.min(...large.slice(1))];
  note(
    `one look at the clock with ${due} check-ins due, of ${many} stored (${Math.round(most)} ms), times of ${few} stored (${Math.round(least)} ms)`,
    (most / least).toFixed(2),
    'at most 1.50',
  );
} finally {
  for (const name of Object.values(names)) await administer(server.url, `drop database if exists ${name} with (force)`);
  await server.stop();
}
if (import.meta.main) printRows();
