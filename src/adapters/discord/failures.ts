import { DiscordAPIError, RateLimitError } from 'discord.js';
import { DefinitionError, RateLimited, Temporary, Unreachable } from '../../core/errors/index.ts';

/** Discord's error codes that the bot tells apart. Source: docs.discord.com "Opcodes and Status Codes". */
export const codes = {
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  threadAlreadyThere: 160004,
  threadArchived: 50083,
  threadLocked: 160005,
  openingDirectTooFast: 40003,
  closedDirect: 50007,
  noSharedServer: 50278,
  invalidBody: 50035,
  unknownMessage: 10008,
  /** Unknown member, unknown user. */
  notInServer: [10007, 10013],
  /** Unknown member, unknown user, no access to the channel, no right: whoever left, or may not see the place. */
  noSuchMember: [10007, 10013, 50001, 50013],
} as const;

// Opening direct messages too fast is answered without a time to wait.
const directPauseMs = 60_000;

/**
 * What a failed request means for a delivery: `RateLimited`, `Unreachable` or `Temporary`; `DefinitionError` where Discord
 * refused a body, which core's limits should have refused before.
 */
export function classify(error: unknown): Error {
  if (error instanceof RateLimitError) {
    return new RateLimited(Math.max(error.timeToReset, error.retryAfter, 0), error.global ? 'bot' : 'community');
  }
  if (!(error instanceof DiscordAPIError)) return new Temporary(`Discord did not answer (${kindOf(error)})`);
  const { code, status } = error;
  switch (code) {
    case codes.openingDirectTooFast:
      return new RateLimited(directPauseMs, 'bot');
    case codes.closedDirect:
    case codes.noSharedServer:
      return new Unreachable('closed', `code ${code}`);
    case codes.unknownMessage:
      return new Unreachable('deleted', `code ${code}`);
    case codes.invalidBody:
      return new DefinitionError(`Discord refused a message: ${placesOf(error)}`);
  }
  if (status === 403 || code === codes.threadLocked) return new Unreachable('forbidden', `code ${code}`);
  if (status === 404) return new Unreachable('gone', `code ${code}`);
  return new Temporary(`Discord answered ${status} (code ${code})`);
}

/** A short name of an error for the log, which never holds what a member typed. */
export function kindOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return `code ${error.code}`;
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

/** Where in the body the faults are: Discord's keys and its own words for the rule, never the values. */
function placesOf(error: DiscordAPIError): string {
  const found: string[] = [];
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('_errors' in value) found.push(place);
    for (const [key, inner] of Object.entries(value)) walk(inner, place === '' ? key : `${place}.${key}`);
  };
  walk('errors' in error.rawError ? error.rawError.errors : undefined, '');
  return found.join(', ') || 'no place given';
}
