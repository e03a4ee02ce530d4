import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { SetupError } from '../../src/core/errors/index.ts';
import { openServer, type ServerOptions } from '../../src/db/open.ts';
import { freshServerDatabase } from '../support/database.ts';

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
  await expect(refused).rejects.toThrow(/DATABASE_URL .*ECONNREFUSED/);
  await expect(refused).rejects.not.toThrow(/very-secret/);
  const { url, drop } = await freshServerDatabase();
  await drop();
  await expect(openServer(options(url))).rejects.toThrow('3D000');
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
