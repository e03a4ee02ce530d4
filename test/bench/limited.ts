import { performance } from 'node:perf_hooks';
import { startDiscordServer } from '../servers/discord/server.ts';
import { startSlackServer } from '../servers/slack/server.ts';

/** A platform on this machine that refuses what goes over its limit. */
export interface Peer {
  readonly platform: 'discord' | 'slack';
  readonly apiUrl: string;
  readonly token: string;
  /** Check-ins that each community has at the same minute, all in one channel. */
  readonly schedules: number;
  /** Knows these channels from here on. */
  settle(channels: readonly string[]): void;
  opened(): number;
  /** When each request was taken, by `performance.now()`. */
  readonly takenAt: readonly number[];
  refused(): number;
  /**
   * The least time that opening so many check-ins can take under the limit, in milliseconds; the first are taken at once.
   * Undefined where the bot is slower than the limit however fast it is.
   */
  leastMs(due: number): number | undefined;
  close(): Promise<void>;
}

/** Takes `most` by each name in a second. Answers 0 where one is taken, else the seconds to wait. */
function countBySecond(most: number) {
  const windows = new Map<string, { startedAt: number; count: number }>();
  const takenAt: number[] = [];
  let refused = 0;
  const take = (name: string): number => {
    const now = performance.now();
    const known = windows.get(name);
    const window = known && now < known.startedAt + 1_000 ? known : { startedAt: now, count: 0 };
    windows.set(name, window);
    if (window.count >= most) {
      refused += 1;
      return (window.startedAt + 1_000 - now) / 1_000;
    }
    window.count += 1;
    takenAt.push(now);
    return 0;
  };
  return { take, takenAt, refused: () => refused };
}

/** 50 requests a second over all servers. */
export async function limitedDiscord(): Promise<Peer> {
  const limit = 50;
  const server = await startDiscordServer();
  // Each community is a server of its own, and far from having too many threads.
  server.state.mostThreads = Number.POSITIVE_INFINITY;
  const { take, ...counted } = countBySecond(limit);
  server.interfere(() => {
    const seconds = take('the bot');
    if (seconds === 0) return undefined;
    return {
      status: 429,
      headers: { 'retry-after': String(seconds), 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
      body: { message: 'You are being rate limited.', retry_after: seconds, global: true },
    };
  });
  return {
    platform: 'discord',
    apiUrl: server.apiUrl,
    token: server.state.token,
    schedules: 1,
    settle: () => undefined,
    opened: () => server.state.threads.size,
    ...counted,
    // A check-in is opened by its message and the thread on it.
    leastMs: (due) => ((due * 2 - limit) / limit) * 1_000,
    close: server.close,
  };
}

/** One message a second and channel. Each workspace has two check-ins, so that the limit is felt. */
export async function limitedSlack(): Promise<Peer> {
  const schedules = 2;
  const server = await startSlackServer();
  const { state } = server;
  const token = 'xoxb-by-hand';
  state.tokens.set(token, 'T1');
  const { take, ...counted } = countBySecond(1);
  state.interfere = (method, { channel }) => {
    const seconds = method === 'chat.postMessage' ? take(String(channel)) : 0;
    // Slack tells whole seconds.
    return seconds === 0 ? undefined : { status: 429, headers: { 'retry-after': String(Math.ceil(seconds)) } };
  };
  return {
    platform: 'slack',
    apiUrl: server.apiUrl,
    token,
    schedules,
    settle: (channels) => {
      for (const id of channels) state.channels.set(id, { id, name: id, members: [] });
    },
    opened: () => state.messages.length,
    ...counted,
    leastMs: () => undefined,
    close: server.close,
  };
}
