import type { PlatformName } from '../interactions/interaction.ts';

/** What became of one try to deliver a message; `again` comes back to the queue, `given-up` never will by itself. */
export type Delivered = 'sent' | 'nothing' | 'rate-limited' | 'unreachable' | 'again' | 'given-up';

/** Told what happens, for the operator's graphs and log: names, counts and durations, never whose and never words. */
export interface Telemetry {
  /** Runs `work` under an id that its log lines carry, and the messages that it asks for, on to their deliveries. */
  within<Result>(id: string, work: () => Promise<Result>): Promise<Result>;
  /** The id of what runs now. */
  current(): string | undefined;
  /**
   * An interaction got its outcome; finding it took `ms`. `what` is a command or an action of ours, `unknown` for anything else.
   * Words of distress are answered with a card like others: what a graph could show of them, somebody could watch for.
   */
  answered(deed: {
    readonly platform: PlatformName;
    readonly what: string;
    readonly outcome: 'card' | 'form' | 'invalid' | 'too-fast' | 'failed';
    readonly ms: number;
  }): void;
  /** Whoever did something saw the first of an answer, `ms` after it came in. */
  responded(platform: PlatformName, ms: number): void;
  delivered(platform: PlatformName, kind: string, result: Delivered): void;
  /** A platform asked for a pause of so long. */
  paused(platform: PlatformName, ms: number): void;
  /** A watcher looked for what is due. */
  looked(watcher: string, ms: number, hasFailed: boolean): void;
}

/** Tells nobody. */
export const silent: Telemetry = {
  within: (_id, work) => work(),
  current: () => undefined,
  answered: () => undefined,
  responded: () => undefined,
  delivered: () => undefined,
  paused: () => undefined,
  looked: () => undefined,
};
