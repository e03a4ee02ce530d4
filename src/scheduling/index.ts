import { schedule } from 'node-cron';
import { placesOf } from '../core/errors/index.ts';
import { type Clock, type Log, silent, type Telemetry, type Watcher } from '../core/ports/index.ts';
import { uptimeMs } from '../core/time/index.ts';

/** Looks for what is due, once a minute and whenever it is asked to. It remembers nothing: what is due stands in the database. */
export interface Ticker {
  /** Looks now; resolves when everything that is due at this moment has been done. Never rejects. */
  tick(): Promise<void>;
  start(): void;
  /** Waits for a tick that is running. Safe to call twice, and without `start`. */
  stop(): Promise<void>;
  /** By watcher: how long the oldest thing that is due has been waiting, in seconds. */
  lag(): Promise<Readonly<Record<string, number>>>;
}

export function createTicker(parts: {
  clock: Clock;
  log: Log;
  watchers: readonly Watcher[];
  telemetry?: Telemetry;
}): Ticker {
  const { clock, log, watchers, telemetry = silent } = parts;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let stopCron = () => {};

  const look = async (watcher: Watcher) => {
    const startedMs = uptimeMs();
    let hasFailed = false;
    try {
      while (!isStopped && (await watcher.tick(clock.now()))) {
        // What is bounded a time is bounded so that others come in between, not so that the rest waits a minute.
      }
    } catch (error) {
      hasFailed = true;
      const [place] = error instanceof Error ? placesOf(error) : [];
      const name = error instanceof Error ? error.name : typeof error;
      log.error({ watcher: watcher.name, error: name, place }, 'What is due could not be done');
    }
    telemetry.looked(watcher.name, uptimeMs() - startedMs, hasFailed);
  };

  const tick = (): Promise<void> => {
    // One after the other: a second tick may come because time was moved while the first one looked.
    running = running.then(async () => {
      const id = `tick ${clock.now().toISOString()}`;
      for (const watcher of watchers) await telemetry.within(`${id} ${watcher.name}`, () => look(watcher));
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
    lag: async () => {
      const lags: Record<string, number> = {};
      const now = clock.now();
      for (const { name, oldestDue } of watchers) {
        if (!oldestDue) continue;
        const since = await oldestDue(now);
        lags[name] = since ? (now.getTime() - since.getTime()) / 1000 : 0;
      }
      return lags;
    },
  };
}
