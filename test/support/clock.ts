import type { Clock } from '../../src/core/ports/index.ts';

/** A clock that stands still until a story moves it. */
export interface StoryClock extends Clock {
  set(instant: string): void;
  advance(milliseconds: number): void;
}

export function storyClock(start = '2026-11-02T09:00:00Z'): StoryClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant).getTime();
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
