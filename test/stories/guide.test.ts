import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContent } from '../../src/content/index.ts';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('every row of the inventory is reached by need, and read', async () => {
  const ana = community.member('ana');
  const index = await ana.types('/guide');
  const reached = new Set<string>();
  for (const need of index.selects[0]?.options ?? []) {
    await ana.types('/guide');
    const topics = await ana.chooses('What would help most', need.value);
    for (const topic of topics.selects[0]?.options ?? []) reached.add(topic.value);
  }
  const ids = loadContent()('en').topics.map((topic) => topic.id);
  expect([...reached].sort()).toEqual([...ids].sort());
});

test.each(loadContent()('en').topics.map((topic) => [topic.id, topic.title]))(
  '/guide %s shows it whole',
  async (id, title) => {
    const shown = await community.member('bo').types(`/guide ${id}`);
    expect(shown.text.startsWith(title)).toBe(true);
    expect(shown.text).toContain('Last reviewed on November 22, 2026');
    expect(shown.buttons).toContain('The whole guide');
  },
);

test.each([
  ['ghosted', 'follow-up'],
  ['feedbak', 'feedback-when-ready'],
  ['cant sleep', 'selfcare'],
  ['thank you note', 'thank-you'],
  ['gap in my cv', 'gaps-in-cv'],
  ['linkedin', 'network-interviewer'],
  ['freelance', 'alternatives'],
])('a search for "%s" offers %s', async (typed, id) => {
  const found = await community.member('cem').types(`/guide ${typed}`);
  const offered = found.selects[0]?.options.map((option) => option.value) ?? [];
  const { title } = loadContent()('en').topics.find((topic) => topic.id === id) ?? {};
  expect(offered.includes(id) || found.text.startsWith(title ?? 'no such topic')).toBe(true);
});

test('a search that finds nothing says so and shows the index', async () => {
  const shown = await community.member('dee').types('/guide qqqqzzzz');
  expect(shown.text).toContain('found no topic for "qqqqzzzz"');
  expect(shown.selects[0]?.options.length).toBe(8);
});

test('help names every command, and about says what is kept and who sees it', async () => {
  const eve = community.member('eve');
  const help = await eve.types('/help');
  for (const command of ['/rejected', '/guide', '/settings', '/about']) expect(help.text).toContain(command);
  const about = await eve.types('/about');
  expect(about.text).toContain('Who sees it');
  expect((await eve.types('/rejected help')).text).toContain('company:');
});

test('what a topic says is one press away', async () => {
  const fay = community.member('fay');
  expect((await fay.types('/guide reflect-questions')).buttons).toContain('Reflect on it');
  expect((await fay.presses('Reflect on it')).form).toBeDefined();
  await fay.types('/guide thank-you');
  expect((await fay.presses('Write it now')).text).toContain('Which message');
  await fay.types('/guide goals-smart');
  expect((await fay.presses('Make it a goal')).form).toBeDefined();
});
