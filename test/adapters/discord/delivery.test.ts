import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createInvalidRequests, createShare } from '../../../src/adapters/discord/requests.ts';
import { RateLimited, Temporary, Unreachable } from '../../../src/core/errors/index.ts';
import type { OutgoingMessage } from '../../../src/core/ports/index.ts';
import { rich } from '../../../src/core/text/index.ts';
import { card } from '../../../src/core/views/index.ts';
import { storyClock } from '../../support/clock.ts';
import { type DiscordWorld, discordWorld } from '../../support/discord.ts';
import { seenMessage } from '../../support/discord-seen.ts';

let world: DiscordWorld;
beforeAll(async () => {
  world = await discordWorld();
});
beforeEach(() => world.forget());
afterAll(() => world.close());

const communityId = '700000000000000001';
const channelId = '600000000000000001';
const hello = card({
  title: 'A round',
  sections: [{ kind: 'text', text: rich('How was your week?') }],
  actions: [{ kind: 'button', label: 'Settings', style: 'plain', token: 'v1:members.edit:-:0' }],
});
const message = (over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: 'round 1',
  communityId,
  to: { kind: 'channel', channelId },
  card: hello,
  ...over,
});
const failure = async (sent: Promise<unknown>): Promise<unknown> => {
  try {
    await sent;
  } catch (error) {
    return error;
  }
  throw new Error('It was delivered');
};
const posts = () => world.server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

describe('a delivery', () => {
  test('reaches a channel, once however often it is tried, and is edited in its place', async () => {
    const { deliveries } = world.discord;
    const first = await deliveries.send(message());
    expect(await deliveries.send(message())).toEqual(first);
    expect(world.server.state.messages.size).toBe(1);
    await deliveries.edit(first, card({ sections: [{ kind: 'text', text: rich('The round is over.') }] }));
    const [only] = world.server.state.messages.values();
    expect(only && seenMessage(only)).toMatchObject({ text: 'The round is over.', buttons: [] });
  });

  test('opens a thread, once, and goes on in it', async () => {
    const { deliveries } = world.discord;
    const thread = { key: 'round 2', communityId, channelId, title: 'Week 47', opening: hello };
    const opened = await deliveries.openThread(thread);
    expect(await deliveries.openThread(thread)).toEqual(opened);
    await deliveries.send(message({ key: 'more', to: opened.to }));
    expect([...world.server.state.threads.values()].map(({ name, isPrivate }) => [name, isPrivate])).toEqual([
      ['Week 47', false],
    ]);
    expect([...world.server.state.messages.values()].map((each) => each.channelId)).toEqual([
      channelId,
      opened.opening.messageId,
    ]);
  });

  test('opens a private thread for some members, without whoever has left', async () => {
    const memberIds = ['800000000000000001', '800000000000000404', '800000000000000002'];
    const group = { key: 'pair 1', communityId, channelId, title: 'Practice', opening: hello, memberIds };
    const { to } = await world.discord.deliveries.openGroup(group, async (id) => id);
    const thread = world.server.state.threads.get(to.kind === 'thread' ? to.threadId : '');
    expect(thread).toMatchObject({
      isPrivate: true,
      memberIds: new Set(['800000000000000001', '800000000000000002']),
      archiveAfterMinutes: 10_080,
    });
  });

  test('goes on with the private thread that an earlier try opened, and brings nobody into two', async () => {
    const { deliveries } = world.discord;
    const memberIds = ['800000000000000001', '800000000000000002'];
    const group = { key: 'pair 3', communityId, channelId, title: 'Practice', opening: hello, memberIds };
    let begun: string | undefined;
    const keep = async (id: string) => {
      begun ??= id;
      return begun;
    };
    for (const broken of ['POST threads', 'POST messages', 'PUT 800000000000000002']) {
      let isBroken = false;
      world.server.interfere(({ method, path }) => {
        const isIt = !isBroken && `${method} ${path.split('/').at(-1)}` === broken;
        isBroken ||= isIt;
        return isIt ? { status: 500, body: { message: 'Internal Server Error', code: 0 } } : undefined;
      });
      const failed = await failure(deliveries.openGroup(begun === undefined ? group : { ...group, begun }, keep));
      expect(failed, broken).toMatchObject({ name: 'Temporary' });
    }
    // Two tries at once: the one that was kept first is the place.
    const late = await deliveries.openGroup(group, keep);
    expect(late.to).toEqual({ kind: 'thread', channelId, threadId: begun });
    const [place, ...others] = [...world.server.state.threads.values()].toSorted(
      (one, other) => other.memberIds.size - one.memberIds.size,
    );
    expect(place).toMatchObject({ id: begun, memberIds: new Set(memberIds) });
    expect(others.map((each) => each.memberIds.size)).toEqual([0]);
    expect([...world.server.state.messages.values()].map((each) => each.channelId)).toEqual([begun]);
  });

  test('wakes a thread where nobody wrote for a week, to say more and to change what it said', async () => {
    const { deliveries } = world.discord;
    const memberIds = ['800000000000000001', '800000000000000002'];
    const group = { key: 'pair 2', communityId, channelId, title: 'Practice', opening: hello, memberIds };
    const { to, opening } = await deliveries.openGroup(group, async (id) => id);
    const thread = world.server.state.threads.get(to.kind === 'thread' ? to.threadId : '');
    if (!thread) throw new Error('There is no thread');
    thread.isArchived = true;
    await deliveries.send(message({ key: 'later', to }));
    expect(thread.isArchived).toBe(false);
    thread.isArchived = true;
    await deliveries.edit(opening, card({ sections: [{ kind: 'text', text: rich('You two have met.') }] }));
    expect(thread.isArchived).toBe(false);
    const changed = world.server.state.messages.get(opening.messageId);
    expect(changed && seenMessage(changed).text).toBe('You two have met.');
  });

  test('reaches a member in private, where its buttons know whose community it is', async () => {
    const ana = world.face('ana');
    await ana.types('/settings zone:Europe/Berlin');
    const to = { kind: 'direct', userId: world.person('ana').id } as const;
    const { channelId: directId } = await world.discord.deliveries.send(message({ to }));
    const sent = await world.server.message((each) => each.channelId === directId);
    const inDirect = world.face('ana', { where: { kind: 'direct', channelId: directId } });
    inDirect.looksAt(sent);
    expect((await inDirect.presses('Settings')).form?.fields[0]).toMatchObject({ value: 'Europe/Berlin' });
    expect((await inDirect.submits({ zone: 'lisbon' })).text).toContain('Europe/Lisbon');
  });

  test('brings files, each with words for those who do not see it', async () => {
    const file = {
      name: 'week.png',
      mediaType: 'image/png',
      bytes: Uint8Array.from([1, 2, 3]),
      description: 'Three bars',
    };
    await world.discord.deliveries.send(message({ files: [file] }));
    const [sent] = world.server.state.messages.values();
    expect(sent?.files).toEqual([{ name: 'week.png', type: 'image/png', size: 3, text: expect.any(String) }]);
    expect(sent?.body.attachments).toEqual([{ id: '0', filename: 'week.png', description: 'Three bars' }]);
  });
});

describe('what stands in the way is told apart', () => {
  test('closed direct messages', async () => {
    const { id: userId } = world.person('ana');
    world.server.state.closedDirect.add(userId);
    const error = await failure(world.discord.deliveries.send(message({ to: { kind: 'direct', userId } })));
    expect(error).toMatchObject({ name: 'Unreachable', reason: 'closed' });
  });

  test('a channel that is gone', async () => {
    const gone = message({ to: { kind: 'channel', channelId: '500000000000000404' } });
    expect(await failure(world.discord.deliveries.send(gone))).toMatchObject({ reason: 'gone' });
  });

  test('a missing right, after which the place is let be for a while', async () => {
    world.server.state.forbidden.add(channelId);
    const { deliveries } = world.discord;
    for (const _ of [1, 2, 3]) expect(await failure(deliveries.send(message()))).toMatchObject({ reason: 'forbidden' });
    expect(posts()).toHaveLength(1);
    world.server.state.forbidden.clear();
    world.clock.advance(11 * 60_000);
    await deliveries.send(message());
  });

  test('a thread that a moderator locked', async () => {
    const { deliveries } = world.discord;
    const thread = { key: 'round 3', communityId, channelId, title: 'Week 48', opening: hello };
    const { to, opening } = await deliveries.openThread(thread);
    for (const each of world.server.state.threads.values()) Object.assign(each, { isArchived: true, isLocked: true });
    expect(await failure(deliveries.send(message({ key: 'more', to })))).toMatchObject({ reason: 'forbidden' });
    const inside = { ...opening, channelId: opening.messageId };
    expect(await failure(deliveries.edit(inside, hello))).toBeInstanceOf(Unreachable);
  });

  test('more threads than a server may have open, which passes', async () => {
    world.server.state.mostThreads = 0;
    const thread = { key: 'round 4', communityId, channelId, title: 'Week 49', opening: hello };
    expect(await failure(world.discord.deliveries.openThread(thread))).toBeInstanceOf(Temporary);
    world.server.state.mostThreads = 1;
    await world.discord.deliveries.openThread(thread);
    // What the first try posted stands once.
    expect(world.server.state.messages.size).toBe(1);
  });

  test('a limit that Discord announced, without asking again', async () => {
    world.server.state.bucket = { limit: 2, windowMs: 30_000 };
    const { deliveries } = world.discord;
    const where = { kind: 'channel', channelId: '600000000000000005' } as const;
    // The first answer names the limit, the second one is counted under that name.
    for (const key of ['1', '2']) await deliveries.send(message({ key, to: where }));
    const error = await failure(deliveries.send(message({ key: '3', to: where })));
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAfterMs).toBeGreaterThan(20_000);
    // The other servers have limits of their own.
    expect((error as RateLimited).reach).toBe('community');
    expect(posts()).toHaveLength(2);
  });

  test('a limit that was hit, also by the last request that the bot may make in that second', async () => {
    // As many as discord.js lets through in a second, less one, at the beginning of a second of its own.
    await pause(1_000);
    await Promise.all(
      Array.from({ length: 49 }, (_, key) => world.discord.deliveries.send(message({ key: `${key}` }))),
    );
    world.server.forget();
    world.server.interfere(() => ({
      status: 429,
      headers: { 'retry-after': '7', 'x-ratelimit-scope': 'user' },
      body: { message: 'You are being rate limited.', retry_after: 7, global: false },
    }));
    const error = await failure(world.discord.deliveries.send(message()));
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAfterMs).toBeGreaterThanOrEqual(7_000);
    expect(posts()).toHaveLength(1);
  });

  test('no second for which the bot has made all its requests: that is waited out, and nothing is asked twice', async () => {
    const thread = { key: 'round 8', communityId, channelId, title: 'Week 48', opening: hello };
    const limits = [undefined, 0.2, undefined];
    world.server.interfere(() => {
      const seconds = limits.shift();
      if (seconds === undefined) return undefined;
      return {
        status: 429,
        headers: { 'retry-after': String(seconds), 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
        body: { message: 'You are being rate limited.', retry_after: seconds, global: true },
      };
    });
    await world.discord.deliveries.openThread(thread);
    expect(posts()).toHaveLength(1);
    expect(world.server.state.threads.size).toBe(1);
  });

  test('Discord being down or away', async () => {
    world.server.interfere(() => ({ status: 502 }));
    expect(await failure(world.discord.deliveries.send(message()))).toBeInstanceOf(Temporary);
    expect(posts()).toHaveLength(1);
    world.server.interfere(() => 'cut');
    expect(await failure(world.discord.deliveries.send(message()))).toBeInstanceOf(Temporary);
  });

  test('and none of it is taken for the other', async () => {
    world.server.state.forbidden.add(channelId);
    expect(await failure(world.discord.deliveries.send(message()))).toBeInstanceOf(Unreachable);
  });
});

test.each([1, 2, 4, 8])(
  '%i processes that know nothing of each other come to share a second, and few requests are refused',
  (count) => {
    const workers = Array.from({ length: count }, () => ({ share: createShare(), most: 50 }));
    let [taken, refused] = [0, 0];
    for (let second = 1; second <= 120; second += 1) {
      const left = workers.map(({ most }) => most);
      let room = 50;
      // In turns, six under way in each, until all of them made theirs or were refused.
      for (let turn = 0; left.some((requests) => requests > 0); turn += 1) {
        const at = turn % count;
        const worker = workers[at];
        const asked = Math.min(6, left[at] ?? 0);
        const answered = Math.min(asked, room);
        room -= answered;
        left[at] = answered < asked ? 0 : (left[at] ?? 0) - asked;
        for (let request = 0; worker && request < asked; request += 1) {
          worker.most = worker.share.after(second * 1_000, request >= answered);
        }
        if (second > 60) {
          taken += answered;
          refused += asked - answered;
        }
      }
    }
    expect(taken / 60).toBeGreaterThan(45);
    expect(refused / 60).toBeLessThanOrEqual(count);
  },
);

test('deliveries stop long before Discord would shut the bot out, and go on ten minutes later', () => {
  const clock = storyClock();
  const budget = createInvalidRequests(clock);
  for (let count = 0; count < 5_000; count += 1) budget.note(429, 'shared');
  for (let count = 0; count < 1_999; count += 1) budget.note(count % 2 === 0 ? 403 : 401);
  budget.check();
  budget.note(200);
  budget.note(429, 'user');
  expect(() => budget.check()).toThrow(RateLimited);
  clock.advance(10 * 60_000);
  budget.check();
});
