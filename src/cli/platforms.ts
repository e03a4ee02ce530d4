import type { Hono } from 'hono';
import type { Bot } from '../compose.ts';
import type { Config } from '../config/index.ts';
import type { SetupError } from '../core/errors/index.ts';
import type { Clock, Deliveries, Log } from '../core/ports/index.ts';
import { systemClock } from '../core/time/index.ts';

/** A chat platform that the bot is on. */
export interface Platform {
  readonly deliveries: Deliveries;
  /** What the platform calls on the bot's own server. */
  readonly routes?: Hono;
  /** Whether it sends over a connection that `start` opens; else it calls the bot's server, and `start` only says hello. */
  readonly connects: boolean;
  /** Throws `SetupError` where the platform will not let the bot in as it is set up. */
  start(): Promise<void>;
  /** Whether it reaches the bot, once started. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** The chat platforms that are set up, none of them started. The SDK of each is loaded only where it is used. */
export async function platformsFor(
  config: Config,
  bot: Bot,
  parts: { readonly clock: Clock; readonly log: Log; onFatal(error: SetupError): void },
): Promise<readonly Platform[]> {
  const platforms: Platform[] = [];
  if (config.discord) {
    const { discordFor } = await import('./discord.ts');
    platforms.push({ ...discordFor(config.discord, bot, parts), connects: true });
  }
  if (config.slack) {
    const { slackFor } = await import('./slack.ts');
    // Slack's signatures go by the real time, however far the playground's clock was moved.
    const slack = slackFor(config.slack, bot, systemClock, parts.log);
    // Slack out of reach leaves the others untouched; it tells the log itself.
    const start = async () => void slack.start().catch(() => undefined);
    platforms.push({ ...slack, start, connects: config.slack.connection.kind === 'socket' });
  }
  return platforms;
}
