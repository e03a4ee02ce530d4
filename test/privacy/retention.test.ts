import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
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

test('a community has drafts kept for less time, never for longer, for its own members alone', async () => {
  const database = await freshDatabase();
  const clock = storyClock('2026-11-02T09:00:00Z');
  const secretKey = new Uint8Array(32).fill(7);
  const log = failingLog();
  const { dispatcher, nightly } = composeBot({ database, secretKey, clock, random: systemRandom, log });
  const ana = actorNamed('ana');
  await act(dispatcher, ana, { kind: 'command', path: ['help'], values: {} });
  clock.advance(1);
  await act(dispatcher, actorNamed('ana', { communityId: 'two' }), { kind: 'command', path: ['help'], values: {} });
  const [here = '', elsewhere = ''] = await memberIds(database);
  for (const memberId of [here, elsewhere]) await fillEveryTable({ database, secretKey, memberId, each: 2 });
  const left = (table: string) => Promise.all([here, elsewhere].map((id) => countIn(database, table, id)));

  const mo = actorNamed('mo', { isModerator: true });
  const token = actionToken('mydata.shorter');
  const choose = (drafts: string) =>
    act(dispatcher, mo, {
      kind: 'submit',
      token,
      values: { drafts: [drafts], checkins: ['180'], partners: ['30'] },
    });
  expect(await choose('60')).toMatchObject({ kind: 'invalid' });
  expect(await choose('7')).toMatchObject({ kind: 'card' });
  const shown = await act(dispatcher, ana, { kind: 'command', path: ['mydata', 'show'], values: {} });
  expect(JSON.stringify(shown)).toContain('7 days');

  clock.set('2026-11-09T08:59:59Z');
  await nightly();
  expect(await left('drafts')).toEqual([2, 2]);
  clock.set('2026-11-09T09:00:00Z');
  await nightly();
  await nightly();
  expect(await left('drafts')).toEqual([0, 2]);
  expect(await left('checkin_answers')).toEqual([2, 2]);
  log.check();
  await database.close();
});

test.each(['README.md', 'docs/privacy.md'])('%s tells how long things are kept, as it is', (file) => {
  const page = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  expect(page).toContain(retentionTable('en'));
});
