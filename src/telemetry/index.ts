import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log, Telemetry } from '../core/ports/index.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export type { Metrics, Sources } from './metrics.ts';

/** What an operator sees of the running bot: metrics, and one id through everything that follows from one deed. */
export interface RunningTelemetry extends Telemetry {
  readonly metrics: Metrics;
  /** What every log line carries besides its own facts. */
  facts(): object;
  /** Writes a line for each interaction from now on. */
  logTo(log: Log): void;
}

export function createTelemetry(): RunningTelemetry {
  const ids = new AsyncLocalStorage<string>();
  const metrics = createMetrics();
  let log: Log | undefined;
  return {
    ...metrics.counts,
    metrics,
    within: (id, work) => ids.run(id, work),
    current: () => ids.getStore(),
    facts: () => {
      const trace = ids.getStore();
      return trace === undefined ? {} : { trace };
    },
    logTo: (to) => {
      log = to;
    },
    answered: (deed) => {
      metrics.counts.answered(deed);
      log?.info({ ...deed, ms: Math.round(deed.ms) }, 'Answered');
    },
    delivered: (platform, kind, result) => {
      metrics.counts.delivered(platform, kind, result);
      log?.info({ platform, kind, result }, 'Delivered');
    },
  };
}
