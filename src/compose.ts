import { loadContent } from './content/index.ts';
import type { CommandEntry } from './core/commands/index.ts';
import { actionToken, createDispatcher, type Dispatcher, type Feature } from './core/interactions/index.ts';
import type { Clock, Log, Random } from './core/ports/index.ts';
import type { Database } from './db/database.ts';
import { createFormKeeper } from './db/form-keeper.ts';
import { createVault } from './db/vault.ts';
import { type CommunitiesFeature, createCommunities } from './features/communities/index.ts';
import { createDrafts, draftButton } from './features/drafts/index.ts';
import { createFeedback, feedbackButton } from './features/feedback/index.ts';
import { createGoals, newGoalButton } from './features/goals/index.ts';
import { createGuidance, readTopicAction } from './features/guidance/index.ts';
import { createHelp } from './features/help/index.ts';
import { createMembers } from './features/members/index.ts';
import { createMyData } from './features/mydata/index.ts';
import { createReflections, reflectButton } from './features/reflections/index.ts';
import { createRejections } from './features/rejections/index.ts';
import { createSafety } from './features/safety/index.ts';

/** The locales that Rebound speaks. */
export const locales: readonly string[] = ['en'];

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
  readonly communities: CommunitiesFeature;
}

/** Puts the features together. Starts nothing, so there is nothing to stop. */
export function composeBot(parts: BotParts): Bot {
  const { database, clock, random, log } = parts;
  const vault = createVault(parts.secretKey);
  const content = loadContent();
  const members = createMembers({ database, clock, random, locales });
  const safety = createSafety();
  const rejections = createRejections({
    database,
    vault,
    content,
    steps: {
      buttons: (locale, rejection) => [
        draftButton(locale, rejection),
        reflectButton(locale, 'rejection', rejection),
        feedbackButton(locale, rejection),
        newGoalButton(locale),
        safety.humanButton(locale),
      ],
      readTopic: actionToken(readTopicAction),
    },
  });
  const drafts = createDrafts({ database, vault, content, rejection: rejections.facts });
  const feedback = createFeedback({
    database,
    vault,
    rejection: rejections.facts,
    next: (locale, row) => [reflectButton(locale, 'feedback', row)],
  });
  const reflections = createReflections({ database, vault, rejection: rejections.facts, feedback: feedback.facts });
  const guidance = createGuidance({ content, humanButton: safety.humanButton });
  const goals = createGoals({ database, vault });
  const commands = (): readonly CommandEntry[] => features.flatMap((feature) => feature.commands);
  const help = createHelp({ commands, humanButton: safety.humanButton });
  const myData = createMyData({
    database,
    vault,
    tables: [rejections, drafts, reflections, feedback, goals].flatMap(({ stored }) => stored),
  });
  const featured = [rejections, drafts, reflections, feedback, guidance, goals, members, myData, safety, help];
  const features: Feature[] = featured.map(({ feature }) => feature);
  const dispatcher = createDispatcher({
    features,
    identify: members.identify,
    heed: safety.heed,
    forms: createFormKeeper({ database, vault, clock, random }),
    clock,
    log,
  });
  return { dispatcher, communities: createCommunities({ database, clock, random, log }) };
}
