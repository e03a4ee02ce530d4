import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { installationKeys } from '../../src/db/installation-key.ts';
import { openEmbedded, openServer } from '../../src/db/open.ts';
import { exportDatabase, finishImport, importDatabase } from '../../src/db/transfer.ts';
import { storyClock } from '../support/clock.ts';
import { freshServerDatabase, prepareFolder } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed } from '../support/walker.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'rebound-backup-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Ana says something to a bot on this database, and reads what it answers. */
async function says(database: Database, secretKey: Uint8Array, line: string): Promise<string> {
  const bot = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() });
  return JSON.stringify(await act(bot.dispatcher, actorNamed('ana'), { kind: 'line', line }));
}

test('a data folder that was copied while the bot stood still is opened in another place, and every word is there', async () => {
  const on = async (folder: string, line: string) => {
    const database = await openEmbedded(folder);
    try {
      return await says(database, (await installationKeys(folder, database)).current, line);
    } finally {
      await database.close();
    }
  };
  prepareFolder(join(root, 'data'));
  await on(join(root, 'data'), '/rejected interview company:Acme');
  cpSync(join(root, 'data'), join(root, 'backup'), { recursive: true });
  await on(join(root, 'data'), '/rejected final company:Umbra');
  const restored = await on(join(root, 'backup'), '/rejected log');
  expect([restored.includes('Acme'), restored.includes('Umbra')]).toEqual([true, false]);
}, 120_000);

const secretKey = new Uint8Array(32).fill(7);
const connect = (url: string) => openServer({ url, poolSize: 2, onIdleError: () => undefined });
const quiet = { secretKey, advanced: () => undefined };

/** The ways to back up a server: each writes a file while the bot is there, and loads it into an empty database. */
const ways: Record<
  string,
  { save(url: string, file: string): Promise<void>; load(url: string, file: string): Promise<void> }
> = {
  pg_dump: {
    save: async (url, file) => void execFileSync('pg_dump', ['--no-owner', '--no-acl', `--file=${file}`, url]),
    load: async (url, file) =>
      void execFileSync('psql', ['--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, url], { stdio: 'pipe' }),
  },
  'export-db': {
    save: async (url, file) => {
      const database = await connect(url);
      await exportDatabase({ database, ...quiet }, file);
      await database.close();
    },
    load: async (url, file) => {
      const database = await connect(url);
      await importDatabase({ database, ...quiet }, file);
      await finishImport(database);
      await database.close();
    },
  },
};

test.for(Object.keys(ways))(
  'what %s saved of a server is restored into an empty database, and every word is there for who has the key',
  { timeout: 120_000 },
  async (way, { skip }) => {
    const home = await freshServerDatabase();
    const empty = await freshServerDatabase(false);
    if (way === 'pg_dump' && !(await canDump(home.url))) skip('There is no pg_dump as new as the server');
    const database = await connect(home.url);
    await says(database, secretKey, '/rejected interview company:Acme');
    const file = join(root, way);
    await ways[way]?.save(home.url, file);
    await says(database, secretKey, '/rejected final company:Umbra');
    await database.close();

    await ways[way]?.load(empty.url, file);
    const restored = await connect(empty.url);
    expect(restored.isWalled).toBe(true);
    const log = await says(restored, secretKey, '/rejected log');
    expect([log.includes('Acme'), log.includes('Umbra')]).toEqual([true, false]);
    expect(await says(restored, new Uint8Array(32).fill(8), '/rejected log')).not.toContain('Acme');
    await restored.close();
    await home.drop();
    await empty.drop();
  },
);

/** Postgres' own tools refuse a server that is newer than they are. */
async function canDump(url: string): Promise<boolean> {
  const [, major] = /(\d+)/.exec(spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '') ?? [];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  await client.end();
  return Number(major ?? 0) >= Math.floor((rows[0]?.version ?? Number.POSITIVE_INFINITY) / 10_000);
}
