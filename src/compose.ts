import { composeCare } from './compose/care.ts';
import type { Brought, Ground } from './compose/ground.ts';
import { composeModeration } from './compose/moderation.ts';
import { composePlans } from './compose/plans.ts';
import { composePractice } from './compose/practice.ts';
import { composeTogether } from './compose/together.ts';
import { contentLocales, loadContent } from './content/index.ts';
import type { CommandEntry } from './core/commands/index.ts';
import { createDispatcher, type Dispatcher, type Feature, type Pace } from './core/interactions/index.ts';
import type {
  Claims,
  Clock,
  Deliveries,
  Log,
  MessageKind,
  OutboxHealth,
  PostingChannel,
  Random,
  Secrets,
  Telemetry,
} from './core/ports/index.ts';
import { createClaims } from './db/claims.ts';
import { createConsents } from './db/consents.ts';
import type { Database, Queries } from './db/database.ts';
import { createFormKeeper } from './db/form-keeper.ts';
import { createSecrets } from './db/secrets.ts';
import { createVault } from './db/vault.ts';
import { createDelivery, type Delivery } from './delivery/index.ts';
import { createDaysOffReader } from './features/calendar/index.ts';
import { createPauses } from './features/checkins/index.ts';
import type { CommunitiesFeature } from './features/communities/index.ts';
import { createHelp } from './features/help/index.ts';
import { createMembers } from './features/members/index.ts';
import { createMyData } from './features/mydata/index.ts';
import { namedConsent } from './features/pairings/index.ts';
import { createSafety } from './features/safety/index.ts';
import { createPictures } from './pictures/index.ts';
import { createTicker, type Ticker } from './scheduling/index.ts';
import { createNightWatcher } from './scheduling/night.ts';

/** The locales that Rebound speaks. */
export const locales: readonly string[] = contentLocales();

export interface BotParts {
  readonly database: Database;
  /** 32 bytes: the installation's key, under which members' keys are wrapped. */
  readonly secretKey: Uint8Array;
  /** The one before it, while it is being replaced. */
  readonly previousSecretKey?: Uint8Array | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How much one member can ask of the bot; absent: anything. */
  readonly pace?: Pace;
  /** Told what happens; absent: nobody is. */
  readonly telemetry?: Telemetry;
}

/** The bot without any platform: adapters hand it interactions and show what it answers. */
export interface Bot {
  readonly dispatcher: Dispatcher;
  /** All that can be done, and by whom. */
  readonly features: readonly Feature[];
  readonly communities: CommunitiesFeature;
  /** Every kind of message that is sent without answering a command. */
  readonly messages: readonly MessageKind<Queries>[];
  readonly health: OutboxHealth;
  /** Makes ready to send. Comes before the first interaction: what a member does may have to be told to others. */
  open(): Promise<void>;
  /** Starts what would keep the first member waiting. Safe to leave out. */
  warm(): Promise<void>;
  /** Sends on these platforms until stopped. Any number of processes may. */
  work(platforms: readonly Deliveries[]): Promise<void>;
  /** Looks every minute for what is due, until stopped. Any number of processes may. */
  watch(): void;
  /** Looks for what is due at once, as where a clock was moved. */
  tick(): Promise<void>;
  /** How long what is due has been waiting, and how much lies in the queues. */
  readonly backlog: { readonly lag: Ticker['lag']; readonly depths: Delivery['depths'] };
  /** Lets what is being sent finish. Comes before the database is closed. Safe to call twice. */
  stop(): Promise<void>;
  /** Puts all that waits to be sent in line anew, as where a database was moved without its queue. Safe to do twice. */
  requeue(): Promise<void>;
  /** What is to be done once a night. Safe to do at any time, twice too. */
  nightly(): Promise<void>;
  /** Where the bot was set up to post of itself, in all communities. */
  channels(): Promise<readonly PostingChannel[]>;
  readonly claims: Claims;
  readonly secrets: Secrets;
}

/** Puts the features together. Starts nothing: `open` and `work` do. */
export function composeBot(parts: BotParts): Bot {
  const { database, clock, random, log } = parts;
  const vault = createVault(parts.secretKey, parts.previousSecretKey);
  const consents = createConsents({ database, clock });
  const telemetry = parts.telemetry ? { telemetry: parts.telemetry } : {};
  const delivery = createDelivery({ database, clock, random, log, consents, ...telemetry });
  const ground: Ground = {
    database,
    vault,
    content: loadContent(),
    outbox: delivery.outbox,
    consents,
    clock,
    random,
    log,
    ...createPauses({ database, consents }),
    ...createDaysOffReader({ database }),
  };
  const pictures = createPictures({ log });

  // Each takes of those before it; none reaches for one that comes later.
  const safety = createSafety(ground);
  const care = composeCare(ground, safety);
  const practice = composePractice(ground, care);
  const plans = composePlans(ground, care, practice, pictures);
  const together = composeTogether(ground, care, practice, plans);

  // In the order in which members are shown what they can do, and what is stored of them.
  const brought: readonly Brought[] = [
    care.rejections,
    care.drafts,
    care.reflections,
    care.feedback,
    care.guidance,
    plans.goals,
    plans.patterns,
    plans.progress,
    care.applications,
    together.checkins,
    together.calendar,
    practice.pairings,
    care.reminders,
    together.announcements,
    practice.partners,
  ];
  const messages = brought.flatMap((each) => each.messages ?? []);
  const myData = createMyData({
    ...ground,
    presence: delivery.presence,
    tables: [...brought, delivery].flatMap(({ stored }) => stored ?? []),
    asked: [
      ...new Set([...messages.flatMap(({ standsOn }) => (standsOn === 'place' ? [] : [standsOn])), namedConsent]),
    ],
  });
  const moderated = { ...care, ...practice, ...together, safety, myData };
  const { communities, health } = composeModeration(ground, moderated, { outbox: delivery.health, pictures, locales });
  const members = createMembers({
    ...ground,
    locales,
    moved: async (memberId, now, queries) => {
      for (const each of brought) await each.memberMoved?.(memberId, now, queries);
    },
  });
  const commands = (): readonly CommandEntry[] => features.flatMap((feature) => feature.commands);
  const help = createHelp({ commands, humanButton: safety.humanButton });
  const all: readonly Brought[] = [...brought, communities, health, members, myData, safety, help];
  const features = all.map(({ feature }) => feature);
  const nightly = async () => {
    await communities.deleteRemoved();
    await myData.purge();
  };
  const sent = [...messages, ...myData.messages];
  const watchers = [...all.flatMap((each) => each.watchers ?? []), createNightWatcher(nightly)];
  const ticker = createTicker({ clock, log, watchers, ...telemetry });
  const dispatcher = createDispatcher({
    features,
    identify: members.identify,
    within: database.within,
    heed: safety.heed,
    forms: createFormKeeper({ database, vault, clock, random }),
    clock,
    log,
    ...(parts.pace ? { pace: parts.pace } : {}),
    ...telemetry,
  });
  return {
    dispatcher,
    features,
    communities,
    messages: sent,
    nightly,
    requeue: delivery.requeue,
    health: delivery.health,
    open: delivery.open,
    warm: pictures.warm,
    work: (platforms) => delivery.work(sent, platforms),
    watch: ticker.start,
    tick: ticker.tick,
    backlog: { lag: ticker.lag, depths: delivery.depths },
    stop: async () => {
      await ticker.stop();
      await delivery.close();
      await pictures.close();
    },
    channels: async () => (await Promise.all(all.map((each) => each.channels?.() ?? []))).flat(),
    claims: createClaims({ database, clock }),
    secrets: createSecrets({
      database,
      clock,
      keys: { current: parts.secretKey, previous: parts.previousSecretKey },
    }),
  };
}
