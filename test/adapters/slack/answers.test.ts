import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardMessage } from '../../../src/adapters/slack/cards.ts';
import { isGroup } from '../../../src/core/commands/index.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import type { Hands } from '../../servers/slack/person.ts';
import { expiredResponse } from '../../servers/slack/server.ts';
import { post } from '../../servers/slack/state.ts';
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

/** Ana's settings, as a card in front of her. */
async function settingsOf(hands: Hands) {
  await hands.command('/settings', 'C1');
  const [card] = await hands.seen();
  if (card?.kind !== 'message') throw new Error('No card');
  return card.message;
}

test('where neither a form nor an answer can be shown any more, the way on comes as a direct message', async () => {
  const hands = workspace.hands('dee');
  const settings = await settingsOf(hands);
  workspace.server.failNext({ method: 'views.open', status: 200, error: 'expired_trigger_id' });
  workspace.server.failNext({ method: expiredResponse, status: 404 });
  await hands.press(settings, edit);
  const [later] = await hands.seen();
  expect(later).toMatchObject({ kind: 'message', message: { channel: 'DUDEE' } });
  expect(later && seenOn(later).buttons).toEqual(['Open the form']);
});

test('whoever wants notifications that say nothing gets no more from an answer that had to go to a direct message', async () => {
  const hands = workspace.hands('ina');
  await hands.press(await settingsOf(hands), edit);
  await hands.seen();
  await hands.submit({ [`${edit}/previews`]: 'neutral' });
  await hands.seen();
  const settings = await settingsOf(hands);
  workspace.server.failNext({ method: 'views.open', status: 200, error: 'expired_trigger_id' });
  workspace.server.failNext({ method: expiredResponse, status: 404 });
  await hands.press(settings, edit);
  const [later] = await hands.seen();
  expect(later).toMatchObject({ kind: 'message', message: { channel: 'DUINA', text: 'A note from Rebound' } });
  expect(later && seenOn(later).buttons).toEqual(['Open the form']);
});

test('whoever wants notifications that say nothing gets files whose names and titles say nothing', async () => {
  const titles = async (name: string, isNeutral: boolean) => {
    const hands = workspace.hands(name);
    await hands.press(await settingsOf(hands), edit);
    await hands.seen();
    await hands.submit({ [`${edit}/previews`]: isNeutral ? 'neutral' : 'whole' });
    await hands.seen();
    await hands.command('/mydata export', 'C1');
    await hands.seen();
    const { state } = workspace.server;
    const shared = state.calls.findLast(({ method }) => method === 'files.completeUploadExternal');
    const files = state.messages.findLast((each) => each.files.length > 0)?.files ?? [];
    const told = ((shared?.args.files ?? []) as readonly { readonly title: string }[]).map(({ title }) => title);
    return { told, names: files.map((file) => file.name) };
  };
  expect((await titles('jon', false)).told.join()).toContain('Everything that Rebound keeps');
  expect(await titles('kim', true)).toEqual({
    told: ['A note from Rebound', 'A note from Rebound'],
    names: ['1.html', '2.json'],
  });
});

test('a card whose place can be written to no more is shown where the form was', async () => {
  const hands = workspace.hands('eli');
  await hands.press(await settingsOf(hands), edit);
  await hands.seen();
  workspace.server.failNext({ method: expiredResponse, status: 404 });
  await hands.submit({ [`${edit}/zone`]: 'Lisbon' });
  const [shown] = await hands.seen();
  expect(shown?.kind).toBe('view');
  expect(shown && seenOn(shown).text).toContain('Europe/Lisbon');
});

test('five answers over one address are all that Slack takes; the sixth goes to a direct message', async () => {
  const hands = workspace.hands('fin');
  const settings = await settingsOf(hands);
  await hands.press(settings, edit);
  await hands.seen();
  for (const response of workspace.server.state.responses.values()) response.left = 0;
  workspace.server.failNext({ method: 'views.update', status: 200, error: 'not_found' });
  await hands.submit({ [`${edit}/zone`]: 'Lisbon' });
  expect((await hands.seen()).some((shown) => seenOn(shown).text.includes('Europe/Lisbon'))).toBe(true);
});

test('what others read stays as it is, whatever one member is answered', async () => {
  const hands = workspace.hands('gil');
  const shared = post(workspace.server.state, {
    channel: 'C1',
    text: 'for all',
    blocks: cardMessage(
      card({
        sections: [text(wordsOnly(words('for all')))],
        actions: [{ kind: 'button', style: 'plain', label: 'Settings', token: edit }],
      }),
      { time: (instant) => instant, member: (id) => id, numberActions: false },
    ).blocks,
  });
  hands.lookAway();
  await hands.press(shared, edit);
  await hands.seen();
  await hands.submit({ [`${edit}/zone`]: 'Lisbon' });
  const [shown] = await hands.seen();
  expect(shown && seenOn(shown).text).toContain('Europe/Lisbon');
  expect(shared.text).toBe('for all');
});

test('every command answers help: what it is for, and what may follow', async () => {
  const hands = workspace.hands('hal');
  for (const entry of workspace.bot.dispatcher.commands) {
    await hands.command(`/rebound ${entry.name} help`, 'C1');
    const said = await reads(hands);
    expect(said).toContain(`/${entry.name}`);
    const parts = isGroup(entry) ? entry.subcommands.map((each) => each.name) : Object.keys(entry.options);
    for (const part of parts) expect(said, entry.name).toContain(part);
  }
});

test('where Slack wants to be asked less, members are still answered in their language, and it is asked less', async () => {
  const { server, clock } = workspace;
  workspace.user('eva', { locale: 'de-DE' });
  const hands = workspace.hands('eva');
  const asked = () => server.state.calls.filter(({ method }) => method === 'users.info').length;
  const settings = async () => {
    await hands.command('/settings', 'C1');
    return reads(hands);
  };
  expect(await settings()).toContain('Einstellungen');
  clock.advance(6 * 60_000);
  server.failNext({ method: 'users.info', status: 429, headers: { 'retry-after': '30' } });
  const before = asked();
  expect(await settings()).toContain('Einstellungen');
  expect(await settings()).toContain('Einstellungen');
  expect(asked()).toBe(before + 1);
  clock.advance(31_000);
  await settings();
  expect(asked()).toBe(before + 2);
  workspace.log.check();
});
