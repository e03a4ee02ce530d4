import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { SetupError } from '../../src/core/errors/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { exportDatabase, finishImport, importDatabase } from '../../src/db/transfer.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed, walk } from '../support/walker.ts';

const secretKey = new Uint8Array(32).fill(7);
const folder = mkdtempSync(join(tmpdir(), 'rebound-transfer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const said = 'Quetzalfeder';
const quiet = { secretKey, advanced: () => undefined };

function botOn(database: Database) {
  return composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() });
}

/** All that is kept of Ana, as she gets it. */
async function exportedOf(database: Database): Promise<unknown> {
  const deed = { kind: 'command', path: ['mydata', 'export'], values: {} } as const;
  const outcome = await act(botOn(database).dispatcher, actorNamed('ana'), deed);
  const file = outcome.kind === 'card' ? outcome.files?.find(({ name }) => name === 'rebound.json') : undefined;
  return JSON.parse(new TextDecoder().decode(file?.bytes)).tables;
}

test('a community moves from the embedded database to a server, through an interruption, and no word is lost', async () => {
  const embedded = await freshDatabase('embedded');
  await walk(botOn(embedded).dispatcher, actorNamed('ana'), said);
  const file = join(folder, 'moved.gz');
  const steps: number[] = [];
  const tables = await exportDatabase(
    { database: embedded, secretKey, advanced: (rows, ofAll) => steps.push(rows / ofAll) },
    file,
  );
  expect(tables.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(20);
  expect(steps.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(gunzipSync(readFileSync(file)).toString()).not.toContain(said);

  const server = await freshDatabase('postgres');
  // Half of a file, as where the connection broke: what was there is brought in, and the rest told.
  const half = join(folder, 'half.gz');
  const lines = gunzipSync(readFileSync(file)).toString().split('\n');
  writeFileSync(half, gzipSync(lines.slice(0, Math.ceil(lines.length / 2)).join('\n')));
  await expect(importDatabase({ database: server, ...quiet }, half)).rejects.toThrow('Run the import again');

  expect(await importDatabase({ database: server, ...quiet }, file)).toEqual(tables);
  expect(await importDatabase({ database: server, ...quiet }, file)).toEqual(tables);
  await finishImport(server);
  // What somebody deleted since must not come back.
  await expect(importDatabase({ database: server, ...quiet }, file)).rejects.toThrow('in use already');
  const before = await exportedOf(embedded);
  expect(JSON.stringify(before)).toContain(said);
  expect(await exportedOf(server)).toEqual(before);
  await embedded.close();
  await server.close();
}, 120_000);

test('another key, another file, or a database that is in use already is told, and changes nothing', async () => {
  const from = await freshDatabase('embedded');
  await act(botOn(from).dispatcher, actorNamed('ana'), { kind: 'line', line: '/rejected interview company:Acme' });
  const file = join(folder, 'small.gz');
  const tables = await exportDatabase({ database: from, ...quiet }, file);
  const to = await freshDatabase('embedded');
  const bring = (path: string, key = secretKey) => importDatabase({ database: to, ...quiet, secretKey: key }, path);
  await expect(bring(file, new Uint8Array(32).fill(8))).rejects.toThrow('sealed under another key');
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear Ana');
  await expect(bring(letter)).rejects.toThrow(SetupError);
  writeFileSync(letter, gzipSync('Dear Ana\n'));
  await expect(bring(letter)).rejects.toThrow('no export of Rebound');
  expect(
    (await exportDatabase({ database: to, ...quiet }, join(folder, 'empty.gz'))).every(({ rows }) => rows === 0),
  ).toBe(true);

  await act(botOn(to).dispatcher, actorNamed('bo'), { kind: 'line', line: '/rejected interview company:Acme' });
  const before = await exportDatabase({ database: to, ...quiet }, join(folder, 'used.gz'));
  await expect(bring(file)).rejects.toThrow('in use already');
  expect(await exportDatabase({ database: to, ...quiet }, join(folder, 'still.gz'))).toEqual(before);
  expect(tables.length).toBeGreaterThan(10);
  await from.close();
  await to.close();
}, 60_000);

test('a file that was cut off, or is not as it was written, is told', async () => {
  const from = await freshDatabase('embedded');
  await act(botOn(from).dispatcher, actorNamed('ana'), { kind: 'line', line: '/rejected interview company:Acme' });
  const file = join(folder, 'whole.gz');
  await exportDatabase({ database: from, ...quiet }, file);
  await from.close();
  const bytes = readFileSync(file);
  const text = gunzipSync(bytes).toString();
  const spoilt: readonly (readonly [string, Uint8Array, string])[] = [
    ['cut off', bytes.subarray(0, bytes.length - 40), 'The file is damaged'],
    ['a line that is none', gzipSync(text.replace(/\n\{/, '\n{"table":')), 'The file is damaged'],
    ['a table that is none of its own', gzipSync(text.replace('{"table":"', '{"table":"x')), 'The file is damaged'],
    ['another stage', gzipSync(text.replace('"interview"', '"final"')), 'Not the same as in the file: rejections'],
  ];
  for (const [what, content, why] of spoilt) {
    const to = await freshDatabase('embedded');
    const path = join(folder, 'spoilt.gz');
    writeFileSync(path, content);
    await expect(importDatabase({ database: to, ...quiet }, path), what).rejects.toThrow(why);
    await finishImport(to);
    await to.close();
  }
  const other = await freshDatabase('embedded');
  const nowhere = exportDatabase({ database: other, ...quiet }, join(folder, 'none/there.gz'));
  await expect(nowhere).rejects.toThrow(/could not be written \(ENOENT\)/);
  await other.close();
}, 60_000);
