import { REST, RESTEvents } from 'discord.js';
import { RateLimited } from '../../core/errors/index.ts';
import type { Clock } from '../../core/ports/index.ts';
import { uptimeMs } from '../../core/time/index.ts';
import { discordLimits } from './limits.ts';

/** How to reach Discord's web API. */
export interface RestParts {
  /** The bot's token. */
  readonly token: string;
  /** Another address than Discord's own, for tests and proxies, with no version at its end. */
  readonly apiUrl?: string;
  readonly budget: InvalidRequests;
}

/**
 * For what answers a member who waits: queues where a route is limited, and leaves trying again to the caller, who knows how
 * long the member's interaction can still be answered.
 */
export function restForAnswers(parts: RestParts): REST {
  return build(parts, { retries: 0, timeout: 5_000 });
}

// Discord counts the bot's requests by the second: where a message is two requests, the second one waits for the next second
// rather than that the message stands in line again and its first request is made twice.
const longestWaitMs = 2_000;

/**
 * For deliveries: waits out the second that Discord counts by, and leaves others of the bot's processes their share of it; longer
 * pauses and trying again are the queue's part.
 */
export function restForDeliveries(parts: RestParts): REST {
  const share = createShare();
  const rest = build(parts, {
    retries: 0,
    timeout: 15_000,
    // With the bot's second used up at the same moment, discord.js counts any other limit as global, and waits it out.
    rejectOnRateLimit: ({ global, timeToReset, retryAfter }) =>
      !global || Math.max(timeToReset, retryAfter) > longestWaitMs,
  });
  rest.on(RESTEvents.Response, (_request, { status, headers }) => {
    const isRefused = status === 429 && headers.has('x-ratelimit-global');
    rest.options.globalRequestsPerSecond = share.after(uptimeMs(), isRefused);
  });
  return rest;
}

/** How many requests a second this process makes. Several share what Discord lets the bot have, and none knows of the others. */
interface Share {
  /** Told of each answer, and whether Discord refused the request since the bot had made all of that second. */
  after(nowMs: number, isRefused: boolean): number;
}

const leastShare = 2;

/**
 * Begins with all there is. Gives up as many as were refused in a second, and takes one more after a second in which none was: each
 * comes to its share, whatever the number of processes, and few requests are refused, which Discord counts against the bot.
 */
export function createShare(): Share {
  let share: number = discordLimits.requestsPerSecond;
  let second = 0;
  let refused = 0;
  return {
    after: (nowMs, isRefused) => {
      const now = Math.floor(nowMs / 1_000);
      if (now !== second) {
        const wished = refused > 0 ? share - refused : share + 1;
        share = Math.min(discordLimits.requestsPerSecond, Math.max(leastShare, wished));
        second = now;
        refused = 0;
      }
      if (isRefused) refused += 1;
      return share;
    },
  };
}

function build({ token, apiUrl, budget }: RestParts, options: ConstructorParameters<typeof REST>[0]): REST {
  const rest = new REST({ ...options, ...(apiUrl === undefined ? {} : { api: apiUrl }) }).setToken(token);
  rest.on(RESTEvents.Response, (_request, response) => {
    budget.note(response.status, response.headers.get('x-ratelimit-scope') ?? undefined);
  });
  return rest;
}

// Discord shuts an address out for an hour after 10,000. Several processes may share one, and each counts its own.
const mostInvalid = discordLimits.invalidRequests / 5;

/** Counts the requests that Discord holds against the bot's address, so that deliveries stop long before it shuts it out. */
export interface InvalidRequests {
  note(status: number, scope?: string): void;
  /** Throws `RateLimited` while too many were counted. */
  check(): void;
}

export function createInvalidRequests(clock: Clock): InvalidRequests {
  let counted = 0;
  let windowEnds = 0;
  const now = () => clock.now().getTime();
  const isOver = () => now() >= windowEnds;
  return {
    note: (status, scope) => {
      // A limit that all bots share is nobody's fault and is not counted.
      if (![401, 403, 429].includes(status) || scope === 'shared') return;
      if (isOver()) {
        counted = 0;
        windowEnds = now() + discordLimits.invalidWindowMs;
      }
      counted += 1;
    },
    check: () => {
      if (counted >= mostInvalid && !isOver()) throw new RateLimited(windowEnds - now(), 'bot');
    },
  };
}
