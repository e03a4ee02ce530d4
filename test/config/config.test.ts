import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/index.ts';
import { SetupError } from '../../src/core/errors/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rebound-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7).toString('base64');

function faultsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

test('nothing has to be set', () => {
  expect(parseConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    dataFolder: resolve('data'),
    databaseUrl: undefined,
    secretKey: undefined,
    logLevel: 'info',
  });
});

test('an empty variable counts as not set', () => {
  expect(parseConfig({ PORT: '', HOST: ' ', DATABASE_URL: '', REBOUND_SECRET_KEY: '', LOG_LEVEL: '' })).toEqual(
    parseConfig({}),
  );
});

test('all faults are told at once, each with what to set, and no value is repeated', () => {
  const env = {
    PORT: 'veryport',
    DATABASE_URL: 'mysql://rebound:very-secret@db/rebound',
    REBOUND_SECRET_KEY: 'very-secret-too-short',
    REBOUND_PLAYGROUND_TOKEN: 'very-secret',
    LOG_LEVEL: 'very-loud',
  };
  const faults = faultsOf(env);
  for (const name of Object.keys(env)) {
    expect(faults.filter((fault) => fault.includes(`- ${name} `))).toHaveLength(1);
  }
  for (const value of ['very', 'mysql']) expect(faults.join()).not.toContain(value);
});

test('a server database needs a key of its own', () => {
  const url = 'postgres://rebound:secret@db:5432/rebound';
  expect(faultsOf({ DATABASE_URL: url })).toEqual([expect.stringContaining('openssl rand -base64 32')]);
  expect(parseConfig({ DATABASE_URL: url, REBOUND_SECRET_KEY: key })).toMatchObject({ databaseUrl: url });
});

test('a secret may stand in a file', () => {
  const path = join(folder, 'key');
  writeFileSync(path, `${key}\n`);
  expect(parseConfig({ REBOUND_SECRET_KEY_FILE: path }).secretKey).toEqual(Buffer.from(key, 'base64'));
  expect(faultsOf({ REBOUND_SECRET_KEY_FILE: join(folder, 'none') })).toEqual([
    expect.stringContaining('REBOUND_SECRET_KEY_FILE must name a file'),
  ]);
  expect(faultsOf({ REBOUND_SECRET_KEY_FILE: path, REBOUND_SECRET_KEY: key })).toEqual([
    expect.stringContaining('both set'),
  ]);
});

test('.env in the current folder is read, the environment comes first, and faults end the start with status 1', () => {
  writeFileSync(join(folder, '.env'), 'LOG_LEVEL=loud\nPORT=none\n');
  const program = join(import.meta.dirname, '../../src/rebound.js');
  const start = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
      timeout: 20_000,
    });
  const { status, stdout, stderr } = start({ PORT: 'never' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^Please correct the configuration:\n {2}- PORT must be .*\n {2}- LOG_LEVEL must be .*\n$/);
  expect(start({ PORT: '0' }).stderr).not.toContain('PORT');
});
