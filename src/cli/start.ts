import { discordPreview } from '../adapters/discord/preview.ts';
import { createPlayground, movableClock } from '../adapters/playground/index.ts';
import type { Slack } from '../adapters/slack/index.ts';
import { slackPreview } from '../adapters/slack/preview.ts';
import type { Bot } from '../compose.ts';
import { type Config, readConfig } from '../config/index.ts';
import type { SlackConfig } from '../config/slack.ts';
import type { Log } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock, uptimeMs } from '../core/time/index.ts';
import { requireAnswer } from '../db/health.ts';
import { type Area, createApp } from '../http/app.ts';
import { isLoopback, loopbackNamesOnly, sameSiteOnly, tokenOnly } from '../http/guards.ts';
import { listen } from '../http/server.ts';
import { createLog } from '../logging/index.ts';
import { openBot } from './open-bot.ts';
import { announce } from './running.ts';
import { untilStopped } from './stopping.ts';

/**
 * Runs the bot until it is told to stop. Throws `SetupError` where it cannot start.
 * @param say prints a line for the person who started it.
 */
export async function start(say: (line: string) => void): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const running = await startBot(config, log);
  // Counted from the start of the process, so that it is what the person waited.
  say(`Ready in ${(uptimeMs() / 1000).toFixed(1)} s: ${running.url}`);
  if (!running.hasPlayground) {
    say(
      'The playground is off: HOST lets other machines in. Set REBOUND_PLAYGROUND_TOKEN to open it to those who know it.',
    );
  }
  await untilStopped(log, () => running.close());
}

interface RunningBot {
  readonly url: string;
  readonly hasPlayground: boolean;
  close(): Promise<void>;
}

async function startBot(config: Config, log: Log): Promise<RunningBot> {
  const clock = movableClock(systemClock);
  const { bot, database } = await openBot(config, log, clock);
  try {
    const previews = [discordPreview, slackPreview];
    const playground = createPlayground({ dispatcher: bot.dispatcher, clock, random: systemRandom, previews });
    const slack = config.slack && (await connectSlack(config.slack, bot, log));
    const guards = playgroundGuards(config);
    const areas: Area[] = [
      ...(slack ? [{ routes: slack.routes, guards: [] }] : []),
      ...(guards ? [{ routes: playground.routes, guards }] : []),
    ];
    const server = await listen(createApp({ log, healthy: () => requireAnswer(database), areas }), config);
    await bot.work([playground.deliveries, ...(slack ? [slack.deliveries] : [])]);
    const unwatch = clock.onMove(() => void bot.tick());
    // A platform that is out of reach or refuses us leaves the others untouched; it tells the log itself.
    slack?.start().catch(() => undefined);
    const withdraw = announce(config.dataFolder, server.url);
    return {
      url: server.url,
      hasPlayground: guards !== undefined,
      close: async () => {
        withdraw();
        unwatch();
        await slack?.close();
        await server.close();
        await bot.stop();
        await database.close();
      },
    };
  } catch (error) {
    await bot.stop();
    await database.close();
    throw error;
  }
}

/**
 * The bot on Slack, whose SDK is loaded only where it is used. Slack's signatures go by the real time, however far the
 * playground's clock was moved.
 */
async function connectSlack(settings: SlackConfig, bot: Bot, log: Log): Promise<Slack> {
  const { slackFor } = await import('./slack.ts');
  return slackFor(settings, bot, systemClock, log);
}

/** What stands before the playground; undefined where nothing would. */
function playgroundGuards({ host, playgroundToken }: Config): Area['guards'] | undefined {
  if (playgroundToken !== undefined) return [sameSiteOnly, tokenOnly(playgroundToken)];
  return isLoopback(host) ? [loopbackNamesOnly, sameSiteOnly] : undefined;
}
