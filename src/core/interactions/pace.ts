import type { Clock } from '../ports/index.ts';
import type { Actor } from './interaction.ts';

/** How much one member can ask of the bot: `atOnce` in one go, and one more for each `everyMs` that passed. */
export interface PaceLimits {
  readonly atOnce: number;
  readonly everyMs: number;
}

/**
 * Far above what a person does with buttons and forms, and low enough that a script of one member's leaves the others' answers
 * alone. No platform demands it: Discord and Slack limit members themselves, in ways that they do not publish.
 */
export const memberPace: PaceLimits = { atOnce: 40, everyMs: 500 };

/** Keeps one member's flood from the others. */
export interface Pace {
  /** Whether there is room for one more of this kind from this actor, which then is taken. */
  admits(actor: Actor, kind: 'deed' | 'suggestion'): boolean;
}

// Who has been quiet has all their room back and needs no remembering; beyond this many at once the oldest are let go.
const mostRemembered = 10_000;

/** A token bucket for each member of each community, in memory: a limit of each process's own work, nothing that must last. */
export function createPace(clock: Clock, { atOnce, everyMs }: PaceLimits = memberPace): Pace {
  const buckets = new Map<string, { room: number; atMs: number }>();
  return {
    admits: ({ platform, communityId, userId }, kind) => {
      const key = JSON.stringify([kind, platform, communityId, userId]);
      const nowMs = clock.now().getTime();
      const before = buckets.get(key) ?? { room: atOnce, atMs: nowMs };
      const regained = Math.max(0, nowMs - before.atMs) / everyMs;
      const room = Math.min(atOnce, before.room + regained);
      buckets.delete(key);
      buckets.set(key, { room: room < 1 ? room : room - 1, atMs: nowMs });
      const oldest = buckets.keys().next();
      if (buckets.size > mostRemembered && !oldest.done) buckets.delete(oldest.value);
      return room >= 1;
    },
  };
}
