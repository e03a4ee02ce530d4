import { SetupError } from '../core/errors/index.ts';
import type { Log } from '../core/ports/index.ts';
import type { Platform } from './platforms.ts';

/** The platforms that a process listens to. */
export interface Listening {
  /** Begins with all at once, since one that does not answer must not keep the others waiting. Rejects as `refused` does. */
  start(platforms: readonly Platform[]): Promise<void>;
  /** To be told of a platform that will not let the bot in as it is set up, ever: the log says so, and the others go on. */
  refuse(platform: Platform['name'], error: SetupError): void;
  /** Rejects with `SetupError` once each of them has refused the bot. */
  readonly refused: Promise<never>;
  isConnected(): boolean;
  close(): Promise<unknown>;
}

export function createListening(log: Log): Listening {
  const refusals = new Map<Platform['name'], SetupError>();
  const ended = Promise.withResolvers<never>();
  // Whoever waits for it is told; where nobody does yet, it is no fault of the process.
  ended.promise.catch(() => undefined);
  let started: readonly Platform[] = [];
  return {
    start: async (platforms) => {
      started = platforms;
      await Promise.race([Promise.all(started.map((platform) => platform.start())), ended.promise]);
    },
    refuse: (platform, error) => {
      refusals.set(platform, error);
      if (started.some(({ name }) => !refusals.has(name))) return log.error({ platform }, error.message);
      ended.reject(new SetupError([...refusals.values()].map(({ message }) => message).join('\n')));
    },
    refused: ended.promise,
    isConnected: () => started.every((platform) => platform.isConnected() && !refusals.has(platform.name)),
    close: () => Promise.all(started.map((platform) => platform.close())),
  };
}
