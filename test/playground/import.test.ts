import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/adapters/playground/index.ts';
import { bringIn } from '../../src/cli/import-applications.ts';
import { createPace, memberPace } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
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
  const tables = splitTable(table.lines, 400);
  // More than the bot takes at once from one member, at three deeds a part.
  expect(tables.length * 3).toBeGreaterThan(memberPace.atOnce);
  expect(tables.every(({ text }) => text.length <= 400)).toBe(true);
  playground.personas.set('ana', { id: 'ana', name: 'Ana', isModerator: false });
  const reach = { base: playground.server.url, as: 'ana', locale: 'en', zone: 'UTC', patienceMs: 0, fetch };
  const client = createClient(reach);
  const style = { time: (instant: string) => instant, member: (id: string) => id, numberActions: false };
  const heard: number[] = [];
  const { clock } = playground;
  const pace = createPace(clock);
  const name = words('Ana');
  const ana = { platform: 'playground', communityId: 'one', userId: 'ana', displayName: name, locale: 'en' } as const;
  const act: typeof client.act = (deed) => {
    expect(pace.refuses({ ...ana, isModerator: false }, 'deed')).toBeUndefined();
    return client.act(deed);
  };
  const sleep = async (milliseconds: number) => clock.advance(milliseconds);
  const parts = { client: { ...client, act }, random: systemRandom, style, sleep };
  expect(await bringIn(parts, tables, (count) => heard.push(count))).toEqual({ taken: 150 });
  expect(heard.reduce((sum, count) => sum + count, 0)).toBe(150);
  clock.advance(60_000);
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
