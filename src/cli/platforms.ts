import type { Hono } from 'hono';
import type { Bot } from '../compose.ts';
import type { Config } from '../config/index.ts';
import type { SetupError } from '../core/errors/index.ts';
import type { PlatformName } from '../core/interactions/index.ts';
import type { Clock, Deliveries, Log, Telemetry } from '../core/ports/index.ts';
import { systemClock } from '../core/time/index.ts';

/** A chat platform that the bot is on. */
export interface Platform {
  readonly name: PlatformName;
  readonly deliveries: Deliveries;
  /** What the platform calls on the bot's own server. */
  readonly routes?: Hono;
  /** Whether it sends over a connection that `start` opens; else it calls the bot's server, and `start` only says hello. */
  readonly connects: boolean;
  /** Tells where the platform will not let the bot in as it is set up; resolves then too. Goes on trying where it does not answer. */
  start(): Promise<void>;
  /** Whether it reaches the bot, once started. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** The chat platforms that are set up, none of them started. The SDK of each is loaded only where it is used. */
export async function platformsFor(
  config: Config,
  bot: Bot,
  parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly telemetry: Telemetry;
    refuse(platform: PlatformName, error: SetupError): void;
  },
): Promise<readonly Platform[]> {
  const { clock, log, telemetry, refuse } = parts;
  const platforms: Platform[] = [];
  if (config.discord) {
    const { discordFor } = await import('./discord.ts');
    const onFatal = (error: SetupError) => refuse('discord', error);
    const discord = discordFor(config.discord, bot, { clock, log, telemetry, onFatal });
    platforms.push({ ...discord, name: 'discord', connects: true });
  }
  if (config.slack) {
    const { slackFor } = await import('./slack.ts');
    // Slack's signatures go by the real time, however far the playground's clock was moved.
    const onFatal = (error: SetupError) => refuse('slack', error);
    const slack = slackFor(config.slack, bot, { clock: systemClock, log, telemetry, onFatal });
    // Nobody waits until Slack answers.
    const start = async () => void slack.start();
    platforms.push({ ...slack, name: 'slack', start, connects: config.slack.connection.kind === 'socket' });
  }
  return platforms;
}
