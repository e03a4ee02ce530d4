import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { retentionTable } from '../../src/features/mydata/retention.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { countIn, fillEveryTable, memberIds, memberTablesIn } from '../support/rows.ts';
import { act, actorNamed } from '../support/walker.ts';

const day = 86_400_000;

test('what has had its time goes at night, and nothing before it or beside it', async () => {
  const database = await freshDatabase();
  const clock = storyClock('2026-11-02T09:00:00Z');
  const secretKey = new Uint8Array(32).fill(7);
  const log = failingLog();
  const { dispatcher, nightly } = composeBot({ database, secretKey, clock, random: systemRandom, log });
  await act(dispatcher, actorNamed('ana'), { kind: 'command', path: ['help'], values: {} });
  const [memberId = ''] = await memberIds(database);
  // Every instant in it is the clock's.
  await fillEveryTable({ database, secretKey, memberId, each: 2 });
  const left = async () => {
    const counts = (await memberTablesIn(database)).map(async (table) => [
      table,
      await countIn(database, table, memberId),
    ]);
    return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
  };
  const all = await left();

  clock.set('2026-11-02T08:59:59Z');
  await nightly();
  expect(await left()).toEqual(all);

  clock.set('2026-11-02T09:00:00Z');
  await nightly();
  expect(await left()).toEqual({ ...all, kept_forms: 0 });

  clock.advance(30 * day - 1);
  await nightly();
  expect(await left()).toEqual({ ...all, kept_forms: 0 });

  const gone = {
    kept_forms: 0,
    drafts: 0,
    partner_notes: 0,
    announcement_aliases: 0,
    announcement_silences: 0,
  };
  clock.advance(1);
  await nightly();
  await nightly();
  expect(await left()).toEqual({ ...all, ...gone });

  clock.advance(150 * day - 1);
  await nightly();
  expect(await left()).toEqual({ ...all, ...gone });

  clock.advance(3_650 * day);
  await nightly();
  expect(await left()).toEqual({ ...all, ...gone, checkin_answers: 0 });
  await database.close();
});

test('docs/privacy.md tells how long things are kept, as it is', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/privacy.md'), 'utf8');
  expect(page).toContain(retentionTable('en'));
});
