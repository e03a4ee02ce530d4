import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launch } from '../support/process.ts';
import { rawRequest } from '../support/raw-request.ts';

// These start real processes, each with a database folder of its own to open.
const patience = 120_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (port = '0') => ({ REBOUND_DATA_DIR: folder, PORT: port, LOG_LEVEL: 'warn', TZ: 'UTC' });
const chat = (...lines: string[]) =>
  launch(['chat', '--as', 'ana'], environment(), lines.map((line) => `${line}\n`).join('')).ended;

test('a bot runs alone on its folder, answers a pipe, and leaves at a signal', { timeout: patience }, async () => {
  const bot = launch(['start'], environment());
  // Where this test fails, the next ones must find the folder free.
  onTestFinished(async () => {
    bot.signal('SIGKILL');
    await bot.ended;
  });
  const [, url = ''] = await bot.says(/Ready in \d+\.\d s: (http:\/\/127\.0\.0\.1:\d+)/);
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('rebound_queue_messages{queue="outbox-playground"');
  expect(await rawRequest(url, 'GET', '/metrics', { host: 'elsewhere.example' })).toMatch(/^HTTP\/1\.1 403 /);
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);

  expect(await chat('/settings zone:Lisbon')).toMatchObject({ status: 0, err: '' });
  const misspelt = await chat('/setings');
  expect([misspelt.status, misspelt.out.includes('Did you mean /settings?')]).toEqual([1, true]);

  // Status 0 is a clean end: what takes longer than 5 s is cut off with status 1.
  bot.signal('SIGTERM');
  expect(await bot.ended).toMatchObject({ status: 0, err: '' });
  expect(readdirSync(folder).sort()).toEqual(['lock', 'postgres', 'secret.key']);

  const alone = await chat('/settings', 'press Change', 'zone: Porto?', '', 'Madrid', '/settings');
  expect(alone.status).toBe(1);
  expect(alone.out).toMatch(/Europe\/Lisbon[\s\S]*I know no time zone by that name[\s\S]*Europe\/Madrid/);
});

test('a taken port and an unknown persona are one plain line each', { timeout: patience }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  expect(await launch(['start'], environment(port)).ended).toEqual({
    status: 1,
    out: '',
    err: `Port ${port} is taken by another program. Stop it, or set PORT to another number.\n`,
  });
  taken.close();
  const nobody = await launch(['chat', '--as', 'zed'], environment(), '').ended;
  expect(nobody).toMatchObject({ status: 1, out: '' });
  expect(nobody.err).toMatch(
    /^There is nobody called "zed"[^\n]+ana, bo, cem, dee, mo, oz@riverside, pia@riverside\.\n$/,
  );
});

test('a Node.js that is too old is told so in one line', { timeout: patience }, async () => {
  const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"22.17.1"})';
  expect(await launch(['start'], environment(), '', ['--import', old]).ended).toEqual({
    status: 1,
    out: '',
    err: `Rebound needs Node.js 22.18 or newer; this is ${process.version}.\n`,
  });
});
