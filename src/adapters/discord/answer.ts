import { setTimeout as after } from 'node:timers/promises';
import type { REST } from 'discord.js';
import {
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import {
  type CardOutcome,
  type Deed,
  type Dispatcher,
  follow,
  type Interaction,
  type Outcome,
  type SuggestInteraction,
  wentWrongReply,
} from '../../core/interactions/index.ts';
import type { Claims, Communities, Log, OutgoingFile, Telemetry } from '../../core/ports/index.ts';
import { defaultLocale, type Locale, matchLocale } from '../../core/text/index.ts';
import { renderCard } from './cards.ts';
import { kindOf } from './failures.ts';
import { describeFiles } from './files.ts';
import { renderForm } from './forms.ts';
import { communityOf, type Received, readInteraction, toInteraction, userIdOf } from './interactions.ts';
import { discordLimits } from './limits.ts';
import { type Answered, editOriginal, followUp, respond } from './responses.ts';

export interface AnswererParts {
  readonly dispatcher: Dispatcher;
  /** One that queues and does not retry. */
  readonly rest: REST;
  readonly communities: Communities;
  readonly claims: Claims;
  /** The locales that Rebound speaks. */
  readonly locales: readonly Locale[];
  /** Takes over a card that could not be shown where the member acted. */
  readonly sendLate: (late: LateCard) => void;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

export interface LateCard {
  readonly interactionId: string;
  readonly communityId: string;
  readonly userId: string;
  readonly locale: string;
  readonly outcome: CardOutcome;
}

// Discord can open no form in answer to a form, nor mark what to change in an open one.
const abilities = { inlineErrors: false, formAfterForm: false } as const;

// A handler that is done by then is answered in one round trip; later there would be too little left of Discord's 3 s.
const patienceMs = 1_500;

// What is left of the 3 s is the way there and back.
const firstResponseMs = discordLimits.firstResponseMs - 300;
const tokenMs = discordLimits.tokenMs - 60_000;
// What nobody waits for is not tried for long: the bot may be about to stop.
const courtesyMs = 10_000;

/**
 * Answers one interaction as the gateway sent it: with its outcome where that is quick, else with a deferral and the outcome
 * after it. Never answers twice, never throws.
 */
export async function answer(parts: AnswererParts, payload: unknown): Promise<void> {
  const received = readInteraction(payload);
  if (!received) {
    parts.log.warn({ platform: 'discord' }, 'Discord sent an interaction of a kind that the bot does not offer');
    return;
  }
  await follow(parts.telemetry, { platform: 'discord', id: received.id }, async (shown) => {
    try {
      const interaction = await identify(parts, received);
      if (interaction.kind === 'suggest') await suggest(parts, received, interaction);
      else await answerDeed(parts, received, interaction, shown);
    } catch (error) {
      parts.log.error(
        { interactionId: received.id, error: kindOf(error) },
        'An interaction on Discord went unanswered',
      );
    }
  });
}

async function identify(parts: AnswererParts, received: Received): Promise<Interaction> {
  const communityId = communityOf(received) ?? (await parts.communities.ofDirect('discord', userIdOf(received)));
  return toInteraction(received, communityId ?? aloneId(userIdOf(received)));
}

/** Whoever the bot knows from no server still gets help, in a community of their own. */
function aloneId(userId: string): string {
  return `direct-${userId}`;
}

async function suggest(parts: AnswererParts, received: Received, interaction: SuggestInteraction): Promise<void> {
  const found = await parts.dispatcher.suggest(interaction);
  const choices = found.map(({ value, label }) => ({ name: label, value }));
  const response = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } } as const;
  await respond(parts.rest, received, response, AbortSignal.timeout(firstResponseMs));
}

async function answerDeed(parts: AnswererParts, received: Received, deed: Deed, shown: () => void): Promise<void> {
  const until = AbortSignal.timeout(firstResponseMs);
  const working = doIfOurs(parts, deed);
  const quick = await Promise.race([working, after(patienceMs, 'late' as const, { ref: false })]);
  if (!quick) return;
  if (quick !== 'late') {
    const answered = await showAtOnce(parts, received, deed, quick, until);
    if (answered.kind === 'taken') shown();
    return settle(parts, received, deed, quick, answered);
  }

  const deferred = await respond(parts.rest, received, deferralOf(received), until);
  if (deferred.kind === 'taken') shown();
  const outcome = await working;
  if (!outcome) return;
  if (deferred.kind !== 'taken') return settle(parts, received, deed, outcome, deferred);
  await settle(parts, received, deed, outcome, await showLater(parts, received, deed, outcome));
}

/**
 * While one process takes the place of another, Discord tells both. One of them does it and answers: to the other, what was done by
 * then would seem out of date. Undefined for that one.
 */
async function doIfOurs({ claims, dispatcher }: AnswererParts, deed: Deed): Promise<Outcome | undefined> {
  // Where nobody can say in time, two answers are better than none, and Discord shows the first. One that deferred and left it to
  // the other would keep that one's answer from being shown.
  const claim = claims.take(`discord-interaction ${deed.id}`).catch(() => true);
  const isOurs = await Promise.race([claim, after(patienceMs, true, { ref: false })]);
  return isOurs ? dispatcher.dispatch(deed, abilities) : undefined;
}

/**
 * The one note that a server's people get when the bot is new there: behind the first card that one of them asked for, and
 * seen by them alone. The bot writes to nobody who did not come to it first.
 */
async function greet(parts: AnswererParts, received: Received, { actor }: Deed): Promise<void> {
  if (received.guild_id === undefined || !actor.isModerator) return;
  const welcome = await parts.communities.welcome('discord', received.guild_id, localeOf(parts, received));
  if (!welcome) return;
  const answered = await followUp(parts.rest, received, renderCard(welcome), AbortSignal.timeout(courtesyMs));
  if (answered.kind === 'taken') return;
  parts.log.warn({ interactionId: received.id, kind: answered.kind }, 'A note to who may set the bot up was not taken');
}

/** The outcome as the first response itself. */
async function showAtOnce(
  parts: AnswererParts,
  received: Received,
  deed: Deed,
  outcome: Outcome,
  until: AbortSignal,
): Promise<Answered> {
  const answered = await respond(parts.rest, received, responseOf(received, deed, outcome), until, filesOf(outcome));
  if (answered.kind !== 'refused') return answered;
  // Nothing was shown yet, and a member never goes without an answer.
  parts.log.error({ interactionId: received.id, error: answered.why }, 'Discord refused what the bot wanted to show');
  return respond(
    parts.rest,
    received,
    responseOf(received, deed, wentWrongReply(localeOf(parts, received), '')),
    until,
  );
}

async function showLater(parts: AnswererParts, received: Received, deed: Deed, outcome: Outcome): Promise<Answered> {
  const until = AbortSignal.timeout(tokenMs);
  const files = filesOf(outcome);
  const message = {
    ...renderCard((await asCard(parts, deed, outcome)).card, directCommunity(deed)),
    ...describeFiles(files),
  };
  const replaces = outcome.kind === 'card' && outcome.update;
  // A deferred command has an empty reply to fill; a deferred press has the card that was pressed, which may have to stay.
  if (!hasCard(received) || replaces) return editOriginal(parts.rest, received, message, until, files);
  return followUp(parts.rest, received, message, until, files);
}

/** Sees to it that what the member did not get to see reaches them, and greets who did see it. */
async function settle(
  parts: AnswererParts,
  received: Received,
  deed: Deed,
  outcome: Outcome,
  answered: Answered,
): Promise<void> {
  if (answered.kind === 'taken' && outcome.kind === 'card') return greet(parts, received, deed);
  if (answered.kind === 'taken' || answered.kind === 'elsewhere') return;
  parts.log.warn({ interactionId: received.id, kind: answered.kind, error: answered.why }, 'An answer was not taken');
  const { communityId, userId } = deed.actor;
  const locale = localeOf(parts, received);
  const late = await asCard(parts, deed, outcome);
  parts.sendLate({ interactionId: received.id, communityId, userId, locale, outcome: late });
}

/** The outcome as a card; a form waits behind a button. */
async function asCard(parts: AnswererParts, deed: Deed, outcome: Outcome): Promise<CardOutcome> {
  return outcome.kind === 'card' ? outcome : parts.dispatcher.putAside(deed.actor, outcome.form);
}

/** What to say things in that no feature says, by what the member's client is set to. */
function localeOf({ locales }: AnswererParts, { locale }: Received): Locale {
  return matchLocale(locale, locales) ?? defaultLocale;
}

function filesOf(outcome: Outcome): readonly OutgoingFile[] {
  return outcome.kind === 'card' ? (outcome.files ?? []) : [];
}

function deferralOf(received: Received): APIInteractionResponse {
  if (hasCard(received)) return { type: InteractionResponseType.DeferredMessageUpdate };
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  };
}

function responseOf(received: Received, deed: Deed, outcome: Outcome): APIInteractionResponse {
  const communityId = directCommunity(deed);
  if (outcome.kind !== 'card') {
    return { type: InteractionResponseType.Modal, data: renderForm(outcome.form, communityId) };
  }
  const data = { ...renderCard(outcome.card, communityId), ...describeFiles(filesOf(outcome)) };
  if (outcome.update && hasCard(received)) return { type: InteractionResponseType.UpdateMessage, data };
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { ...data, flags: MessageFlags.Ephemeral },
  };
}

/** Whether it was done on a card of the bot: its button or select, or a form that one opened. */
function hasCard(received: Received): boolean {
  return received.type !== InteractionType.ApplicationCommand && received.message !== undefined;
}

/** What a card in a direct message has to carry, since nothing else there says it. */
function directCommunity({ place, actor }: Deed): string | undefined {
  return place.kind === 'direct' ? actor.communityId : undefined;
}
