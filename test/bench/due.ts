import { performance } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { openServer } from '../../src/db/open.ts';
import { storyClock } from '../support/clock.ts';
import { failingLog } from '../support/log.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';

// What one look at the clock costs with a thousand check-ins due, where a thousand are stored and where a million are.

const due = 1_000;
const few = Number(process.argv[2] ?? 1_000);
const many = Number(process.argv[3] ?? 1_000_000);
const now = '2026-11-02T09:00:30Z';

const given = process.env.TEST_DATABASE_URL;
const server = given ? { url: given, stop: async () => undefined } : await startPostgres();

/** Milliseconds of one tick in which all that is due is opened and put in line. */
async function tickWith(stored: number): Promise<number> {
  const name = `bench_due_${stored}_${process.pid}`;
  await administer(server.url, `create database ${name}`);
  try {
    const database = await openServer({
      url: databaseUrl(server.url, name),
      poolSize: 5,
      onIdleError: () => undefined,
    });
    const { queries } = database;
    const uuid = (kind: number) =>
      sql`('00000000-0000-4000-8${sql.raw(String(kind).padStart(3, '0'))}-' || lpad(n::text, 12, '0'))::uuid`;
    await queries.execute(sql`insert into communities (id, platform, platform_id, created_at)
      select ${uuid(1)}, 'discord', n::text, ${now} from generate_series(0, ${due - 1}) n`);
    // Those that are due are spread among the others, as they would be.
    await queries.execute(sql`insert into checkin_schedules
        (id, community_id, version, state, channel_id, weekdays, time, zone, open_hours, sharing, "except", next_date, next_at, created_at)
      select ${uuid(2)}, ('00000000-0000-4000-8001-' || lpad((n % ${due})::text, 12, '0'))::uuid, 1, 'live', n::text, '{1}', '09:00', 'UTC', 24,
        'choice', '{}', case when n % ${Math.floor(stored / due)} = 0 then date '2026-11-02' else date '2026-11-09' + (n % 7)::int end,
        case when n % ${Math.floor(stored / due)} = 0 then timestamptz '2026-11-02T09:00:00Z' else timestamptz '2026-11-09T09:00:00Z' + (n % 10080) * interval '1 minute' end, ${now}
      from generate_series(0, ${stored - 1}) n`);
    await queries.execute(sql`analyze`);
    const log = failingLog();
    const bot = composeBot({
      database,
      secretKey: new Uint8Array(32),
      clock: storyClock(now),
      random: systemRandom,
      log,
    });
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
    await administer(server.url, `drop database ${name} with (force)`);
  }
}

try {
  // In turns, the first of each to warm up.
  await tickWith(few);
  const small: number[] = [];
  const large: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    small.push(await tickWith(few));
    large.push(await tickWith(many));
  }
  const [least, most] = [Math.min(...small), Math.min(...large)];
  process.stdout.write(
    `One tick with ${due} due: ${Math.round(least)} ms of ${few} stored, ${Math.round(most)} ms of ${many} stored; ratio ${(most / least).toFixed(2)} (at most 1.50).\n`,
  );
} finally {
  await server.stop();
}
