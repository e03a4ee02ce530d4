import { createDispatcher, type Dispatcher, type Feature } from './core/interactions/index.ts';
import type { Clock, Log, Random } from './core/ports/index.ts';
import type { Database } from './db/database.ts';
import { createFormKeeper } from './db/form-keeper.ts';
import { createVault } from './db/vault.ts';
import { createMembers } from './features/members/index.ts';

/** The locales that Rebound speaks. */
const locales = ['en'];

export interface BotParts {
  readonly database: Database;
  /** 32 bytes: the installation's key, under which members' keys are wrapped. */
  readonly secretKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** The bot without any platform: adapters hand it interactions and show what it answers. */
export interface Bot {
  readonly dispatcher: Dispatcher;
}

/** Puts the features together. Starts nothing, so there is nothing to stop. */
export function composeBot(parts: BotParts): Bot {
  const { database, clock, random, log } = parts;
  const vault = createVault(parts.secretKey);
  const members = createMembers({ database, clock, random, locales });
  const features: Feature[] = [members.feature];
  const dispatcher = createDispatcher({
    features,
    identify: members.identify,
    heed: () => undefined,
    forms: createFormKeeper({ database, vault, clock, random }),
    clock,
    log,
  });
  return { dispatcher };
}
