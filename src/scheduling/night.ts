import type { Watcher } from '../core/ports/index.ts';

/**
 * Does `work` once a day, just after midnight UTC, and at the start, so that a night which the process slept through loses
 * nothing. The day is remembered in memory alone: `work` must bear being done twice.
 */
export function createNightWatcher(work: () => Promise<void>): Watcher {
  let done: string | undefined;
  return {
    name: 'night',
    tick: async (now) => {
      const day = now.toISOString().slice(0, 10);
      if (day === done) return false;
      await work();
      done = day;
      return false;
    },
  };
}
