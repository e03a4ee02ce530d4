import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { Clock, Communities, Log, Random } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Database } from '../../db/database.ts';
import { communityCommand, settingsFormHandler, settingsStep } from './commands.ts';
import { deleteRemovedCommunities } from './jobs.ts';
import { rolesFormHandler } from './roles.ts';
import { type SetupStep, setupActions } from './setup.ts';
import { createCommunitiesStore } from './store.ts';
import { welcomeCard } from './views.ts';

export type { SetupStep } from './setup.ts';
export { setupButton } from './views.ts';
export { readZone } from './zone.ts';

/** The servers and workspaces that the bot is, or was, in, and what moderators set up there. */
export interface CommunitiesFeature {
  readonly feature: Feature;
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
  /** Those that Rebound speaks. */
  locales: readonly Locale[];
  /** What other features have to set up, in the order in which it makes sense. */
  steps: readonly SetupStep[];
  /** What other features add to `/community`. */
  subcommands: readonly Command[];
}): CommunitiesFeature {
  const { clock, log, locales } = parts;
  const store = createCommunitiesStore(parts);
  const steps = [settingsStep({ store }), ...parts.steps];
  return {
    feature: {
      name: 'communities',
      commands: [communityCommand({ store, locales }, steps, parts.subcommands)],
      actions: setupActions(store, steps),
      forms: [settingsFormHandler({ store, locales }), rolesFormHandler({ store })],
    },
    port: {
      present: (platform, platformId) => store.savePresent(platform, platformId, clock.now()),
      removed: async (platform, platformId) => {
        await store.saveRemoved(platform, [platformId], clock.now());
        log.info({ platform, platformId }, 'The bot was removed from a community; what it holds is deleted in 30 days');
      },
      onlyThese: async (platform, platformIds, covers) => {
        const there = new Set(platformIds);
        const gone = (await store.listPresent(platform)).filter((each) => covers(each) && !there.has(each));
        await store.saveRemoved(platform, gone, clock.now());
      },
      ofDirect: (platform, userId) => store.findLastOf(platform, userId),
      welcome: async (platform, platformId, locale) => {
        return (await store.greet(platform, platformId, clock.now())) ? welcomeCard(locale) : undefined;
      },
    },
    isPresent: store.isPresent,
    deleteRemoved: () => deleteRemovedCommunities({ store, clock, log }),
  };
}
