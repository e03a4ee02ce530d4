import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { createTelemetry } from '../../src/telemetry/index.ts';
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
  expect(seen).toContain('rebound_response_seconds_count{platform="playground"} 3');
  const answered = lines.said.filter(({ message }) => message === 'Answered');
  expect(answered.map(({ facts }) => facts.what)).toEqual(['rejected', 'reflect', 'unknown']);
  expect(JSON.stringify(answered)).not.toContain('kill');
});

test('the backlog is looked up when it is asked for, and a database that is away takes only its own numbers along', async () => {
  const depth = { ready: 3, active: 1, deferred: 0 };
  telemetry.metrics.follow({
    dueLag: async () => ({ 'checkins.open': 90 }),
    queueDepth: async () => ({ 'outbox-discord': depth }),
    pool: () => ({ open: 4, idle: 1, waiting: 2 }),
  });
  const seen = await telemetry.metrics.text();
  expect(seen).toContain('rebound_due_lag_seconds{watcher="checkins.open"} 90');
  expect(seen).toContain('rebound_queue_messages{queue="outbox-discord",state="ready"} 3');
  expect(seen).toContain('rebound_database_connections{state="waiting"} 2');
  telemetry.metrics.follow({
    dueLag: () => Promise.reject(new Error('away')),
    queueDepth: () => Promise.reject(new Error('away')),
    pool: () => undefined,
  });
  const away = await telemetry.metrics.text();
  expect(away).not.toContain('rebound_due_lag_seconds{');
  expect(away).toContain('rebound_interactions_total{');
});

test('the dashboard and the alerts ask for metrics that there are', async () => {
  const root = join(import.meta.dirname, '../..');
  const pages = ['docs/grafana-dashboard.json', 'docs/operators.md'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const asked = new Set(
    pages.flatMap((page) =>
      [...page.matchAll(/\b(rebound_[a-z_]+?)(_bucket|_sum|_count)?\b(?!")/g)].map(([, name]) => name ?? ''),
    ),
  );
  expect(asked.size).toBeGreaterThan(6);
  const seen = await telemetry.metrics.text();
  expect([...asked].filter((name) => !seen.includes(`# TYPE ${name} `))).toEqual([]);
});
