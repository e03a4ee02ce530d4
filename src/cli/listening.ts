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
  /** By platform, whether it reaches the bot. */
  reaching(): Readonly<Record<string, boolean>>;
  /** Whether the process can be relied on, as far as the platforms go. */
  isReached(): boolean;
  close(): Promise<unknown>;
}

// A process runs some 25 of Discord's shards, and Discord may let it begin with one in five seconds.
const wholeWithinMs = 3 * 60_000;

/**
 * Whether a process of which these platforms are reached, or not, can be relied on: at first by whoever replaces another one with it
 * and waits until all of them are; later by whoever sends it requests, and must not take away what works because of what does not.
 */
export function canBeReliedOn(reached: readonly boolean[], runningMs: number): boolean {
  return !reached.includes(false) || (runningMs > wholeWithinMs && reached.includes(true));
}

/** @param runningMs for how long this process has been running. */
export function createListening(log: Log, runningMs: () => number): Listening {
  const refusals = new Map<Platform['name'], SetupError>();
  const ended = Promise.withResolvers<never>();
  // Whoever waits for it is told; where nobody does yet, it is no fault of the process.
  ended.promise.catch(() => undefined);
  let started: readonly Platform[] | undefined;
  const listened = () => started ?? [];
  const reaches = (platform: Platform) => !refusals.has(platform.name) && platform.isConnected();
  return {
    start: async (platforms) => {
      started = platforms;
      await Promise.race([Promise.all(platforms.map((platform) => platform.start())), ended.promise]);
    },
    refuse: (platform, error) => {
      refusals.set(platform, error);
      if (listened().some(({ name }) => !refusals.has(name))) return log.error({ platform }, error.message);
      ended.reject(new SetupError([...refusals.values()].map(({ message }) => message).join('\n')));
    },
    refused: ended.promise,
    reaching: () => Object.fromEntries(listened().map((platform) => [platform.name, reaches(platform)])),
    isReached: () => started !== undefined && canBeReliedOn(started.map(reaches), runningMs()),
    close: () => Promise.all(listened().map((platform) => platform.close())),
  };
}
