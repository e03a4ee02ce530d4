import type { Clock, Communities, Log, Random } from '../../core/ports/index.ts';
import type { Database } from '../../db/database.ts';
import { deleteRemovedCommunities } from './jobs.ts';
import { createCommunitiesStore } from './store.ts';

/** The servers and workspaces that the bot is, or was, in. */
export interface CommunitiesFeature {
  /** For the adapters. */
  readonly port: Communities;
  /** Whether anything may still be delivered there. `id` is our own. */
  isPresent(id: string): Promise<boolean>;
  /** To be run every night. */
  deleteRemoved(): Promise<void>;
}

export function createCommunities(parts: {
  database: Database;
  clock: Clock;
  random: Random;
  log: Log;
}): CommunitiesFeature {
  const { clock, log } = parts;
  const store = createCommunitiesStore(parts);
  return {
    port: {
      present: (platform, platformId) => store.savePresent(platform, platformId, clock.now()),
      removed: (platform, platformId) => store.saveRemoved(platform, [platformId], clock.now()),
      onlyThese: async (platform, platformIds, covers) => {
        const there = new Set(platformIds);
        const gone = (await store.listPresent(platform)).filter((each) => covers(each) && !there.has(each));
        await store.saveRemoved(platform, gone, clock.now());
      },
      ofDirect: (platform, userId) => store.findLastOf(platform, userId),
    },
    isPresent: store.isPresent,
    deleteRemoved: () => deleteRemovedCommunities({ store, clock, log }),
  };
}
