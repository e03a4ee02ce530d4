import { sql } from 'drizzle-orm';
import { type DrizzleTransactionLike, fromDrizzle, fromPglite, type Job, PgBoss } from 'pg-boss';
import { type PlatformName, platformNames } from '../core/interactions/index.ts';
import type { Log } from '../core/ports/index.ts';
import type { Database, Queries } from '../db/database.ts';
import { silence } from '../db/silence.ts';

const queueOf = (platform: PlatformName) => `outbox-${platform}`;
const deadQueue = 'outbox-dead';

/** What lies in the queue: which message, and nothing of it. */
interface Ticket {
  readonly id: string;
}

// Tried for some two hours: longer than a platform's usual outage, shorter than what a reminder is good for.
const retries = { retryLimit: 16, retryDelay: 2, retryDelayMax: 15 * 60, retryBackoff: true };
// A process that dies without a word is noticed by its silence, within the time of both lines together; pg-boss's own default
// would leave its messages for a quarter of an hour. What is slow but alive may take `expireInSeconds`.
const alive = { heartbeatSeconds: 10, expireInSeconds: 120 };
const lookAfterSeconds = 3;

const concurrency = { postgres: 6, embedded: 1 };
// The longest that a request to a platform may take; what is left even then is handed back to the queue.
const stopWithinMs = 15_000;

/** The queue of messages: pg-boss on either engine, one queue a platform, so that each process works only what it can reach. */
export interface Queue {
  open(): Promise<void>;
  /** Puts a message in line within `queries`. Only after `open`. */
  send(queries: Queries, platform: PlatformName, id: string, delaySeconds?: number): Promise<void>;
  /** Calls `handle` for each message of a platform; where it rejects, the message is tried again later. */
  work(platform: PlatformName, handle: (id: string) => Promise<void>): Promise<void>;
  /** Calls `handle` for each message that was tried too often. */
  bury(handle: (id: string) => Promise<void>): Promise<void>;
  /** How much lies in each queue, as of some seconds ago. */
  depths(): Promise<Readonly<Record<string, { ready: number; active: number; deferred: number }>>>;
  /** Lets what is being sent finish, for some seconds. Safe to call twice, and without `open`. */
  close(): Promise<void>;
}

export function createQueue(database: Database, log: Log): Queue {
  let boss: PgBoss | undefined;
  const opened = () => {
    if (!boss) throw new Error('The queue is not open; nothing was put in line');
    return boss;
  };

  /** A worker of pg-boss's rests after each job until it is told of another or its time to look comes; ours looks again at once. */
  const startWorker = async (platform: PlatformName, handle: (id: string) => Promise<void>) => {
    // A message is told of at once; looking is for those that wait for their time.
    const options = { groupConcurrency: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 };
    let worker: string | undefined;
    worker = await opened().work<Ticket>(queueOf(platform), options, async (jobs) => {
      try {
        await each(jobs, handle);
      } finally {
        if (worker !== undefined) boss?.notifyWorker(worker);
      }
    });
  };

  return {
    open: async () => {
      const starting = createBoss(database);
      starting.on('error', (error) => log.warn({ error: error.name }, 'The queue had a fault'));
      await starting.start();
      await starting.createQueue(deadQueue, { ...retries, ...alive, notify: true });
      for (const platform of platformNames) {
        const name = queueOf(platform);
        await starting.createQueue(name, { ...retries, ...alive, deadLetter: deadQueue, notify: true });
        // Asked once while no transaction is open, so that the queue's settings are known: looking them up on the embedded
        // engine's one connection from within a transaction would wait for that transaction forever.
        await starting.findJobs(name, { id: '00000000-0000-4000-8000-000000000000' });
      }
      // A deed of a member puts messages in line, too.
      await database.admitWithin('pgboss');
      boss = starting;
    },
    send: async (queries, platform, id, delaySeconds = 0) => {
      // Drizzle's type for what either engine answers says nothing of its shape; both answer `rows`.
      const db = fromDrizzle(queries as unknown as DrizzleTransactionLike, sql);
      const ticket: Ticket = { id };
      // One at a time of the same message: of two edits, the later one must win.
      await opened().send(queueOf(platform), ticket, { db, group: { id }, startAfter: delaySeconds });
    },
    work: async (platform, handle) => {
      for (let worker = 0; worker < concurrency[database.engine]; worker += 1) await startWorker(platform, handle);
    },
    bury: async (handle) => {
      await opened().work<Ticket>(deadQueue, { pollingIntervalSeconds: 5 }, async (jobs) => each(jobs, handle));
    },
    depths: async () => {
      const depths: Record<string, { ready: number; active: number; deferred: number }> = {};
      for (const name of [deadQueue, ...platformNames.map(queueOf)]) {
        const queue = await opened().getQueue(name);
        const { readyCount: ready = 0, activeCount: active = 0, deferredCount: deferred = 0 } = queue ?? {};
        depths[name] = { ready, active, deferred };
      }
      return depths;
    },
    close: async () => {
      await boss?.stop({ graceful: true, timeout: stopWithinMs });
      boss = undefined;
    },
  };
}

async function each(jobs: readonly Job<Ticket>[], handle: (id: string) => Promise<void>): Promise<void> {
  for (const job of jobs) await handle(job.data.id);
}

function createBoss({ source }: Database): PgBoss {
  const common = {
    schedule: false,
    supervise: true,
    superviseIntervalSeconds: lookAfterSeconds,
    monitorIntervalSeconds: lookAfterSeconds,
    useListenNotify: true,
  };
  if (source.kind === 'server') return new PgBoss({ ...common, ...silence, connectionString: source.url, max: 4 });
  return new PgBoss({ ...common, backend: 'pglite', db: fromPglite(source.client) });
}
