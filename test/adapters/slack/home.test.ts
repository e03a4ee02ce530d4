import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '../../servers/slack/state.ts';
import type { LivingCommunity, Seen } from '../../support/face.ts';
import { communityIn, type SlackWorkspace, slackWorkspace } from '../../support/slack.ts';
import { seenOn } from '../../support/slack-screen.ts';

let workspace: SlackWorkspace;
let community: LivingCommunity;
beforeAll(async () => {
  workspace = await slackWorkspace();
  community = communityIn(workspace);
});
afterAll(() => workspace.close());

function pageOf(name: string): View {
  const view = workspace.server.state.homes.get(workspace.user(name).id);
  if (!view) throw new Error(`${name} has no page yet`);
  return view;
}

const seen = (name: string): Seen => seenOn({ kind: 'view', view: pageOf(name) });

/** Opens it, and waits until it is drawn. */
async function looks(name: string): Promise<void> {
  await workspace.hands(name).openHome();
  await expect.poll(() => workspace.server.state.homes.has(workspace.user(name).id)).toBe(true);
}

async function presses(name: string, label: string): Promise<Seen> {
  const page = pageOf(name);
  const elements = page.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const found = elements.find((element) => element.type === 'button' && element.text.text === label);
  const hands = workspace.hands(name);
  await hands.press(page, found?.action_id ?? label);
  const shown = (await hands.seen()).at(-1);
  if (!shown) throw new Error('Nothing was shown');
  return seenOn(shown);
}

test("a new member's page has what is theirs: goals to begin with, settings, and their data", async () => {
  await looks('ana');
  const { text, buttons } = seen('ana');
  expect(text).toContain('UTC');
  expect(text).toContain('What Rebound keeps of you');
  expect(buttons).toEqual(expect.arrayContaining(['Get it as files', 'Delete everything']));
  expect(workspace.server.state.refused).toEqual([]);
});

test('a goal stands on it as soon as it is there, and one press counts for it', async () => {
  const ana = community.member('ana');
  await ana.types('/goal add 5 applications a week');
  await ana.submits({});
  await expect.poll(() => seen('ana').text).toContain('applications');
  const before = seen('ana').text;
  const plus = seen('ana').buttons.find((label) => label.includes('applications'));
  expect(plus).toBeDefined();
  await presses('ana', plus ?? '');
  await expect.poll(() => seen('ana').text).not.toBe(before);
  expect(seen('ana').text).toContain('1 of 5');
});

test('settings that change elsewhere change there', async () => {
  await community.member('ana').types('/settings zone:Lisbon');
  await expect.poll(() => seen('ana').text).toContain('Europe/Lisbon');
});

test("this week's check-in is there while it is open, and then what was answered", async () => {
  const mo = community.member('mo', { moderator: true });
  await mo.types('/checkins setup');
  await mo.submits({ days: ['2'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
  await looks('bo');
  expect(seen('bo').buttons).not.toContain('Check in');
  await mo.types('/checkins run-now');
  await community.settle();
  await workspace.hands('bo').openHome();
  await expect.poll(() => seen('bo').buttons).toContain('Check in');
  await presses('bo', 'Rest this week');
  await expect.poll(() => seen('bo').buttons).toContain('Take it back');
  expect(seen('bo').buttons).not.toContain('Rest this week');
});

test('their data is a press away', async () => {
  expect((await presses('ana', 'Delete everything')).text).toContain('Delete everything?');
});

test('nobody else sees it, and who never looked has none', async () => {
  await community.member('cem').types('/settings');
  expect(workspace.server.state.homes.has('UCEM')).toBe(false);
  expect(seen('bo').text).not.toContain('applications');
});
