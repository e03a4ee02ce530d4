import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetupError } from '../../src/core/errors/index.ts';
import type { Database } from '../../src/db/database.ts';
import { openEmbedded } from '../../src/db/open.ts';
import { prepareFolder } from '../support/database.ts';

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-lock-'));
  prepareFolder(folder);
  database = await openEmbedded(folder);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

test('a second bot on the folder says so in one line, exits with 1 and touches nothing', () => {
  const before = contents();
  const program = join(import.meta.dirname, '../../src/rebound.js');
  const env = { PATH: process.env.PATH, REBOUND_DATA_DIR: folder, PORT: '0' };
  const second = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(second.status).toBe(1);
  expect(second.stdout + second.stderr).toMatch(/^Another Rebound is using the data folder .*\n$/);
  expect(contents()).toEqual(before);
});

test('the same process cannot open it twice either, and can again once it is closed', async () => {
  await expect(openEmbedded(folder)).rejects.toThrow(SetupError);
  await database.close();
  database = await openEmbedded(folder);
});

test('what is in the folder is for its owner alone', () => {
  for (const name of ['lock', 'postgres']) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
});

/** Every file with its bytes, but for the lock itself: to open and close it here would give it away. */
function contents(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && file.name !== 'lock',
  );
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path, readFileSync(path).toString('base64')];
    }),
  );
}
