/**
 * The few kinds of error. A member's mistake is none of them: it is an outcome with a kind text.
 * Each says what had already happened when it was thrown.
 */

/** A definition or view of ours that cannot work on every platform. Nothing was sent or stored. A bug of ours. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/** What an operator has to mend before the bot can run: configuration, a locked folder, a taken port. Nothing was changed. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Why a message could not be delivered. Nothing of it reached the recipient unless `Temporary` says otherwise. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  /** How long the platform asked to wait, in milliseconds, 0 or more. */
  readonly retryAfterMs: number;
  /** What has to wait: this message alone, all for the same community, or all that the bot sends on that platform. */
  readonly reach: 'message' | 'community' | 'bot';
  constructor(retryAfterMs: number, reach: RateLimited['reach'] = 'community') {
    super(`The platform asked to wait ${retryAfterMs} ms; nothing was delivered`);
    this.retryAfterMs = retryAfterMs;
    this.reach = reach;
  }
}

/** The recipient cannot be reached, and a retry will not change it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /**
   * `closed`: takes no direct messages, or has left. `gone`: channel, thread or community. `forbidden`: a right is missing.
   * `deleted`: somebody there took away the very message that it changes or the place that was being filled; the channel is as
   * it was.
   */
  readonly reason: 'closed' | 'gone' | 'forbidden' | 'deleted';
  /** @param detail the platform's own code, for the log. */
  constructor(reason: Unreachable['reason'], detail: string) {
    super(`The recipient cannot be reached (${reason}, ${detail}); nothing was delivered`);
    this.reason = reason;
  }
}

/** The platform failed or did not answer; the message may or may not have arrived, so a retry must carry the same key. */
export class Temporary extends Error {
  override readonly name = 'Temporary';
}

/**
 * Where an error was thrown, from the inmost call outwards. Its stack begins with its message, which may hold what a member typed, in
 * as many lines as they typed: nothing of that is in here.
 */
export function placesOf({ message, stack = '' }: Error): readonly string[] {
  const messageAt = stack.indexOf(message);
  if (messageAt < 0) return [];
  const calls = stack.slice(messageAt + message.length).match(/^ +at .*$/gm) ?? [];
  return calls.map((call) => call.trim());
}
