import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
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

/** A bot on a server says something, is saved, and is restored into an empty database, there or elsewhere. */
async function isRestored(
  from: string,
  to: string,
  save: (file: string) => unknown,
  load: (file: string) => unknown,
): Promise<void> {
  const database = await connect(from);
  await says(database, secretKey, '/rejected interview company:Acme');
  const file = join(root, new URL(to).pathname);
  await save(file);
  await says(database, secretKey, '/rejected final company:Umbra');
  await database.close();

  await load(file);
  const restored = await connect(to);
  expect(restored.isWalled).toBe(true);
  const log = await says(restored, secretKey, '/rejected log');
  expect([log.includes('Acme'), log.includes('Umbra')]).toEqual([true, false]);
  expect(await says(restored, new Uint8Array(32).fill(8), '/rejected log')).not.toContain('Acme');
  await restored.close();
}

test('what export-db saved of a server is restored into an empty database, and every word is there for who has the key', async () => {
  const home = await freshServerDatabase();
  const empty = await freshServerDatabase(false);
  const save = async (file: string) => {
    const database = await connect(home.url);
    await exportDatabase({ database, ...quiet }, file);
    await database.close();
  };
  const load = async (file: string) => {
    const database = await connect(empty.url);
    await importDatabase({ database, ...quiet }, file);
    await finishImport(database);
    await database.close();
  };
  await isRestored(home.url, empty.url, save, load);
  await home.drop();
  await empty.drop();
}, 120_000);

// Postgres' own tools refuse a server that is newer than they are, so this needs one that has them beside it. Debian's 15 is also the
// oldest that the bot runs on.
const [withTools] = globSync('/usr/lib/postgresql/*').filter((folder) => existsSync(join(folder, 'bin/pg_dump')));

test.runIf(withTools)(
  'what pg_dump saved of a server is restored by psql, and every word is there for who has the key',
  async () => {
    const server = await startPostgres(withTools);
    await administer(server.url, 'create database home');
    await administer(server.url, 'create database empty');
    const [home, empty] = [databaseUrl(server.url, 'home'), databaseUrl(server.url, 'empty')];
    const run = (tool: string, ...args: string[]) =>
      execFileSync(join(withTools ?? '', 'bin', tool), args, { stdio: 'pipe' });
    await isRestored(
      home,
      empty,
      (file) => run('pg_dump', '--no-owner', '--no-acl', `--file=${file}`, home),
      (file) => run('psql', '--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, empty),
    );
    await server.stop();
  },
  120_000,
);
