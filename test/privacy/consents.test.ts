import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import type { Consent, Consents, MessageKind, Outgoing } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, limits, text } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Database, Queries } from '../../src/db/database.ts';
import { noDatabase } from '../../src/db/no-database.ts';
import { communities, members } from '../../src/db/schema.ts';
import { createDelivery, type Delivery } from '../../src/delivery/index.ts';
import { freshDatabase } from '../support/database.ts';
import { createPeer, type Peer } from '../support/peer.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const secretKey = new Uint8Array(32).fill(7);
const soon = { timeout: 20_000, interval: 30 };
const communityId = '00000000-0000-4000-8000-00000000c001';
const elsewhereId = '00000000-0000-4000-8000-00000000c002';
const [ana, bo, anaElsewhere] = [randomUUID(), randomUUID(), randomUUID()];

const registered = composeBot({
  database: noDatabase,
  secretKey,
  clock: systemClock,
  random: systemRandom,
  log,
}).messages;
const consentsIn = [...new Set(registered.flatMap(({ standsOn }) => (standsOn === 'place' ? [] : [standsOn])))];

describe('every kind of message that the bot sends', () => {
  let database: Database;
  let consents: Consents<Queries>;
  let delivery: Delivery;
  let peer: Peer;
  /** What the next message turns out to be, whatever its kind. */
  let next: Outgoing;
  const refused: string[] = [];

  const said = card({ sections: [text(rich('A note'))] });
  const toAna: Outgoing = { what: 'message', to: { kind: 'direct', userId: 'u-ana' }, card: said };
  const toBoth: Outgoing = {
    what: 'group',
    channelId: 'general',
    title: 'You two',
    opening: said,
    memberIds: ['u-ana', 'u-bo'],
  };

  beforeAll(async () => {
    database = await freshDatabase();
    consents = createConsents({ database, clock: systemClock });
    peer = createPeer();
    const createdAt = new Date();
    await database.queries.insert(communities).values([
      { id: communityId, platform: 'playground', platformId: 'home', createdAt },
      { id: elsewhereId, platform: 'playground', platformId: 'away', createdAt },
    ]);
    await database.queries.insert(members).values([
      { id: ana, communityId, platformUserId: 'u-ana', createdAt },
      { id: bo, communityId, platformUserId: 'u-bo', createdAt },
      { id: anaElsewhere, communityId: elsewhereId, platformUserId: 'u-ana', createdAt },
    ]);
    delivery = createDelivery({ database, clock: systemClock, random: systemRandom, log, consents });
    await delivery.open();
    const kinds = registered.map(
      ({ kind, standsOn }): MessageKind<Queries> => ({
        kind,
        standsOn,
        build: async () => next,
        notReached: async (_queries, _row, why) => void refused.push(why),
      }),
    );
    await delivery.work(kinds, [peer.deliveries]);
  });
  afterAll(async () => {
    await delivery?.close();
    await database?.close();
  });

  /** Whether a message of this kind reaches anybody. */
  const isSent = async (kind: string, outgoing: Outgoing): Promise<boolean> => {
    next = outgoing;
    const before = peer.calls();
    await database.transaction((tx) => delivery.outbox.enqueue(tx, { kind, row: randomUUID(), communityId }));
    await expect.poll(async () => (await delivery.health.counts()).waiting, soon).toBe(0);
    return peer.calls() > before;
  };
  beforeEach(() => {
    refused.length = 0;
  });
  const give = (memberId: string, consent: Consent) => consents.give(database.queries, memberId, consent);
  const revoke = (memberId: string, consent: Consent) => consents.revoke(database.queries, memberId, consent);

  test.each(registered.map(({ kind, standsOn }) => ({ kind, standsOn })))(
    '$kind reaches nobody in private who did not ask for it',
    async ({ kind, standsOn }) => {
      expect(await isSent(kind, toAna)).toBe(false);
      expect(await isSent(kind, toBoth)).toBe(false);
      expect(refused).toEqual(['unasked', 'unasked']);
      if (standsOn === 'place') return;
      // Another's consent, one for something else and the same person's in another community count for nothing.
      await give(bo, standsOn);
      await give(anaElsewhere, standsOn);
      await give(ana, { ...standsOn, name: 'something-else' });
      expect(await isSent(kind, toAna)).toBe(false);
      expect(await isSent(kind, toBoth)).toBe(false);
      await give(ana, standsOn);
      expect(await isSent(kind, toAna)).toBe(true);
      expect(await isSent(kind, toBoth)).toBe(true);
      await revoke(ana, standsOn);
      expect(await isSent(kind, toAna)).toBe(false);
      expect(await isSent(kind, toBoth)).toBe(false);
    },
  );
});

test('consents have names that a button can carry, and texts that fit on one', () => {
  expect(consentsIn.length).toBeGreaterThan(0);
  expect(new Set(consentsIn.map(({ name }) => name)).size).toBe(consentsIn.length);
  for (const { name, describe } of consentsIn) {
    expect(name).toMatch(/^[a-z][a-z-]{0,59}$/);
    expect(describe('en').length).toBeLessThanOrEqual(60);
    expect(describe('en')).not.toMatch(/\.$/);
  }
  expect(limits.card.rows * 5).toBeGreaterThan(consentsIn.length + 2);
});
