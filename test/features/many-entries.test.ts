import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays } from '../../src/core/time/index.ts';
import { members } from '../../src/db/schema.ts';
import { createVault } from '../../src/db/vault.ts';
import { readTable, writeTable } from '../../src/features/applications/csv.ts';
import { applicationLimits } from '../../src/features/applications/rules.ts';
import { createApplicationsStore } from '../../src/features/applications/store.ts';
import { goalLogs, goals } from '../../src/features/goals/schema.ts';
import { communityOn, type PlaygroundServer, playgroundServer } from '../support/playground.ts';

// Some ten thousand rows: seconds on a machine of one's own.
vi.setConfig({ testTimeout: 180_000 });

const today = '2026-11-02';

let playground: PlaygroundServer;
beforeAll(async () => {
  playground = await playgroundServer();
});
afterAll(() => playground.close());

/** A table with as many good lines as one member can have, and three wrong ones among them. */
function longTable(): string {
  const good = Array.from(
    { length: applicationLimits.entries },
    (_, n) =>
      `"Company ${n}, Inc.",Role ${n},${n % 9 === 0 ? 'rejected' : 'applied'},2026-09-0${1 + (n % 9)},${n % 10 === 0 ? `note ${n}` : ''}`,
  );
  const wrong = [',Ghost,applied,,', 'Initech,,dancing,,', 'Stark,,applied,not a day,'];
  return ['company,role,stage,applied_on,note', ...good.slice(0, 2_000), ...wrong, ...good.slice(2_000)].join('\n');
}

test('five thousand applications are read, kept, listed, found and exported whole; one more is told why', async () => {
  const table = readTable(longTable(), today);
  expect(table.faults.map(({ line, kind }) => `${line} ${kind}`)).toEqual([
    '2002 company-missing',
    '2003 stage-unknown',
    '2004 date-unclear',
  ]);
  const ana = communityOn(playground).member('ana');
  await ana.types('/settings');
  const [member] = await playground.database.queries.select({ id: members.id }).from(members);
  const { database } = playground;
  const store = createApplicationsStore({ database, vault: createVault(new Uint8Array(32).fill(7)) });
  const fresh = table.lines.map(({ facts, note }) => {
    return { id: randomUUID(), eventId: randomUUID(), noteId: randomUUID(), facts, note };
  });
  expect(await store.add(member?.id ?? '', fresh, { now: new Date(), today })).toBe('added');

  const list = await ana.types('/applications list');
  expect(list.text.match(/^- .*: applied since/gm)).toHaveLength(15);
  expect(list.text).toContain('556 are closed and folded away');
  expect(list.buttons).toContain('Next 15');
  expect((await ana.types('/applications list search:"company 4987"')).text).toContain('Company 4987, Inc., Role 4987');

  const [file] = (await ana.types('/applications export')).files ?? [];
  const back = readTable(file?.text ?? '', today);
  expect(back.faults).toEqual([]);
  const written = (lines: typeof back.lines) => writeTable(lines).split('\n').toSorted();
  expect(written(back.lines)).toEqual(written(table.lines));

  const full = await ana.types('/applications add company:Umbrella role:Tester');
  expect(full.text).toContain('5,000 applications here at most');
  expect(full.copyable.join()).toContain('Umbrella, Tester');
});

test('two thousand efforts are each counted once, and one more can be taken back', async () => {
  const ben = communityOn(playground).member('ben');
  await ben.types('/goal add 5000 steps forward');
  await ben.submits({});
  const { queries } = playground.database;
  const [goal] = await queries.select().from(goals);
  const { id: goalId = '', memberId = '' } = goal ?? {};
  const logged = Array.from({ length: 2_000 }, (_, n) => {
    const onDate = addDays(today, -(n % 700));
    return { id: randomUUID(), goalId, memberId, onDate, amount: 1, loggedAt: new Date(), words: null };
  });
  await queries.insert(goalLogs).values(logged);
  expect((await ben.types('/goal list')).text).toContain('2,000 of 5,000 so far');
  expect((await ben.presses('+1 steps forward')).text).toContain('2,001 of 5,000 so far');
  expect((await ben.presses('Undo')).text).toContain('2,000 of 5,000 so far');
  const seen = await ben.types('/progress');
  // The model: Mondays among the days that were logged.
  const weeks = new Set(logged.map(({ onDate }) => Math.floor((Date.parse(onDate) / 86_400_000 + 3) / 7))).size;
  expect(seen.text).toContain(`Weeks you showed up so far: ${weeks}.`);
  expect(seen.files?.[0]?.name).toMatch(/^progress\./);
});
