import type { Clock } from '../ports/index.ts';
import type { Actor } from './interaction.ts';

/** How much can be asked of the bot: `atOnce` in one go, and one more for each `everyMs` that passed. */
export interface PaceLimits {
  readonly atOnce: number;
  readonly everyMs: number;
}

/**
 * Far above what a person does with buttons and forms, and low enough that a script of one member's leaves the others' answers
 * alone. No platform demands it: Discord and Slack limit members themselves, in ways that they do not publish.
 */
export const memberPace: PaceLimits = { atOnce: 40, everyMs: 500 };

/**
 * What all members of a community can ask together: a check-in of some thousands within its first minute, and not so much that
 * many accounts of one community hold up all the others.
 */
const communityPace: PaceLimits = { atOnce: 1_000, everyMs: 20 };

/** Keeps one member's flood from the others, and one community's from the other communities. */
export interface Pace {
  /**
   * Whose room is used up for one more of this kind from this actor; undefined where there is room, which then is taken. `heed` is to
   * look at what somebody typed for whom there is no room for a deed.
   */
  refuses(actor: Actor, kind: 'deed' | 'suggestion' | 'heed'): 'member' | 'community' | undefined;
}

// Who has been quiet has all their room back and needs no remembering; beyond this many at once the oldest are let go.
const mostRemembered = 10_000;

/** A token bucket for each member and each community, in memory: a limit of each process's own work, nothing that must last. */
export function createPace(
  clock: Clock,
  { member, community }: { readonly member: PaceLimits; readonly community: PaceLimits } = {
    member: memberPace,
    community: communityPace,
  },
): Pace {
  const members = createBuckets(clock, member);
  const communities = createBuckets(clock, community);
  return {
    refuses: ({ platform, communityId, userId }, kind) => {
      // First the member's: what is refused to one of them takes nothing from the others.
      if (!members.take(JSON.stringify([kind, platform, communityId, userId]))) return 'member';
      return communities.take(JSON.stringify([kind, platform, communityId])) ? undefined : 'community';
    },
  };
}

function createBuckets(clock: Clock, { atOnce, everyMs }: PaceLimits) {
  const buckets = new Map<string, { room: number; atMs: number }>();
  return {
    /** Whether there was room, which now is taken. */
    take: (key: string): boolean => {
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
