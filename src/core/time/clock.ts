import type { Clock } from '../ports/index.ts';

/** The wall clock of this machine: the one place that reads it. */
export const systemClock: Clock = { now: () => new Date() };

/** How long this process has been running, in milliseconds, its own start-up included. */
export function uptimeMs(): number {
  return performance.now();
}
