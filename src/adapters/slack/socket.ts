import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../core/ports/index.ts';
import { quietLogger, slackCode } from './web.ts';

/** A connection that is kept. */
export interface Socket {
  readonly receiver: SocketModeReceiver;
  /** Resolves at the first connection; rejects where Slack refuses the token. Goes on trying where Slack cannot be reached. */
  start(): Promise<void>;
  isConnected(): boolean;
  close(): Promise<void>;
}

// What trying again cannot change (docs.slack.dev, apps.connections.open).
const refusals = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'not_allowed_token_type'];

const longestPauseMs = 30_000;

/**
 * Socket Mode. The SDK's own reconnecting waits for its ping timeout (5 s) after every loss, Slack's routine refresh
 * included, and ends the process where the network is down meanwhile (an unhandled rejection); so it is left off and the
 * connection is kept here: at once after a loss, then at growing intervals.
 */
export function createSocket(parts: {
  readonly appToken: string;
  readonly web: WebClientOptions;
  readonly log: Log;
}): Socket {
  const { appToken, web, log } = parts;
  const receiver = new SocketModeReceiver({
    appToken,
    logger: quietLogger(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: web },
  });
  const { client } = receiver;
  const closing = new AbortController();
  let kept: Promise<void> = Promise.resolve();
  let isConnected = false;

  /** Connects and stays until the connection is lost. Rejects where there was none. */
  const stay = async (connected: () => void): Promise<void> => {
    let lost: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      lost = resolve;
    });
    client.once('disconnected', lost);
    try {
      await client.start();
      isConnected = true;
      connected();
      await ended;
    } finally {
      isConnected = false;
      client.removeListener('disconnected', lost);
    }
  };

  const keep = async (connected: () => void, refused: (error: unknown) => void): Promise<void> => {
    let failures = 0;
    while (!closing.signal.aborted) {
      try {
        await stay(() => {
          failures = 0;
          connected();
        });
      } catch (error) {
        if (closing.signal.aborted) return;
        const code = slackCode(error);
        if (refusals.includes(code)) {
          log.error({ error: code }, 'Slack refuses SLACK_APP_TOKEN; correct it and start again');
          return refused(error);
        }
        failures += 1;
        log.warn({ error: code, failures }, 'No connection to Slack; trying again');
        await pause(Math.min(longestPauseMs, 250 * 2 ** failures), closing.signal);
      }
    }
  };

  return {
    receiver,
    start: () =>
      new Promise((resolve, reject) => {
        kept = keep(resolve, reject);
      }),
    isConnected: () => isConnected,
    close: async () => {
      closing.abort();
      await client.disconnect();
      await kept;
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
