import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/adapters/playground/index.ts';
import { bringIn } from '../../src/cli/import-applications.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { readTable, splitTable } from '../../src/features/applications/index.ts';
import { playgroundServer } from '../support/playground.ts';

let playground: Awaited<ReturnType<typeof playgroundServer>>;
beforeAll(async () => {
  playground = await playgroundServer();
});
afterAll(() => playground.close());

test('a file of many lines comes in part by part, told as it goes, and a second time adds nothing', async () => {
  const rows = Array.from(
    { length: 150 },
    (_, n) => `"Company ${n}, Inc.",Role ${n},applied,2026-09-0${1 + (n % 9)},friend`,
  );
  const table = readTable(['company,role,stage,applied_on,source', ...rows].join('\n'), '2026-11-02');
  const tables = splitTable(table.lines, 3_000);
  expect(tables.length).toBeGreaterThan(1);
  expect(tables.every(({ text }) => text.length <= 3_000)).toBe(true);
  playground.personas.set('ana', { id: 'ana', name: 'Ana', isModerator: false });
  const reach = { base: playground.server.url, as: 'ana', locale: 'en', zone: 'UTC', patienceMs: 0, fetch };
  const client = createClient(reach);
  const style = { time: (instant: string) => instant, member: (id: string) => id, numberActions: false };
  const heard: number[] = [];
  const parts = { client, random: systemRandom, style };
  expect(await bringIn(parts, tables, (count) => heard.push(count))).toEqual({ taken: 150 });
  expect(heard.reduce((sum, count) => sum + count, 0)).toBe(150);
  await bringIn(parts, tables, () => undefined);
  const conversationId = 'general';
  const found = await client.act({
    id: systemRandom.uuid(),
    conversationId,
    kind: 'line',
    line: '/applications list search:company',
  });
  expect(JSON.stringify(found)).toContain('Company 8, Inc.');
  const list = await client.act({ id: systemRandom.uuid(), conversationId, kind: 'line', line: '/applications list' });
  expect(JSON.stringify(list)).toContain('Next 15');
  playground.log.check();
});
