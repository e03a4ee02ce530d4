import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { expect, test } from 'vitest';
import { SetupError } from '../../src/core/errors/index.ts';
import { openServer, type ServerOptions } from '../../src/db/open.ts';
import { freshServerDatabase } from '../support/database.ts';
import { createFiller, type Row } from '../support/filler.ts';

const folder = join(import.meta.dirname, '../../migrations');

const options = (url: string): ServerOptions => ({
  url,
  poolSize: 2,
  onIdleError: (error) => {
    throw error;
  },
});

test('processes that start at once on an empty database migrate it once', async () => {
  const { url, drop } = await freshServerDatabase(false);
  const opened = await Promise.all(Array.from({ length: 4 }, () => openServer(options(url))));
  const result = await opened[0]?.queries.execute(sql`select count(*)::int as count from drizzle.__drizzle_migrations`);
  expect(result).toMatchObject({ rows: [{ count: journal().length }] });
  await Promise.all(opened.map((database) => database.close()));
  await drop();
});

test('migrations stand in order, each with its file and no file without its entry', () => {
  const entries = journal();
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files.sort());
  // Drizzle skips a migration that claims to be older than the newest one applied.
  for (const [index, entry] of entries.entries()) {
    expect(entry.idx).toBe(index);
    expect(entry.when).toBeGreaterThan(entries[index - 1]?.when ?? 0);
  }
});

test('a database that cannot be reached is told in a line an operator can act on, without the password', async () => {
  const refused = openServer(options('postgres://rebound:very-secret@127.0.0.1:1/rebound'));
  await expect(refused).rejects.toThrow(SetupError);
  await expect(refused).rejects.toThrow(/ECONNREFUSED.* DATABASE_URL/);
  await expect(refused).rejects.not.toThrow(/very-secret/);
  const { url, drop } = await freshServerDatabase();
  await drop();
  await expect(openServer(options(url))).rejects.toThrow('3D000');
});

/** The migrations up to this one, in a folder of their own. */
function until(tag: string): string {
  const before = mkdtempSync(join(tmpdir(), 'rebound-migrations-'));
  cpSync(folder, before, { recursive: true });
  const entries = journal();
  const kept = entries.slice(0, entries.findIndex((entry) => entry.tag === tag) + 1);
  writeFileSync(
    join(before, 'meta/_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: kept }),
  );
  return before;
}

test('who asked for reminders before consents had rows of their own is still sent them, and who did not is not', async () => {
  const client = await PGlite.create();
  const before = until('0011_community-calendars');
  await migrate(drizzle(client), { migrationsFolder: before });
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  await client.exec(`
    insert into communities (id, platform, platform_id, created_at) values ('${id(1)}', 'slack', 'T1', now());
    insert into members (id, community_id, platform_user_id, created_at)
      values ('${id(2)}', '${id(1)}', 'U2', now()), ('${id(3)}', '${id(1)}', 'U3', now());
    insert into contact_wishes (member_id, nudges, nudge_time, after_rejection)
      values ('${id(2)}', 'persistent', '18:00', 'softer'), ('${id(3)}', 'off', '09:00', 'hold');
    insert into checkin_schedules
      (id, community_id, version, set_by, state, channel_id, weekdays, time, zone, open_hours, sharing, "except", created_at)
      values ('${id(4)}', '${id(1)}', 1, '${id(3)}', 'live', 'C1', '{1}', '09:00', 'UTC', 48, 'choice', '{}', now())`);
  await migrate(drizzle(client), { migrationsFolder: folder });
  const consents = await client.query('select member_id as member, kind from consents order by kind');
  expect(consents.rows).toEqual([
    { member: id(2), kind: 'checkin-reminders' },
    { member: id(3), kind: 'checkin-trouble' },
  ]);
  const wishes = await client.query('select nudges, nudge_time as time from contact_wishes order by member_id');
  expect(wishes.rows).toEqual([
    { nudges: 'persistent', time: '18:00' },
    { nudges: 'light', time: '09:00' },
  ]);
  await client.close();
  rmSync(before, { recursive: true });
});

test('whatever a database held at any landed migration is there after all later ones, to the letter', async () => {
  const client = await PGlite.create();
  const filler = createFiller(client);
  for (const { tag } of journal()) {
    const before = await filler.rows();
    await client.exec(readFileSync(join(folder, `${tag}.sql`), 'utf8'));
    const after = await filler.rows();
    for (const [table, rows] of before) {
      const there = after.get(table) ?? [];
      // What a migration dropped on purpose is no row that is gone.
      const columns = Object.keys(there[0] ?? {}).filter((column) => column in (rows[0] ?? {}));
      const shared = (row: Row) => JSON.stringify(columns.map((column) => row[column]));
      expect(there.map(shared), `${table} after ${tag}`).toEqual(expect.arrayContaining(rows.map(shared)));
      expect(columns.length).toBeGreaterThan(0);
    }
    await filler.fill();
  }
  expect((await filler.rows()).get('members')?.length).toBe(2 * journal().length);
  await client.close();
});

// What processes of the version before would stumble over while they still run.
const takesAway =
  /\bdrop (table|column|default|schema)\b|\brename\b|\bset not null\b|\bset data type\b|\badd column "\w+" (?![^;]*\bdefault\b)[^;]*\bnot null\b/i;
/** What they took away was never in a version that anybody ran, or is no longer read or written by the one before. */
const tookAway = ['0019_mock-rounds'];

test('a migration adds, so that processes of the version before go on', () => {
  const found = journal().filter(({ tag }) => takesAway.test(readFileSync(join(folder, `${tag}.sql`), 'utf8')));
  expect(found.map(({ tag }) => tag)).toEqual(tookAway);
  expect(
    [
      'alter table "goals" drop column "words";',
      'ALTER TABLE "goals" RENAME COLUMN "a" TO "b";',
      'ALTER TABLE "goals" ADD COLUMN "words" text NOT NULL;',
    ].filter((statement) => !takesAway.test(statement)),
  ).toEqual([]);
  expect(takesAway.test('ALTER TABLE "goals" ADD COLUMN "held" boolean DEFAULT false NOT NULL;')).toBe(false);
});

test('who keeps migrations apart starts only where they were made', async () => {
  const { url, drop } = await freshServerDatabase(false);
  const apart = { ...options(url), migrates: false };
  await expect(openServer(apart)).rejects.toThrow(/0 of \d+ migrations. Run `rebound migrate`/);
  await (await openServer(options(url))).close();
  await (await openServer(apart)).close();
  await drop();
});

interface Entry {
  readonly idx: number;
  /** In milliseconds since 1970. */
  readonly when: number;
  readonly tag: string;
}

function journal(): readonly Entry[] {
  return JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')).entries;
}
