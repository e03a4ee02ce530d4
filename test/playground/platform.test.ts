import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type PlaygroundClient, type PlaygroundEvent } from '../../src/adapters/playground/index.ts';
import { rich } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { communityOn, playgroundServer } from '../support/playground.ts';

let bot: Awaited<ReturnType<typeof playgroundServer>>;
beforeAll(async () => {
  bot = await playgroundServer();
  for (const id of ['ana', 'bo', 'cem']) bot.personas.set(id, { id, name: id, isModerator: false });
});
afterAll(() => bot.close());

const general = { conversationId: 'general' };
const note = (said: string) => card({ sections: [text(rich(said))] });

function clientOf(as: string, base = bot.server.url): PlaygroundClient {
  return createClient({ base, as, locale: 'en', zone: 'Europe/Berlin', patienceMs: 0, fetch });
}

/** A window that is open until the test is done, and all that it was told. */
async function windowOf(as: string) {
  const told: PlaygroundEvent[] = [];
  const gone = new AbortController();
  const listening = clientOf(as).listen(
    { event: (event) => told.push(event), connected: () => undefined },
    gone.signal,
  );
  await expect.poll(() => told.length).toBeGreaterThan(0);
  return {
    told,
    text: () => JSON.stringify(told),
    [Symbol.asyncDispose]: async () => {
      gone.abort();
      await listening;
    },
  };
}

test("what the bot answers Ana in a channel reaches her windows and nobody else's", async () => {
  await using hers = await windowOf('ana');
  await using his = await windowOf('bo');
  const answer = await clientOf('ana').act({ kind: 'line', id: randomUUID(), ...general, line: '/settings' });
  expect(answer).toMatchObject({ kind: 'message', message: { onlyYou: true, answers: '/settings' }, refused: false });
  await clientOf('ana').say({ id: randomUUID(), ...general, text: 'Hello <script>alert(1)</script> all' });
  await expect.poll(his.text).toContain('Hello <script>');
  expect(hers.text()).toContain('Your settings');
  expect(his.text()).not.toContain('Your settings');
  expect(JSON.stringify(await clientOf('bo').snapshot())).not.toContain('Your settings');
  expect(JSON.stringify(await clientOf('ana').snapshot())).toContain('Your settings');
});

test("nobody can act, talk or look in another's private messages", async () => {
  const direct = { conversationId: 'direct:ana' };
  await clientOf('ana').act({ kind: 'line', id: randomUUID(), ...direct, line: '/settings' });
  const [message] = (await clientOf('ana').snapshot()).messages.filter((each) => each.conversationId === 'direct:ana');
  const bo = clientOf('bo');
  await expect(bo.say({ id: randomUUID(), ...direct, text: 'psst' })).rejects.toMatchObject({ fault: 'not-found' });
  await expect(bo.act({ kind: 'line', id: randomUUID(), ...direct, line: '/help' })).rejects.toMatchObject({
    fault: 'not-found',
  });
  await expect(bo.previews(message?.id ?? '')).rejects.toMatchObject({ fault: 'not-found' });
});

test('a deed that is sent again has one effect and the same answer', async () => {
  const deed = { kind: 'line', id: randomUUID(), ...general, line: '/settings zone:Lisbon' } as const;
  const [first, again] = await Promise.all([clientOf('ana').act(deed), clientOf('ana').act(deed)]);
  expect(again).toEqual(first);
  const said = { id: randomUUID(), ...general, text: 'Said once' };
  await clientOf('ana').say(said);
  await clientOf('ana').say(said);
  const { messages } = await clientOf('bo').snapshot();
  expect(messages.filter((each) => each.id === said.id)).toHaveLength(1);
});

test("a pressed card is replaced for its reader, and no id of another's message can be taken over", async () => {
  const bo = clientOf('bo');
  const secret = await clientOf('ana').act({ kind: 'line', id: randomUUID(), ...general, line: '/settings' });
  const asked = await bo.act({ kind: 'line', id: randomUUID(), ...general, line: '/settings zone:America' });
  if (secret.kind !== 'message' || asked.kind !== 'message' || asked.message.content.kind !== 'card') throw new Error();
  const [action] = asked.message.content.card.actions;
  const token = action?.kind === 'select' ? action.token : '';
  const choose = (messageId: string) =>
    bo.act({ kind: 'press', id: randomUUID(), ...general, messageId, token, chosen: ['America/Lima'] });
  expect(await choose(asked.message.id)).toMatchObject({ message: { id: asked.message.id } });
  const aside = await choose(secret.message.id);
  expect(aside.kind === 'message' && aside.message.id).not.toBe(secret.message.id);
});

test('messages of the bot itself reach a channel, a thread, one member or a group, once per key', async () => {
  await using his = await windowOf('cem');
  const { deliveries } = bot;
  const communityId = 'playground';
  const toAna = { key: 'k1', communityId, to: { kind: 'direct', userId: 'ana' }, card: note('For Ana alone') } as const;
  expect(await deliveries.send(toAna)).toEqual(await deliveries.send(toAna));
  const opening = note('How was the week?');
  const thread = await deliveries.openThread({
    key: 'k2',
    communityId,
    channelId: 'accountability',
    title: 'Week 45',
    opening,
  });
  await deliveries.send({ key: 'k3', communityId, to: thread.to, card: note('An answer below') });
  await deliveries.edit(thread.opening, note('How was your week?'));
  const memberIds = ['ana', 'bo'];
  const pair = { key: 'k4', communityId, channelId: 'general', memberIds, title: 'Ana and Bo', opening };
  const group = await deliveries.openGroup(pair, async (id) => id);
  await deliveries.send({ key: 'k5', communityId, to: group.to, card: note('For the two of you') });

  const hers = await clientOf('ana').snapshot();
  expect(hers.messages.filter((each) => JSON.stringify(each).includes('For Ana alone'))).toHaveLength(1);
  expect(hers.conversations.map((each) => each.name)).toContain('Ana and Bo');
  await expect.poll(his.text).toContain('How was your week?');
  expect(his.text()).toContain('An answer below');
  expect(his.text()).not.toMatch(/For Ana alone|For the two of you|Ana and Bo/);
  await expect(
    deliveries.send({ ...toAna, key: 'k6', to: { kind: 'direct', userId: 'nobody' } }),
  ).rejects.toMatchObject({ name: 'Unreachable', reason: 'gone' });
});

test('the clock moves for everybody, to Monday morning where the reader is', async () => {
  await using his = await windowOf('bo');
  await clientOf('ana').moveClock('monday');
  await expect.poll(his.text).toContain('"kind":"clock","now":"2026-11-09T08:00:00.000Z"');
  await clientOf('ana').moveClock('hour');
  expect((await clientOf('ana').snapshot()).now).toBe('2026-11-09T09:00:00.000Z');
});

test('Mo and Pia of another community agree on sharing a pool: Ana and Oz meet, write through the bot, and see nothing else of each other', async () => {
  const community = communityOn(bot);
  const [mo, pia] = ['mo', 'pia@riverside'].map((name) => community.member(name, { moderator: true }));
  const [ana, oz] = ['ana', 'oz@riverside'].map((name) => community.member(name));
  if (!mo || !pia || !ana || !oz) throw new Error('Somebody is missing');
  await mo.types('/community partners');
  const code = (await mo.presses('Make a code')).copyable[0] ?? '';
  expect((await pia.types(`/community partners code:${code}`)).text).toContain('A community on');
  for (const [member, name] of [
    [ana, 'Robin'],
    [oz, 'Sky'],
  ] as const) {
    await member.types('/partners');
    await member.presses('Join');
    const times = ['2-evening', '3-evening'];
    await member.submits({ name, introduction: '', kinds: ['coding'], times, languages: ['en'] });
  }
  community.clock.advance(7 * 24 * 60 * 60 * 1000);
  await community.settle();
  expect((await oz.reads('direct')).at(-1)?.text).toContain('Robin');
  await ana.reads('direct');
  await ana.presses('Write');
  await ana.submits({ words: 'Tuesday at six?' });
  await community.settle();
  expect((await oz.reads('direct')).at(-1)?.text).toContain('Tuesday at six?');
  await clientOf('ana').say({ id: randomUUID(), ...general, text: 'Only for us here' });
  const theirs = await clientOf('oz@riverside').snapshot();
  expect(JSON.stringify(theirs.messages)).not.toContain('Only for us here');
  await expect(clientOf('oz@riverside').say({ id: randomUUID(), ...general, text: 'psst' })).rejects.toMatchObject({
    fault: 'not-found',
  });
});
