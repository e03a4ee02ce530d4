import type { Clock } from '../ports/index.ts';

/** The wall clock of this machine: the one place that reads it. */
export const systemClock: Clock = { now: () => new Date() };
