import { contentLocales, loadContent } from './content/index.ts';
import type { CommandEntry } from './core/commands/index.ts';
import { actionToken, createDispatcher, type Dispatcher, type Feature, type Pace } from './core/interactions/index.ts';
import type {
  Claims,
  Clock,
  Deliveries,
  Log,
  MessageKind,
  OutboxHealth,
  Random,
  Secrets,
  Telemetry,
} from './core/ports/index.ts';
import { localDateOf } from './core/time/index.ts';
import { createClaims } from './db/claims.ts';
import { createConsents } from './db/consents.ts';
import type { Database, Queries } from './db/database.ts';
import { createFormKeeper } from './db/form-keeper.ts';
import { createSecrets } from './db/secrets.ts';
import { createVault } from './db/vault.ts';
import { createDelivery, type Delivery } from './delivery/index.ts';
import { announceButton, createAnnouncements } from './features/announcements/index.ts';
import { createApplications, endButton } from './features/applications/index.ts';
import { createCalendar } from './features/calendar/index.ts';
import { type Checkins, createCheckins } from './features/checkins/index.ts';
import { type CommunitiesFeature, createCommunities } from './features/communities/index.ts';
import { createDrafts, draftButton, startDraftButton } from './features/drafts/index.ts';
import { createFeedback, feedbackButton } from './features/feedback/index.ts';
import { createGoals, newGoalButton, newGoalToken } from './features/goals/index.ts';
import { createGuidance, readTopicAction, readTopicButton } from './features/guidance/index.ts';
import { createHealth } from './features/health/index.ts';
import { createHelp } from './features/help/index.ts';
import { createMembers } from './features/members/index.ts';
import { createMyData, deleteAllButton, exportButton } from './features/mydata/index.ts';
import { createPairings, interviewerButton, namedConsent, practiseButton } from './features/pairings/index.ts';
import { createPartners } from './features/partners/index.ts';
import { type AreaSteps, areaRow, createPatterns, topicOf } from './features/patterns/index.ts';
import { createProgress } from './features/progress/index.ts';
import { createReflections, reflectButton } from './features/reflections/index.ts';
import { createRejections, fromApplicationButton } from './features/rejections/index.ts';
import { createReminders, laterButton } from './features/reminders/index.ts';
import { createSafety } from './features/safety/index.ts';
import { statsCommand } from './features/stats/index.ts';
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
  readonly channels: Checkins['channels'];
  readonly claims: Claims;
  readonly secrets: Secrets;
}

/** Puts the features together. Starts nothing: `open` and `work` do. */
export function composeBot(parts: BotParts): Bot {
  const { database, clock, random, log } = parts;
  const vault = createVault(parts.secretKey, parts.previousSecretKey);
  const content = loadContent();
  const consents = createConsents({ database, clock });
  const telemetry = parts.telemetry ? { telemetry: parts.telemetry } : {};
  const delivery = createDelivery({ database, clock, random, log, consents, ...telemetry });
  const { outbox } = delivery;
  const members = createMembers({ database, clock, random, locales });
  const safety = createSafety({ database });
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
        announceButton(locale, 'rejection'),
        safety.humanButton(locale),
      ],
      readTopic: actionToken(readTopicAction),
    },
    topics: (communityId, locale) => guidance.topics(communityId, locale),
    application: (memberId, id) => applications.facts(memberId, id),
    endApplication: async (locale, memberId, { company, stage }) => {
      const [found] = await applications.matching(memberId, company);
      return found ? [endButton(locale, found, stage)] : [];
    },
  });
  const applications = createApplications({
    database,
    vault,
    steps: {
      draft: (kind, application, label) => startDraftButton(label, kind, application),
      afterRejected: (locale, application) => [fromApplicationButton(locale, application)],
      remind: (locale, application) => laterButton(locale, 'application', application),
      goal: (label) => ({ kind: 'button', style: 'plain', label, token: newGoalToken('pipeline') }),
    },
  });
  const drafts = createDrafts({
    database,
    vault,
    content,
    rejection: async (memberId, id) =>
      (await rejections.facts(memberId, id)) ?? (await applications.facts(memberId, id)),
    laterButton: (locale, draft) => laterButton(locale, 'draft', draft),
  });
  const feedback = createFeedback({
    database,
    vault,
    rejection: rejections.facts,
    next: (locale, row) => [reflectButton(locale, 'feedback', row)],
  });
  const reflections = createReflections({ database, vault, rejection: rejections.facts, feedback: feedback.facts });
  const guidance = createGuidance({ database, content, humanButton: safety.humanButton });
  const pieces = [feedback.pieces, reflections.pieces, (memberId: string) => pairings.pieces(memberId)];
  const areaSteps: AreaSteps = {
    goal: (area, label) => ({ kind: 'button', style: 'plain', label, token: newGoalToken(areaRow(area)) }),
    read: (area, label) => readTopicButton(label, area === 'other' ? 'weakness-to-plan' : topicOf[area]),
    more: (locale, area) => [practiseButton(locale, area)],
  };
  const patterns = createPatterns({ sources: pieces, steps: areaSteps });
  const goals = createGoals({ database, vault, suggested: patterns.suggested });
  const pictures = createPictures({ log });
  const progress = createProgress({
    pictures,
    goals: goals.tracks,
    applications: applications.journeys,
    pieces,
    recurring: patterns.recurring,
    steps: areaSteps,
    begin: (locale) => [newGoalButton(locale)],
  });
  const announcements = createAnnouncements({ database, vault, outbox, consents, clock, random, content });
  const calendar = createCalendar({
    database,
    changed: async (communityId, now, queries) => {
      await checkins.daysOffChanged(communityId, now, queries);
      await pairings.daysOffChanged(communityId, now, queries);
    },
  });
  const pairings = createPairings({
    database,
    vault,
    outbox,
    consents,
    clock,
    random,
    log,
    daysOffOfAll: calendar.daysOffOfAll,
    content,
    pausesOf: (queries, communityId) => checkins.pausesOf(queries, communityId),
    known: async (memberId) => {
      const noted = await feedback.pieces(memberId);
      return [noted.flatMap(({ areas }) => areas), await applications.all(memberId)];
    },
  });
  const numbers = async (communityId: string, from: Date, until: Date) => {
    const day = (instant: Date) => localDateOf(instant, 'UTC');
    const { sent, interviews } = await applications.ofCommunity(communityId, day(from), day(until));
    const rejected = await rejections.ofCommunity(communityId, from, until);
    return { applications: sent, interviews, rejections: rejected };
  };
  const checkins = createCheckins({
    database,
    daysOffOfAll: calendar.daysOffOfAll,
    vault,
    outbox,
    consents,
    clock,
    content,
    goals,
    lastRejection: rejections.lastAt,
    numbers,
    afterOffer: (member) => [
      announceButton(member.locale, 'offer'),
      interviewerButton(member.locale),
      exportButton(member),
      deleteAllButton(member),
    ],
  });
  const reminders = createReminders({
    database,
    outbox,
    consents,
    clock,
    isPaused: checkins.isPaused,
    subjects: {
      draft: { card: drafts.card, day: async () => undefined },
      application: {
        card: async (owner, id, now) => (await applications.entry(owner, id, now))?.card,
        day: async (owner, id, now) => (await applications.entry(owner, id, now))?.nextOn ?? undefined,
      },
    },
  });
  const partners = createPartners({
    database,
    vault,
    outbox,
    consents,
    clock,
    random,
    log,
    isPaused: checkins.isPaused,
  });
  const commands = (): readonly CommandEntry[] => features.flatMap((feature) => feature.commands);
  const help = createHelp({ commands, humanButton: safety.humanButton });
  const kinds = [
    ...checkins.messages,
    ...pairings.messages,
    ...reminders.messages,
    ...announcements.messages,
    ...partners.messages,
  ];
  const myData = createMyData({
    database,
    vault,
    tables: [
      rejections,
      drafts,
      reflections,
      feedback,
      goals,
      applications,
      checkins,
      pairings,
      reminders,
      announcements,
      partners,
      delivery,
    ].flatMap(({ stored }) => stored),
    consents,
    outbox,
    random,
    asked: [...new Set([...kinds.flatMap(({ standsOn }) => (standsOn === 'place' ? [] : [standsOn])), namedConsent])],
    clock,
    log,
  });
  const health = createHealth({ outbox: delivery.health, runs: checkins.runs });
  const communities = createCommunities({
    database,
    clock,
    random,
    log,
    locales,
    steps: [checkins.setupStep, pairings.setupStep, safety.setupStep],
    subcommands: [
      health.healthCommand,
      calendar.holidaysCommand,
      safety.contactsCommand,
      partners.partnersCommand,
      pairings.pairingCommand,
      announcements.postsCommand,
      myData.retentionCommand,
      guidance.contentCommand,
      statsCommand({ pictures, numbers }),
    ],
  });
  const featured = [
    rejections,
    drafts,
    reflections,
    feedback,
    guidance,
    goals,
    patterns,
    progress,
    applications,
    checkins,
    calendar,
    pairings,
    reminders,
    announcements,
    partners,
    communities,
    health,
    members,
    myData,
    safety,
    help,
  ];
  const features: Feature[] = featured.map(({ feature }) => feature);
  const nightly = async () => {
    await communities.deleteRemoved();
    await myData.purge();
  };
  const allKinds = [...kinds, ...myData.messages];
  const watchers = [
    ...checkins.watchers,
    ...pairings.watchers,
    ...reminders.watchers,
    ...myData.watchers,
    ...partners.watchers,
    ...announcements.watchers,
    createNightWatcher(nightly),
  ];
  const ticker = createTicker({ clock, log, watchers, ...telemetry });
  const dispatcher = createDispatcher({
    features,
    identify: members.identify,
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
    messages: allKinds,
    nightly,
    requeue: delivery.requeue,
    health: delivery.health,
    open: delivery.open,
    warm: pictures.warm,
    work: (platforms) => delivery.work(allKinds, platforms),
    watch: ticker.start,
    tick: ticker.tick,
    backlog: { lag: ticker.lag, depths: delivery.depths },
    stop: async () => {
      await ticker.stop();
      await delivery.close();
      await pictures.close();
    },
    channels: checkins.channels,
    claims: createClaims({ database, clock }),
    secrets: createSecrets({
      database,
      clock,
      keys: { current: parts.secretKey, previous: parts.previousSecretKey },
    }),
  };
}
