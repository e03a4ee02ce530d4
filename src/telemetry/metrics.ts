import { setTimeout as pause } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from '../core/ports/index.ts';

/** What is looked up when somebody asks for the metrics. What rejects, or does not answer soon, is left out. */
export interface Sources {
  /** By watcher: how long the oldest thing that is due has been waiting, in seconds, 0 where nothing is. */
  dueLag(): Promise<Readonly<Record<string, number>>>;
  /** By queue: how many messages could be sent now, are being sent, and wait for their time. */
  queueDepth(): Promise<Readonly<Record<string, { ready: number; active: number; deferred: number }>>>;
  /** Connections of the pool; undefined on the embedded database. */
  pool(): { readonly open: number; readonly idle: number; readonly waiting: number } | undefined;
  /** By platform that the process listens to, whether it reaches the bot. */
  platforms(): Readonly<Record<string, boolean>>;
}

export interface Metrics {
  readonly counts: Pick<Telemetry, 'answered' | 'responded' | 'delivered' | 'paused' | 'looked'>;
  /** Looks these up from now on. */
  follow(sources: Sources): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

// Both platforms wait 3 s for a first response; the steps are close where that is decided.
const responseBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5];
const pauseBuckets = [0.5, 1, 2, 5, 15, 60, 300];
const lookBuckets = [0.01, 0.05, 0.25, 1, 5, 15, 60];

export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const interactions = new Counter({
    name: 'rebound_interactions_total',
    help: 'Interactions, by what was asked and what was answered',
    labelNames: ['platform', 'command', 'outcome'],
    registers,
  });
  const responses = new Histogram({
    name: 'rebound_response_seconds',
    help: 'From an interaction coming in to the first that its member sees of an answer',
    labelNames: ['platform'],
    buckets: responseBuckets,
    registers,
  });
  const deliveries = new Counter({
    name: 'rebound_deliveries_total',
    help: 'Tries to deliver a message, by what became of it',
    labelNames: ['platform', 'kind', 'result'],
    registers,
  });
  const pauses = new Histogram({
    name: 'rebound_rate_limit_seconds',
    help: 'Pauses of deliveries that a platform asked for, or that keep within what it allows',
    labelNames: ['platform'],
    buckets: pauseBuckets,
    registers,
  });
  const looks = new Histogram({
    name: 'rebound_look_seconds',
    help: 'How long looking for what is due took',
    labelNames: ['watcher', 'failed'],
    buckets: lookBuckets,
    registers,
  });
  let sources: Sources | undefined;
  followed(registers, () => sources);

  return {
    counts: {
      answered: ({ platform, what, outcome }) => interactions.inc({ platform, command: what, outcome }),
      responded: (platform, ms) => responses.observe({ platform }, ms / 1000),
      delivered: (platform, kind, result) => deliveries.inc({ platform, kind, result }),
      paused: (platform, ms) => pauses.observe({ platform }, ms / 1000),
      looked: (watcher, ms, hasFailed) => looks.observe({ watcher, failed: String(hasFailed) }, ms / 1000),
    },
    follow: (given) => {
      sources = given;
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** What is looked up anew each time somebody asks. */
function followed(registers: Registry[], sources: () => Sources | undefined): void {
  new Gauge({
    name: 'rebound_due_lag_seconds',
    help: 'How long the oldest thing that is due has been waiting',
    labelNames: ['watcher'],
    registers,
    async collect() {
      this.reset();
      const lags = await soon(sources()?.dueLag());
      for (const [watcher, seconds] of Object.entries(lags ?? {})) this.set({ watcher }, seconds);
    },
  });
  new Gauge({
    name: 'rebound_queue_messages',
    help: 'Messages in the queue',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset();
      const depths = await soon(sources()?.queueDepth());
      for (const [queue, depth] of Object.entries(depths ?? {})) {
        for (const [state, count] of Object.entries(depth)) this.set({ queue, state }, count);
      }
    },
  });
  new Gauge({
    name: 'rebound_database_connections',
    help: 'Connections of this process to the database; waiting: deeds that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      this.reset();
      for (const [state, count] of Object.entries(sources()?.pool() ?? {})) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'rebound_platform_connected',
    help: 'Whether a platform that this process listens to reaches it, 1 or 0',
    labelNames: ['platform'],
    registers,
    collect() {
      this.reset();
      for (const [platform, isReached] of Object.entries(sources()?.platforms() ?? {})) {
        this.set({ platform }, isReached ? 1 : 0);
      }
    },
  });
}

// Prometheus gives up on a process after ten seconds, and with it on all that this one still knows.
const patienceMs = 2_000;

function soon<Value>(value: Promise<Value> | undefined): Promise<Value | undefined> {
  return Promise.race([value, pause(patienceMs, undefined, { ref: false })]).catch(() => undefined);
}
