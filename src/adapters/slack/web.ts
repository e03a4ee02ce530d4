import {
  type Logger,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { RateLimited, Temporary, Unreachable } from '../../core/errors/index.ts';
import type { Log } from '../../core/ports/index.ts';

/** How calls of Slack's Web API are made. Nothing is tried again here: left alone the SDK would go on for half an hour. */
export function webOptions(parts: { readonly apiUrl: string; readonly log: Log }): WebClientOptions {
  return {
    slackApiUrl: parts.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: callTimeoutMs,
    logger: quietLogger(parts.log),
  };
}

// Slack answers within a second; a call that hangs must leave room to answer the member some other way.
const callTimeoutMs = 10_000;

/** Web clients by token, made once each. */
export function createClients(options: WebClientOptions): (token: string) => WebClient {
  const clients = new Map<string, WebClient>();
  return (token) => {
    const known = clients.get(token);
    if (known) return known;
    const made = new WebClient(token, options);
    clients.set(token, made);
    return made;
  };
}

/** The SDK's logger on ours: its warnings and errors. What it tells below that holds payloads, which we never log. */
export function quietLogger(log: Log): Logger {
  const ignore = () => undefined;
  return {
    debug: ignore,
    info: ignore,
    warn: (...said) => log.warn({ said: shortly(said) }, "Slack's SDK warns"),
    error: (...said) => log.warn({ said: shortly(said) }, "Slack's SDK failed"),
    setLevel: ignore,
    setName: ignore,
    getLevel: () => LogLevel.WARN,
  };
}

function shortly(said: readonly unknown[]): string {
  const [first] = said;
  return (first instanceof Error ? slackCode(first) : String(first)).slice(0, 120);
}

/** What trying again with the same token cannot change (docs.slack.dev, apps.connections.open and auth.test). */
export const refusals: readonly string[] = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
];

/** Slack's own code of a failure, or its kind: never a text. */
export function slackCode(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIHTTPError) return `http_${error.statusCode}`;
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  return error instanceof Error ? error.name : typeof error;
}

// Codes of chat.postMessage, chat.update, conversations.open and the file methods, as docs.slack.dev lists them.
const closed = [
  'cannot_dm_bot',
  'user_disabled',
  'messages_tab_disabled',
  'user_not_visible',
  'cannot_message_user',
  'user_not_found',
  'users_not_found',
];
const gone = [
  'channel_not_found',
  'is_archived',
  'account_inactive',
  'token_revoked',
  'team_not_found',
  'org_login_required',
];
const deleted = ['message_not_found', 'thread_not_found'];
const forbidden = [
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'missing_scope',
  'no_permission',
  'access_denied',
  'ekm_access_denied',
  'team_access_not_granted',
  'cant_update_message',
  'edit_window_closed',
  'method_not_supported_for_channel_type',
];

/** What a failed call means for a delivery. Anything else than these is a fault of ours and is given back as it is. */
export function deliveryError(error: unknown): unknown {
  if (error instanceof RateLimited || error instanceof Unreachable) return error;
  if (error instanceof WebAPIRateLimitedError) return new RateLimited(error.retryAfter * 1000);
  const code = slackCode(error);
  if (code === 'ratelimited' || code === 'rate_limited') return new RateLimited(1_000);
  if (closed.includes(code)) return new Unreachable('closed', code);
  if (gone.includes(code)) return new Unreachable('gone', code);
  if (deleted.includes(code)) return new Unreachable('deleted', code);
  if (forbidden.includes(code)) return new Unreachable('forbidden', code);
  // Who runs the bot mends a token that was copied wrong or ran out; what is due meanwhile waits.
  if (['invalid_auth', 'not_authed', 'token_expired'].includes(code))
    return new Temporary(`Slack refuses the bot's token (${code})`);
  const isOurs = error instanceof WebAPIPlatformError && !/internal|fatal|unavailable|timeout/.test(code);
  return isOurs ? error : new Temporary(`Slack failed (${code}); the message may or may not have arrived`);
}
