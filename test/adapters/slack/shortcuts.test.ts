import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackWorkspace, slackWorkspace } from '../../support/slack.ts';
import { seenOn } from '../../support/slack-screen.ts';

let workspace: SlackWorkspace;
beforeAll(async () => {
  workspace = await slackWorkspace();
});
afterAll(() => workspace.close());

test('"I was rejected" answers from anywhere, in a window of its own', async () => {
  const ana = workspace.hands('ana');
  await ana.shortcut('rejected');
  const [shown] = await ana.seen();
  expect(shown && seenOn(shown).text).toContain('I am sorry');
  expect(shown?.kind).toBe('view');
});

test('Ana saves a message of her own as a goal: the form opens with what she wrote', async () => {
  const ana = workspace.hands('ana');
  await ana.messageShortcut('goal add words', { user: 'UANA', text: '5 applications a week' }, 'C1');
  const [shown] = await ana.seen();
  const values = shown ? seenOn(shown).form?.fields.map(({ value }) => value) : [];
  expect(values).toEqual(expect.arrayContaining(['applications', '5', 'every week']));
});

test('what somebody else wrote is not taken, and Ana alone is told so', async () => {
  const ana = workspace.hands('ana');
  await ana.messageShortcut('goal add words', { user: 'UBO', text: 'I want to run a marathon' }, 'C1');
  const [shown] = await ana.seen();
  expect(shown).toMatchObject({ kind: 'message', message: { onlyFor: 'UANA' } });
  const { text } = shown ? seenOn(shown) : { text: '' };
  expect(text).toContain('a message that you wrote yourself');
  expect(text).not.toContain('marathon');
});

test('a message too long for a goal is handed back whole', async () => {
  const ana = workspace.hands('ana');
  const long = 'read '.repeat(100).trim();
  await ana.messageShortcut('goal add words', { user: 'UANA', text: long }, 'C1');
  const [shown] = await ana.seen();
  expect(shown && JSON.stringify(seenOn(shown))).toContain(long);
  expect(workspace.server.state.refused).toEqual([]);
});
