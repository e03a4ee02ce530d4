import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { RateLimited, Temporary, Unreachable } from '../../../src/core/errors/index.ts';
import type { Destination } from '../../../src/core/ports/index.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import type { Message } from '../../servers/slack/state.ts';
import { communityIn, type SlackWorkspace, slackWorkspace, teamId } from '../../support/slack.ts';

let workspace: SlackWorkspace;
let channels = 0;
let channelId: string;
beforeAll(async () => {
  workspace = await slackWorkspace();
  for (const name of ['ana', 'bo', 'gus']) workspace.user(name);
});
afterAll(() => workspace.close());
// A channel of its own, so that the pace of one test is not another's.
beforeEach(() => {
  channelId = `CT${channels++}`;
  workspace.server.state.channels.set(channelId, { id: channelId, name: channelId, members: [] });
});

const noteOf = (said: string) => card({ sections: [text(wordsOnly(words(said)))] });
const base = (key = 'k') => ({ key, communityId: teamId });
const send = (said: string, to: Destination = { kind: 'channel', channelId }, files = {}) =>
  workspace.slack.deliveries.send({ ...base(said), to, card: noteOf(said), ...files });
const messagesIn = (channel: string): readonly Message[] =>
  workspace.server.state.messages.filter((each) => each.channel === channel);
const calls = (method: string) => workspace.server.state.calls.filter((each) => each.method === method).length;
const fails = (error: string, method = 'chat.postMessage') => workspace.server.failNext({ method, status: 200, error });

test('a message comes into a channel and can be changed there', async () => {
  const reference = await send('first');
  expect(reference).toMatchObject({ communityId: teamId, channelId });
  await workspace.slack.deliveries.edit(reference, noteOf('second'));
  expect(messagesIn(channelId).map((each) => each.text)).toEqual(['second']);
});

test('a thread opens below its message, and replies stand in it', async () => {
  const { to, opening } = await workspace.slack.deliveries.openThread({
    ...base(),
    channelId,
    title: 'Week 45',
    opening: noteOf('opening'),
  });
  expect(to).toEqual({ kind: 'thread', channelId, threadId: opening.messageId });
  await send('reply', to);
  expect(messagesIn(channelId).at(-1)).toMatchObject({ text: 'reply', threadTs: opening.messageId });
});

test('who was deactivated, or is none of the workspace, is a member no more', async () => {
  const { deliveries } = workspace.slack;
  const cleo = workspace.user('cleo');
  expect(await deliveries.isMember(teamId, cleo.id)).toBe(true);
  cleo.isGone = true;
  expect(await deliveries.isMember(teamId, cleo.id)).toBe(false);
  expect(await deliveries.isMember(teamId, 'UNOBODY')).toBe(false);
  fails('missing_scope', 'users.info');
  await expect(deliveries.isMember(teamId, cleo.id)).rejects.toThrow(Unreachable);
});

test('a direct message reaches one member, and a group message the bot and two', async () => {
  const { channelId: direct } = await send('for you', { kind: 'direct', userId: 'UANA' });
  expect(workspace.server.state.channels.get(direct)?.members).toEqual(['UANA']);
  const meeting = { ...base(), channelId, title: 'Practice', memberIds: ['UANA', 'UBO'] };
  const opening = noteOf('meet each other');
  const { to } = await workspace.slack.deliveries.openGroup({ ...meeting, opening }, async (id) => id);
  const group = to.kind === 'channel' ? to.channelId : '';
  expect(workspace.server.state.channels.get(group)?.members).toEqual(['UANA', 'UBO']);
  expect(messagesIn(group).map((each) => each.text)).toEqual(['meet each other']);
});

test('a notification tells a time in the language and zone of whom it is for, and in UTC where everybody reads it', async () => {
  workspace.user('dev', { locale: 'de-DE', zone: 'Asia/Tokyo' });
  const instant = '2026-11-03T10:00:00.000Z';
  const meets = card({
    sections: [text([{ type: 'paragraph', children: [{ type: 'time', instant, show: 'datetime' }] }])],
  });
  const { deliveries } = workspace.slack;
  const direct = await deliveries.send({ ...base('direct'), to: { kind: 'direct', userId: 'UDEV' }, card: meets });
  await deliveries.send({ ...base('everybody'), to: { kind: 'channel', channelId }, card: meets });
  expect(messagesIn(direct.channelId).at(-1)?.text).toMatch(/Dienstag.*November.*19:00/);
  expect(messagesIn(channelId).at(-1)?.text).toMatch(/Tuesday.*November.*10:00.*UTC/);
});

test('a file comes beside its message, with what it shows in words', async () => {
  const bytes = new TextEncoder().encode('BEGIN:VCALENDAR');
  const file = { name: 'interview.ics', mediaType: 'text/calendar', bytes, description: 'The practice interview' };
  await send('when', undefined, { files: [file] });
  const files = messagesIn(channelId).flatMap((each) => each.files);
  expect(files.map(({ name, bytes: got }) => [name, got.toString()])).toEqual([['interview.ics', 'BEGIN:VCALENDAR']]);
  const shared = workspace.server.state.calls.findLast(({ method }) => method === 'files.completeUploadExternal');
  expect(shared?.args.files).toMatchObject([{ title: 'The practice interview' }]);
});

test('a channel has its pace: what comes soon keeps its order, what would wait long comes back, others are not held up', async () => {
  const said = Array.from({ length: 12 }, (_, at) => `message ${at}`);
  const sending = Promise.allSettled(said.map((each) => send(each)));
  await send('elsewhere', { kind: 'direct', userId: 'UBO' });
  const ended = await sending;
  expect(ended.at(-1)).toMatchObject({ reason: { name: 'RateLimited', reach: 'message' } });
  const sent = said.filter((_, at) => ended[at]?.status === 'fulfilled');
  expect(sent.length).toBeGreaterThan(1);
  expect(messagesIn(channelId).map((each) => each.text)).toEqual(sent);
});

test('a method has its tier: many changes at once go out as far as Slack lets them, the others come back', async () => {
  const reference = await send('first');
  const changes = Array.from({ length: 40 }, () => workspace.slack.deliveries.edit(reference, noteOf('changed')));
  const ended = await Promise.allSettled(changes);
  const back = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(back.length).toBeGreaterThan(20);
  for (const error of back) expect(error).toMatchObject({ name: 'RateLimited', reach: 'message' });
});

test('what Slack asks to wait is told at once; nothing is tried again behind our back', async () => {
  const before = calls('chat.postMessage');
  workspace.server.failNext({ method: 'chat.postMessage', status: 429, headers: { 'retry-after': '7' } });
  const error = await send('later').catch((each: unknown) => each);
  expect(error).toBeInstanceOf(RateLimited);
  expect(error).toMatchObject({ retryAfterMs: 7_000 });
  expect(calls('chat.postMessage')).toBe(before + 1);
});

test.each([
  ['user_disabled', 'closed'],
  ['messages_tab_disabled', 'closed'],
  ['users_not_found', 'closed'],
  ['channel_not_found', 'gone'],
  ['is_archived', 'gone'],
  ['message_not_found', 'deleted'],
  ['token_revoked', 'gone'],
  ['not_in_channel', 'forbidden'],
  ['missing_scope', 'forbidden'],
])('%s means that it will never arrive: %s', async (code, reason) => {
  fails(code);
  await expect(send('lost')).rejects.toMatchObject({ name: 'Unreachable', reason });
});

const passing = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'invalid_auth',
  'token_expired',
];
test.each(passing)('%s may pass', async (code) => {
  fails(code);
  await expect(send('again')).rejects.toBeInstanceOf(Temporary);
});

test('no answer and a fault of the server may pass as well; a fault of ours is told as it is', async () => {
  workspace.server.failNext({ method: 'chat.postMessage', status: 503 });
  await expect(send('again')).rejects.toBeInstanceOf(Temporary);
  channelId = 'UGUS';
  fails('invalid_blocks');
  await expect(send('ours', { kind: 'direct', userId: 'UGUS' })).rejects.not.toBeInstanceOf(Temporary);
});

test('somebody who left the workspace is not reached, nor a workspace where the bot is not', async () => {
  const gone = workspace.user('gone');
  gone.isGone = true;
  const error = await send('hello', { kind: 'direct', userId: gone.id }).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(Unreachable);
  expect(error).toMatchObject({ reason: 'closed' });
});

test('through the queue: what Slack put off comes once, when its time has come', async () => {
  const community = communityIn(workspace);
  const ana = community.member('ana');
  await ana.types('/offer');
  await ana.presses('Tell the community');
  await ana.submits({ words: 'I start in May' });
  workspace.server.failNext({ method: 'chat.postMessage', status: 429, headers: { 'retry-after': '1' } });
  const before = calls('chat.postMessage');
  await ana.presses('Post it here');
  await community.settle();
  expect(calls('chat.postMessage')).toBe(before + 2);
  const read = await community.member('bo').reads('general');
  expect(read.filter((each) => each.text.includes('I start in May'))).toHaveLength(1);
});
