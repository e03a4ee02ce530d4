import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hands } from '../../servers/slack/person.ts';
import { type SlackWorkspace, slackWorkspace } from '../../support/slack.ts';
import { seenOn } from '../../support/slack-screen.ts';

let workspace: SlackWorkspace;
beforeAll(async () => {
  workspace = await slackWorkspace();
});
afterAll(() => workspace.close());

/** What somebody sees next, as text. */
async function reads(hands: Hands): Promise<string> {
  const shown = (await hands.seen()).at(-1);
  expect(workspace.server.state.refused).toEqual([]);
  return shown ? seenOn(shown).text : '';
}

const edit = 'v1:members.edit:-:0';

test('a quick answer is the acknowledgement itself, and nobody else sees it', async () => {
  const hands = workspace.hands('ana');
  await hands.command('/settings', 'C1');
  const [shown] = await hands.seen();
  expect(shown).toMatchObject({ kind: 'message', message: { onlyFor: 'UANA', channel: 'C1' } });
  expect(workspace.server.state.calls.map(({ method }) => method)).not.toContain('chat.postMessage');
});

test('a form opens where the member is; a refused one says inside it what to change', async () => {
  const hands = workspace.hands('bo');
  await hands.command('/settings', 'C1');
  const [card] = await hands.seen();
  if (card?.kind !== 'message') throw new Error('No card');
  await hands.press(card.message, edit);
  expect((await hands.seen())[0]).toMatchObject({ kind: 'view', view: { submit: { text: 'Save' } } });
  await hands.submit({ [`${edit}/zone`]: 'Atlantis' });
  expect((await hands.seen())[0]).toMatchObject({ kind: 'errors' });
  await hands.submit({ [`${edit}/zone`]: 'Lisbon' });
  expect(await reads(hands)).toContain('Europe/Lisbon');
  expect(workspace.log.check()).toBeUndefined();
});

test('where a form can no longer be opened, a button keeps it for later', async () => {
  const hands = workspace.hands('cem');
  await hands.command('/settings', 'C1');
  const [card] = await hands.seen();
  if (card?.kind !== 'message') throw new Error('No card');
  workspace.server.failNext({ method: 'views.open', status: 200, error: 'expired_trigger_id' });
  await hands.press(card.message, edit);
  const [later] = await hands.seen();
  if (later?.kind !== 'message') throw new Error('No card');
  expect(seenOn(later).buttons).toEqual(['Open the form']);
  const button = later.message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0];
  await hands.press(later.message, button?.action_id ?? '');
  expect((await hands.seen())[0]).toMatchObject({ kind: 'view', view: { callback_id: edit } });
});
