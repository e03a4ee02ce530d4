import { setTimeout as wait } from 'node:timers/promises';
import { RateLimited } from '../../core/errors/index.ts';
import { uptimeMs } from '../../core/time/index.ts';

/** How often something may be done: `atOnce` in one go, and one more every `everyMs` after. */
export interface Rate {
  readonly everyMs: number;
  readonly atOnce: number;
}

/** Docs.slack.dev, "Rate limits": one message a second and channel. Of a burst Slack may show only a part. */
export const channelRate: Rate = { everyMs: 1_000, atOnce: 1 };

/** The tiers of methods, as their pages on docs.slack.dev name them; Slack counts for each workspace and method by itself. */
export const methodRates = {
  'chat.update': perMinute(50),
  'conversations.open': perMinute(50),
  'files.getUploadURLExternal': perMinute(100),
  // Half of it: the rest is for members who do something.
  'users.info': perMinute(50),
} as const satisfies Readonly<Record<string, Rate>>;

/** Never more than `most` in any minute: a fifth of them at once, the others one after another. */
export function perMinute(most: number): Rate {
  const atOnce = most / 5;
  return { everyMs: 60_000 / (most - atOnce), atOnce };
}

/**
 * The next turn of something whose turns are taken in the order in which they are asked for.
 * @param dueMs what the turn before left behind; 0 for the first.
 * @returns how long to wait for it from `nowMs` on, and what it leaves behind, both in milliseconds.
 */
export function nextTurn(
  dueMs: number,
  nowMs: number,
  rate: Rate,
): { readonly waitMs: number; readonly dueMs: number } {
  const evenMs = Math.max(dueMs, nowMs);
  const earlierMs = (rate.atOnce - 1) * rate.everyMs;
  return { waitMs: Math.max(0, evenMs - earlierMs - nowMs), dueMs: evenMs + rate.everyMs };
}

/** Turns by name. One process knows of its own alone; what others do meanwhile Slack tells with a 429. */
export interface Pace {
  /** Resolves when the turn has come. Rejects with `RateLimited`, and takes none, where that is longer than a moment. */
  turn(name: string, rate: Rate): Promise<void>;
}

// Waited out, so that what is sent to one channel keeps its order; what is to come later must not hold a worker of the queue.
const longestWaitMs = 2_500;
// Beyond this many names, those are dropped whose turns have long come.
const mostNames = 1_000;

export function createPace(): Pace {
  const due = new Map<string, number>();
  return {
    turn: async (name, rate) => {
      const nowMs = uptimeMs();
      const { waitMs, dueMs } = nextTurn(due.get(name) ?? 0, nowMs, rate);
      if (waitMs > longestWaitMs) throw new RateLimited(waitMs, 'message');
      if (due.size > mostNames) for (const [each, at] of due) if (at <= nowMs) due.delete(each);
      due.set(name, dueMs);
      if (waitMs > 0) await wait(waitMs);
    },
  };
}
