import { schedule } from 'node-cron';
import type { Clock, Log, Watcher } from '../core/ports/index.ts';

/** Looks for what is due, once a minute and whenever it is asked to. It remembers nothing: what is due stands in the database. */
export interface Ticker {
  /** Looks now; resolves when everything that is due at this moment has been done. Never rejects. */
  tick(): Promise<void>;
  start(): void;
  /** Waits for a tick that is running. Safe to call twice, and without `start`. */
  stop(): Promise<void>;
}

export function createTicker(parts: { clock: Clock; log: Log; watchers: readonly Watcher[] }): Ticker {
  const { clock, log, watchers } = parts;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let stopCron = () => {};

  const look = async (watcher: Watcher) => {
    try {
      while (!isStopped && (await watcher.tick(clock.now()))) {
        // What is bounded a time is bounded so that others come in between, not so that the rest waits a minute.
      }
    } catch (error) {
      const place = error instanceof Error ? error.stack?.split('\n').find((line) => /^\s+at /.test(line)) : undefined;
      const name = error instanceof Error ? error.name : typeof error;
      log.error({ watcher: watcher.name, error: name, place: place?.trim() }, 'What is due could not be done');
    }
  };

  const tick = (): Promise<void> => {
    // One after the other: a second tick may come because time was moved while the first one looked.
    running = running.then(async () => {
      for (const watcher of watchers) await look(watcher);
    });
    return running;
  };

  return {
    tick,
    start: () => {
      // In UTC and every minute: around clock changes node-cron skips and repeats, which no member's time may depend on.
      const task = schedule('* * * * *', () => tick(), { timezone: 'UTC', noOverlap: true, name: 'tick' });
      stopCron = () => void task.destroy();
    },
    stop: async () => {
      isStopped = true;
      stopCron();
      stopCron = () => {};
      await running;
    },
  };
}
