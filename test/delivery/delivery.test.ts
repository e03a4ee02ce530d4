import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageKind, QueuedMessage } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Database, Queries } from '../../src/db/database.ts';
import { communities } from '../../src/db/schema.ts';
import { createDelivery, type Delivery } from '../../src/delivery/index.ts';
import { engines, freshDatabase } from '../support/database.ts';
import { createPeer } from '../support/peer.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const communityId = '00000000-0000-4000-8000-00000000c001';
const otherId = '00000000-0000-4000-8000-00000000c002';
const soon = { timeout: 20_000, interval: 50 };

describe.each(engines)('messages on their way out, %s', (engine) => {
  let database: Database;
  let delivery: Delivery;
  const peer = createPeer();
  const said = new Map<string, string | undefined>();
  const sentTo = new Map<string, string[]>();

  const note: MessageKind<Queries> = {
    kind: 'story.note',
    standsOn: 'place',
    build: async (row) => {
      const words = said.get(row);
      if (words === undefined) return undefined;
      return {
        what: 'message',
        to: { kind: 'channel', channelId: 'general' },
        card: card({ sections: [text(rich(words))] }),
      };
    },
    sent: async (_queries, row, { reference }) => {
      sentTo.set(row, [...(sentTo.get(row) ?? []), reference.messageId]);
    },
    notReached: async (_queries, row, why) => {
      sentTo.set(row, [why]);
    },
  };
  const counter: MessageKind<Queries> = {
    kind: 'story.count',
    standsOn: 'place',
    build: async (row) => {
      const [messageId = ''] = sentTo.get(row) ?? [];
      const reference = { communityId: 'home', channelId: 'general', messageId };
      return { what: 'edit', reference, card: card({ sections: [text(rich(said.get(row) ?? ''))] }) };
    },
  };

  const held = Promise.withResolvers<void>();
  const settling = Promise.withResolvers<void>();
  /** Keeps where it went in a row that members change as well. */
  const placed: MessageKind<Queries> = {
    ...note,
    kind: 'story.placed',
    build: async (row) => {
      await held.promise;
      return note.build(row);
    },
    sent: async (queries, row, sent) => {
      settling.resolve();
      await queries.update(communities).set({ zone: 'Europe/Lisbon' }).where(eq(communities.id, communityId));
      await note.sent?.(queries, row, sent);
    },
  };

  const ask = (words: string | undefined, kind = note.kind, row: string = randomUUID()): QueuedMessage => {
    said.set(row, words);
    return { kind, row, communityId };
  };
  const enqueue = async (...messages: QueuedMessage[]) => {
    await database.transaction(async (queries) => {
      for (const message of messages) await delivery.outbox.enqueue(queries, message);
    });
  };

  beforeAll(async () => {
    database = await freshDatabase(engine);
    const createdAt = new Date();
    await database.queries.insert(communities).values([
      { id: communityId, platform: 'playground', platformId: 'home', createdAt },
      { id: otherId, platform: 'playground', platformId: 'away', createdAt },
    ]);
    delivery = createDelivery({
      database,
      clock: systemClock,
      random: systemRandom,
      log,
      consents: createConsents({ database, clock: systemClock }),
    });
    await delivery.open();
    await delivery.work([note, counter, placed], [peer.deliveries]);
  });
  afterAll(async () => {
    await delivery?.close();
    await database?.close();
  });

  test('a message arrives once, however often it is asked for, and its feature learns where', async () => {
    const message = ask('Hello once');
    await enqueue(message, message);
    await enqueue(message);
    await expect.poll(() => sentTo.get(message.row), soon).toHaveLength(1);
    await enqueue(message);
    const after = ask('Hello after');
    await enqueue(after);
    await expect.poll(() => sentTo.get(after.row), soon).toHaveLength(1);
    expect(peer.shown().filter((each) => each.includes('Hello once'))).toHaveLength(1);
  });

  const changedAsItArrives = async () => {
    const message = ask('Just arrived', placed.kind);
    await enqueue(message);
    const before = peer.calls();
    await database.transaction(async (queries) => {
      await queries.update(communities).set({ zone: 'Europe/Madrid' }).where(eq(communities.id, communityId));
      held.resolve();
      await settling.promise;
      await delivery.outbox.refresh(queries, message);
    });
    await expect.poll(() => sentTo.get(message.row), soon).toHaveLength(2);
    expect(peer.calls() - before).toBe(2);
  };
  // The embedded database does one thing after the other: there is nobody to be held up by.
  if (engine === 'postgres')
    test('who changes what a message is about just as it arrived is not held up for good', changedAsItArrives);

  test('what is rolled back is never sent', async () => {
    const message = ask('Never said');
    const failing = database.transaction(async (queries) => {
      await delivery.outbox.enqueue(queries, message);
      throw new Error('The rest of the transaction failed');
    });
    await expect(failing).rejects.toThrow('The rest');
    const after = ask('Said after');
    await enqueue(after);
    await expect.poll(() => sentTo.get(after.row), soon).toHaveLength(1);
    expect(peer.shown().join()).not.toContain('Never said');
  });

  test('what there is nothing to say of at the moment of sending is not sent', async () => {
    const before = (await delivery.health.counts()).nothing;
    await enqueue(ask(undefined));
    await expect.poll(async () => (await delivery.health.counts()).nothing, soon).toBe(before + 1);
  });

  test('a message whose answer got lost is tried again under its key, and a peer that drops repeats shows it once', async () => {
    peer.forecast('late');
    const message = ask('Lost answer');
    await enqueue(message);
    await expect.poll(() => sentTo.get(message.row), soon).toHaveLength(1);
    expect(peer.shown().filter((each) => each.includes('Lost answer'))).toHaveLength(1);
  });

  test('a platform that asks to wait is waited for', async () => {
    peer.forecast('busy');
    const message = ask('After the rush');
    await enqueue(message);
    await expect.poll(() => sentTo.get(message.row), soon).toHaveLength(1);
    expect(peer.shown().join()).toContain('After the rush');
  });

  test('who cannot be reached is not tried again by itself; a moderator sees it and can send it again', async () => {
    peer.forecast('closed');
    const message = ask('To closed doors');
    await enqueue(message);
    await expect.poll(() => sentTo.get(message.row), soon).toEqual(['closed']);
    await expect.poll(() => delivery.health.undelivered(communityId), soon).toHaveLength(1);
    const [problem] = await delivery.health.undelivered(communityId);
    expect(problem).toMatchObject({ kind: note.kind, state: 'unreachable', reason: 'closed' });
    expect(await delivery.health.undelivered(otherId)).toEqual([]);
    expect(await delivery.health.sendAgain(otherId, problem?.id ?? '')).toBe(false);
    expect(await delivery.health.sendAgain(communityId, problem?.id ?? '')).toBe(true);
    expect(await delivery.health.sendAgain(communityId, problem?.id ?? '')).toBe(false);
    await expect.poll(() => peer.shown().join(), soon).toContain('To closed doors');
    await expect.poll(() => delivery.health.undelivered(communityId), soon).toEqual([]);
  });

  test('an edit can be asked for again and again, and the last one stands', async () => {
    const message = ask('0 have checked in');
    await enqueue(message);
    await expect.poll(() => sentTo.get(message.row), soon).toHaveLength(1);
    const edit = { ...message, kind: counter.kind };
    for (let count = 1; count <= 5; count += 1) {
      said.set(message.row, `${count} have checked in`);
      await database.transaction((queries) => delivery.outbox.refresh(queries, edit));
    }
    await expect.poll(() => peer.shown().join(), soon).toContain('5 have checked in');
    await expect.poll(async () => (await delivery.health.counts()).waiting, soon).toBe(0);
    expect(peer.shown().join()).toContain('5 have checked in');
  });
});
