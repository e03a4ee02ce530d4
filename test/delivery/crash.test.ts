import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Database } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { communities } from '../../src/db/schema.ts';
import { createDelivery, type Delivery } from '../../src/delivery/index.ts';
import { freshServerDatabase } from '../support/database.ts';
import { childFlags } from '../support/process.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const communityId = '00000000-0000-4000-8000-00000000c001';
const recovered = { timeout: 60_000, interval: 200 };

/** A platform over HTTP: it keeps each key once, counts how often it came, and can leave a request without an answer. */
const keys = new Map<string, number>();
let isSilent = false;
const peer = createServer(async (request, response) => {
  let key = '';
  for await (const chunk of request) key += String(chunk);
  keys.set(key, (keys.get(key) ?? 0) + 1);
  if (!isSilent) response.end();
});

let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let database: Database;
let producer: Delivery;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  peer.listen(0, '127.0.0.1');
  await once(peer, 'listening');
  home = await freshServerDatabase();
  database = await openServer({ url: home.url, poolSize: 5, onIdleError: () => undefined });
  const createdAt = new Date();
  await database.queries
    .insert(communities)
    .values({ id: communityId, platform: 'playground', platformId: 'home', createdAt });
  producer = createDelivery({
    database,
    clock: systemClock,
    random: systemRandom,
    log,
    consents: createConsents({ database, clock: systemClock }),
  });
  await producer.open();
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await producer?.close();
  await database?.close();
  await home?.drop();
  peer.closeAllConnections();
  peer.close();
});

async function startWorker(): Promise<ChildProcess> {
  const { port } = peer.address() as AddressInfo;
  const file = join(import.meta.dirname, 'worker.child.ts');
  const worker = spawn(process.execPath, [...childFlags, file, home.url, `http://127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  workers.push(worker);
  if (worker.stdout) await once(worker.stdout, 'data');
  return worker;
}

const ask = (count: number) =>
  database.transaction(async (queries) => {
    for (let index = 0; index < count; index += 1) {
      await producer.outbox.enqueue(queries, { kind: 'story.note', row: systemRandom.uuid(), communityId });
    }
  });

test('a worker killed between sending and recording leaves its message to the next, under the same key', async () => {
  isSilent = true;
  const first = await startWorker();
  await ask(1);
  await expect.poll(() => keys.size, recovered).toBe(1);
  first.kill('SIGKILL');
  await once(first, 'exit');
  isSilent = false;
  await startWorker();
  await expect.poll(async () => (await producer.health.counts()).sent, recovered).toBe(1);
  expect([...keys.values()]).toEqual([2]);
}, 120_000);
