import { expect, test } from 'vitest';
import { hearCommand, hearMessageShortcut, hearPress, hearSubmit } from '../../../src/adapters/slack/interactions.ts';

const command = {
  token: '',
  command: '/goal',
  text: 'add Five applications',
  response_url: 'https://hooks.slack.test/1',
  trigger_id: '1.2.abc',
  user_id: 'U1',
  user_name: 'ana',
  team_id: 'T1',
  team_domain: 'jobs',
  channel_id: 'C1',
  channel_name: 'general',
  api_app_id: 'A1',
};

test.each([
  ['/goal', 'add Five applications', '/goal add Five applications'],
  ['/goal', '', '/goal'],
  ['/goal', ' R&amp;D &lt;3 ', '/goal R&D <3'],
  ['/goal', '&amp;lt;', '/goal &lt;'],
  ['/rebound', 'goal list', '/goal list'],
  ['/rebound', '', '/help'],
])('%s %j means %j', (name, text, line) => {
  expect(hearCommand({ ...command, command: name, text }).act).toMatchObject({ kind: 'line', line, id: '1.2.abc' });
});

test('a conversation between two is told from a channel', () => {
  expect(hearCommand(command).act.place).toEqual({ kind: 'channel', channelId: 'C1' });
  expect(hearCommand({ ...command, channel_id: 'D1' }).act.place).toEqual({ kind: 'direct' });
});

const press = {
  type: 'block_actions',
  actions: [
    {
      type: 'button',
      action_id: 'v1:a.b:-:0',
      block_id: 'x',
      action_ts: '1.1',
      text: { type: 'plain_text', text: 'x' },
    },
  ],
  team: { id: 'T1', domain: 'jobs' },
  user: { id: 'U1', username: 'ana' },
  channel: { id: 'C1', name: 'general' },
  container: { type: 'message', message_ts: '5.5', thread_ts: '4.4', is_ephemeral: false },
  token: '',
  response_url: 'https://hooks.slack.test/1',
  trigger_id: '1.2.abc',
  api_app_id: 'A1',
} as const;

test('a press in a thread says so, and one of a link asks for nothing', () => {
  const heard = hearPress({ ...press, actions: [...press.actions] });
  expect(heard?.act.place).toEqual({ kind: 'thread', channelId: 'C1', threadId: '4.4' });
  expect(heard?.surface).toEqual({ kind: 'message', isKept: false, isShared: true });
  expect(hearPress({ ...press, actions: [{ ...press.actions[0], action_id: 'link:0' }] })).toBeUndefined();
});

test("only a message that stays in the bot's own conversation is one to answer beside", () => {
  const direct = { ...press, actions: [...press.actions], channel: { id: 'D1', name: 'directmessage' } };
  expect(hearPress(direct)?.surface).toEqual({ kind: 'message', isKept: true, isShared: false });
  const vanishing = { ...direct, container: { ...direct.container, is_ephemeral: true } };
  expect(hearPress(vanishing)?.surface).toEqual({ kind: 'message', isKept: false, isShared: false });
});

const shortcut = {
  type: 'message_action',
  callback_id: 'goal add words',
  trigger_id: '1.2.abc',
  message_ts: '5.5',
  response_url: 'https://hooks.slack.test/1',
  message: { type: 'message', user: 'U1', ts: '5.5', text: 'R&amp;D <https://a.example|there>, ask <@U2>' },
  user: { id: 'U1', name: 'ana' },
  channel: { id: 'C1', name: 'general' },
  team: { id: 'T1', domain: 'jobs' },
  token: '',
  action_ts: '1.1',
} as const;

test('a shortcut of a message brings its text, and whether whoever uses it wrote it', () => {
  const heard = hearMessageShortcut(shortcut);
  expect(heard.act).toMatchObject({ path: ['goal', 'add'], values: { words: 'R&D there, ask @U2' } });
  expect(heard.isOwnMessage).toBe(true);
  const others = { ...shortcut, message: { ...shortcut.message, user: 'U2' } };
  expect(hearMessageShortcut(others).isOwnMessage).toBe(false);
  const nobodys = { ...shortcut, message: { type: 'message' as const, ts: '5.5' } };
  expect(hearMessageShortcut(nobodys)).toMatchObject({ isOwnMessage: false, act: { values: { words: '' } } });
});

test('a submission whose metadata is not ours is read as from a direct conversation', () => {
  const view = {
    id: 'V1',
    callback_id: 'v1:members.edit:-:0',
    team_id: 'T1',
    app_id: 'A1',
    bot_id: 'B1',
    title: { type: 'plain_text', text: 'x' },
    type: 'modal',
    blocks: [],
    close: null,
    submit: null,
    state: { values: { 'v1:members.edit:-:0/zone': { value: { type: 'plain_text_input', value: 'berlin' } } } },
    hash: 'h',
    private_metadata: 'not json',
    root_view_id: 'V1',
    previous_view_id: null,
    clear_on_close: false,
    notify_on_close: false,
  } as const;
  const heard = hearSubmit({
    type: 'view_submission',
    team: { id: 'T1', domain: 'jobs' },
    user: { id: 'U1', name: 'ana' },
    view: { ...view, blocks: [] },
    api_app_id: 'A1',
    token: '',
    trigger_id: '1.2.abc',
  });
  expect(heard.act).toMatchObject({
    token: 'v1:members.edit:-:0',
    values: { zone: 'berlin' },
    place: { kind: 'direct' },
  });
});
