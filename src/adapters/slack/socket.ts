import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../core/ports/index.ts';
import { quietLogger, refusals, slackCode } from './web.ts';

/** A connection that is kept. */
export interface Socket {
  readonly receiver: SocketModeReceiver;
  /** Resolves at the first connection, or where Slack refuses the token. Goes on trying where Slack cannot be reached. */
  start(): Promise<void>;
  isConnected(): boolean;
  close(): Promise<void>;
}

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
  /** Told where Slack refuses the token, at first or later: the connection is given up. */
  onRefused(): void;
}): Socket {
  const { appToken, web, log, onRefused } = parts;
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

  const keep = async (settled: () => void): Promise<void> => {
    let failures = 0;
    while (!closing.signal.aborted) {
      try {
        await stay(() => {
          failures = 0;
          settled();
        });
      } catch (error) {
        if (closing.signal.aborted) return;
        const code = slackCode(error);
        if (refusals.includes(code)) {
          log.info({ error: code }, 'Slack refuses the app token');
          onRefused();
          return settled();
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
      new Promise((resolve) => {
        kept = keep(resolve);
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
