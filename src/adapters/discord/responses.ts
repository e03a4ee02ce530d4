import { setTimeout as pause } from 'node:timers/promises';
import { DiscordAPIError, type REST } from 'discord.js';
import {
  type APIInteractionResponse,
  MessageFlags,
  type RESTPatchAPIInteractionOriginalResponseJSONBody,
  type RESTPostAPIInteractionFollowupJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { OutgoingFile } from '../../core/ports/index.ts';
import type { DiscordMessage } from './cards.ts';
import { codes, kindOf } from './failures.ts';
import { attach } from './files.ts';
import type { Received } from './interactions.ts';

/** What became of an attempt to answer. */
export type Answered =
  | { readonly kind: 'taken' }
  /** The same interaction came twice, and the other copy of it is answered. */
  | { readonly kind: 'elsewhere' }
  /** Discord no longer takes an answer, or could not be reached in time. */
  | { readonly kind: 'missed'; readonly why: string }
  /** Discord found fault with what was sent: a bug of ours. */
  | { readonly kind: 'refused'; readonly why: string };

// Pauses between attempts: the first response has to be there within seconds, what follows may take minutes.
const firstPauseMs = 200;
const longestPauseMs = 30_000;

/** Sends the first response, as often as `until` allows. */
export async function respond(
  rest: REST,
  to: Received,
  response: APIInteractionResponse,
  until: AbortSignal,
  files: readonly OutgoingFile[] = [],
): Promise<Answered> {
  const route = Routes.interactionCallback(to.id, to.token);
  return persist(
    (signal) => rest.post(route, { auth: false, body: response, signal, ...attach(files) }),
    until,
    () => firstPauseMs,
  );
}

/** Puts a card where the deferral or the pressed card stands. */
export async function editOriginal(
  rest: REST,
  to: Received,
  message: DiscordMessage,
  until: AbortSignal,
  files: readonly OutgoingFile[] = [],
): Promise<Answered> {
  const route = Routes.webhookMessage(to.application_id, to.token);
  const body: RESTPatchAPIInteractionOriginalResponseJSONBody = message;
  return persist((signal) => rest.patch(route, { auth: false, body, signal, ...attach(files) }), until, growing);
}

/** Shows another card to the member alone. */
export async function followUp(
  rest: REST,
  to: Received,
  message: DiscordMessage,
  until: AbortSignal,
  files: readonly OutgoingFile[] = [],
): Promise<Answered> {
  const route = Routes.webhook(to.application_id, to.token);
  const body: RESTPostAPIInteractionFollowupJSONBody = { ...message, flags: MessageFlags.Ephemeral };
  return persist((signal) => rest.post(route, { auth: false, body, signal, ...attach(files) }), until, growing);
}

function growing(attempt: number): number {
  return Math.min(firstPauseMs * 2 ** attempt, longestPauseMs);
}

async function persist(
  request: (signal: AbortSignal) => Promise<unknown>,
  until: AbortSignal,
  pauseMs: (attempt: number) => number,
): Promise<Answered> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await request(until);
      return { kind: 'taken' };
    } catch (error) {
      const answered = judge(error, attempt);
      if (answered) return answered;
      if (until.aborted) return { kind: 'missed', why: kindOf(error) };
    }
    await pause(pauseMs(attempt), undefined, { signal: until }).catch(() => undefined);
    if (until.aborted) return { kind: 'missed', why: 'no answer from Discord' };
  }
}

/** What a failure settles; undefined where another attempt may do better. */
function judge(error: unknown, attempt: number): Answered | undefined {
  if (!(error instanceof DiscordAPIError) || error.status === 429) return undefined;
  // An attempt whose reply was lost may have been taken all the same; a first attempt cannot.
  if (error.code === codes.alreadyAcknowledged) return { kind: attempt > 0 ? 'taken' : 'elsewhere' };
  if (error.code === codes.unknownInteraction) return { kind: 'missed', why: kindOf(error) };
  return { kind: 'refused', why: kindOf(error) };
}
