import { performance } from 'node:perf_hooks';
import { PgBoss } from 'pg-boss';
import type { Deliveries, MessageKind } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Queries } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { communities } from '../../src/db/schema.ts';
import { createDelivery } from '../../src/delivery/index.ts';
import { failingLog } from '../support/log.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { note, printRows } from './rows.ts';

// How fast one worker carries out what waits, on a platform that answers at once, against pg-boss alone with jobs that do nothing:
// the least that this queue can cost.

const waiting = 2_000;
const hands = 6;
const communityId = '00000000-0000-4000-8000-00000000c001';

/** Tells when all of them came. */
function countdown() {
  let left = waiting;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const one = () => {
    left -= 1;
    if (left === 0) resolve();
  };
  return { one, over };
}

/** Messages a second. */
async function ours(url: string): Promise<number> {
  const database = await openServer({ url, poolSize: 8, onIdleError: () => undefined });
  const community = { id: communityId, platform: 'playground', platformId: 'home', createdAt: new Date() } as const;
  await database.queries.insert(communities).values(community).onConflictDoNothing();
  const consents = createConsents({ database, clock: systemClock });
  const log = failingLog();
  const delivery = createDelivery({ database, clock: systemClock, random: systemRandom, log, consents });
  await delivery.open();
  await database.transaction(async (queries) => {
    for (let at = 0; at < waiting; at += 1)
      await delivery.outbox.enqueue(queries, { kind: 'bench.note', row: systemRandom.uuid(), communityId });
  });
  const { one, over } = countdown();
  const shown = card({ sections: [text(rich('Hello'))] });
  const kind: MessageKind<Queries> = {
    kind: 'bench.note',
    standsOn: 'place',
    build: async () => ({ what: 'message', to: { kind: 'channel', channelId: 'general' }, card: shown }),
    sent: async () => one(),
  };
  const never = async () => {
    throw new Error('Only messages are sent here');
  };
  const platform: Deliveries = {
    platform: 'playground',
    send: async ({ key }) => ({ communityId, channelId: 'general', messageId: key }),
    edit: never,
    openThread: never,
    openGroup: never,
    isMember: async () => true,
  };
  const startedMs = performance.now();
  await delivery.work([kind], [platform]);
  await over;
  const tookMs = performance.now() - startedMs;
  log.check();
  await delivery.close();
  await database.close();
  return (waiting / tookMs) * 1_000;
}

/** Jobs a second, by as many hands that look again at once, as ours do. */
async function alone(url: string): Promise<number> {
  const boss = new PgBoss({ connectionString: url, max: 4, schedule: false });
  await boss.start();
  await boss.createQueue('bench');
  for (let at = 0; at < waiting; at += 1) await boss.send('bench', { id: systemRandom.uuid() });
  const { one, over } = countdown();
  const startedMs = performance.now();
  for (let hand = 0; hand < hands; hand += 1) {
    const worker: string = await boss.work('bench', { pollingIntervalSeconds: 0.5 }, async () => {
      one();
      boss.notifyWorker(worker);
    });
  }
  await over;
  const tookMs = performance.now() - startedMs;
  await boss.stop({ graceful: false });
  return (waiting / tookMs) * 1_000;
}

const postgres = await startPostgres();
try {
  const rates: Record<'ours' | 'alone', number[]> = { ours: [], alone: [] };
  for (let turn = 0; turn < 3; turn += 1) {
    for (const [name, measure] of Object.entries({ ours, alone }) as ['ours' | 'alone', typeof ours][]) {
      await administer(postgres.url, `create database ${name}_${turn}`);
      rates[name].push(await measure(databaseUrl(postgres.url, `${name}_${turn}`)));
    }
  }
  const [most, mostAlone] = [Math.max(...rates.ours), Math.max(...rates.alone)];
  note("messages carried out by one worker, times pg-boss's jobs that do nothing", (most / mostAlone).toFixed(2));
  note('the same, messages a second', most.toFixed(0));
} finally {
  await postgres.stop();
}
if (import.meta.main) printRows();
