import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import type { Log, MessageKind } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich, words } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Database, Queries } from '../../src/db/database.ts';
import { communities } from '../../src/db/schema.ts';
import { createDelivery, type Delivery } from '../../src/delivery/index.ts';
import { checkinSchedules } from '../../src/features/checkins/schema.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { rememberingLog } from '../support/log.ts';
import { createPeer } from '../support/peer.ts';

const communityId = '00000000-0000-4000-8000-00000000c001';
const soon = { timeout: 20_000, interval: 50 };
const telemetry = createTelemetry();
const lines = rememberingLog();
/** As the running bot's log: what every line carries is read when it is written. */
const told =
  (keep: Log['info']): Log['info'] =>
  (facts, message) =>
    keep({ ...telemetry.facts(), ...facts }, message);
const log = { info: told(lines.info), warn: told(lines.warn), error: told(lines.error) };

let database: Database;
let delivery: Delivery;
const peer = createPeer();
const note: MessageKind<Queries> = {
  kind: 'story.note',
  standsOn: 'place',
  build: async () => ({
    what: 'message',
    to: { kind: 'channel', channelId: 'general' },
    card: card({ sections: [text(rich('Hello'))] }),
  }),
};

beforeAll(async () => {
  database = await freshDatabase();
  telemetry.logTo(log);
  await database.queries
    .insert(communities)
    .values({ id: communityId, platform: 'playground', platformId: 'home', createdAt: systemClock.now() });
  delivery = createDelivery({
    database,
    clock: systemClock,
    random: systemRandom,
    log,
    consents: createConsents({ database, clock: systemClock }),
    telemetry,
  });
  await delivery.open();
  await delivery.work([note], [peer.deliveries]);
});
afterAll(async () => {
  await delivery?.close();
  await database?.close();
});

test('one id leads from a deed to the delivery that follows from it, also after failures', async () => {
  peer.forecast('busy', 'down', 'fair');
  const message = { kind: note.kind, row: randomUUID(), communityId };
  await telemetry.within('deed-1', () => database.transaction((queries) => delivery.outbox.enqueue(queries, message)));
  await expect.poll(() => peer.shown(), soon).toHaveLength(1);
  const ofDeed = () => lines.said.filter(({ facts }) => facts.trace === 'deed-1');
  await expect
    .poll(() => ofDeed().flatMap(({ facts }) => facts.result ?? []), soon)
    .toEqual(['rate-limited', 'again', 'sent']);
  const seen = await telemetry.metrics.text();
  expect(seen).toContain('rebound_deliveries_total{platform="playground",kind="story.note",result="sent"} 1');
  expect(seen).toContain('rebound_rate_limit_seconds_count{platform="playground"} 1');
});

test('every interaction is counted by its name and outcome; one said in distress looks like any other', async () => {
  const secretKey = new Uint8Array(32).fill(7);
  const { dispatcher } = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log, telemetry });
  const actor = {
    platform: 'playground',
    communityId: 'home',
    userId: 'ana',
    displayName: words('Ana'),
    isModerator: false,
    locale: 'en',
  } as const;
  const abilities = { inlineErrors: true, formAfterForm: true };
  const types = (line: string) =>
    dispatcher.dispatch({ kind: 'line', id: randomUUID(), actor, place: { kind: 'direct' }, line }, abilities);
  await types('/rejected stage:final');
  await types('/reflect I want to kill myself');
  await types('/nonsense');
  const seen = await telemetry.metrics.text();
  for (const command of ['rejected', 'reflect', 'unknown']) {
    expect(seen).toContain(`rebound_interactions_total{platform="playground",command="${command}",outcome="card"} 1`);
  }
  const answered = lines.said.filter(({ message }) => message === 'Answered');
  expect(answered.map(({ facts }) => facts.what)).toEqual(['rejected', 'reflect', 'unknown']);
  expect(JSON.stringify(answered)).not.toContain('kill');
});

test('whatever waits for its time tells how long it has been due', async () => {
  const clock = storyClock();
  const bot = composeBot({ database, secretKey: new Uint8Array(32), clock, random: systemRandom, log });
  await database.queries.insert(checkinSchedules).values({
    id: randomUUID(),
    communityId,
    version: 1,
    state: 'live',
    channelId: 'general',
    weekdays: [1],
    time: '09:00',
    zone: 'UTC',
    openHours: 24,
    sharing: 'choice',
    except: [],
    nextDate: '2026-11-02',
    nextAt: new Date(clock.now().getTime() - 90_000),
    createdAt: clock.now(),
  });
  expect(await bot.backlog.lag()).toEqual({
    'checkins.open': 90,
    'checkins.close': 0,
    'checkins.nudge': 0,
    'pairings.ask': 0,
    'pairings.round': 0,
    'pairings.step': 0,
    'pairings.need': 0,
    'reminders.due': 0,
    'announcements.due': 0,
    'partners.round': 0,
  });
});

test('the backlog is looked up when it is asked for, and a database that is away takes only its own numbers along', async () => {
  telemetry.looked('checkins.open', 20, false);
  const depth = { ready: 3, active: 1, deferred: 0 };
  telemetry.metrics.follow({
    dueLag: async () => ({ 'checkins.open': 90 }),
    queueDepth: async () => ({ 'outbox-discord': depth }),
    pool: () => ({ open: 4, idle: 1, waiting: 2 }),
    platforms: () => ({ discord: true, slack: false }),
  });
  const seen = await telemetry.metrics.text();
  expect(seen).toContain('rebound_due_lag_seconds{watcher="checkins.open"} 90');
  expect(seen).toContain('rebound_queue_messages{queue="outbox-discord",state="ready"} 3');
  expect(seen).toContain('rebound_database_connections{state="waiting"} 2');
  expect(seen).toContain('rebound_platform_connected{platform="slack"} 0');
  telemetry.metrics.follow({
    dueLag: () => Promise.reject(new Error('away')),
    // As where every connection is taken: Prometheus would give up on the process before it was told so.
    queueDepth: () => new Promise(() => undefined),
    pool: () => ({ open: 8, idle: 0, waiting: 12 }),
    platforms: () => ({}),
  });
  const away = await telemetry.metrics.text();
  expect(away).not.toMatch(/^rebound_(due_lag_seconds|queue_messages)\{/m);
  expect(away).toContain('rebound_database_connections{state="waiting"} 12');
  expect(away).toContain('rebound_look_seconds_count{watcher="checkins.open",failed="false"} 1');
});
