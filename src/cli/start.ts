import { discordPreview } from '../adapters/discord/preview.ts';
import { createPlayground, movableClock } from '../adapters/playground/index.ts';
import { slackPreview } from '../adapters/slack/preview.ts';
import { type Config, readConfig } from '../config/index.ts';
import type { Log } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock, uptimeMs } from '../core/time/index.ts';
import { requireAnswer } from '../db/health.ts';
import { type Area, createApp } from '../http/app.ts';
import { isLoopback, loopbackNamesOnly, sameSiteOnly, tokenOnly } from '../http/guards.ts';
import { listen } from '../http/server.ts';
import { createLog } from '../logging/index.ts';
import { openBot } from './open-bot.ts';
import { platformsFor } from './platforms.ts';
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
  await Promise.race([untilStopped(log, () => running.close()), running.failed]);
}

interface RunningBot {
  readonly url: string;
  readonly hasPlayground: boolean;
  /** Rejects with `SetupError`, once everything is closed, where a platform will never let the bot in again. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

async function startBot(config: Config, log: Log): Promise<RunningBot> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const clock = movableClock(systemClock);
    const { bot, database } = await openBot(config, log, clock);
    closers.push(
      () => database.close(),
      () => bot.stop(),
    );
    const previews = [discordPreview, slackPreview];
    const playground = createPlayground({ dispatcher: bot.dispatcher, clock, random: systemRandom, previews });
    const guards = playgroundGuards(config);
    const fatal = Promise.withResolvers<never>();
    const platforms = await platformsFor(config, bot, { clock, log, onFatal: fatal.reject });
    const areas: Area[] = [
      ...platforms.flatMap(({ routes }) => (routes ? [{ routes, guards: [] }] : [])),
      ...(guards ? [{ routes: playground.routes, guards }] : []),
    ];
    const server = await listen(createApp({ log, healthy: () => requireAnswer(database), areas }), config);
    closers.push(() => server.close(), announce(config.dataFolder, server.url));

    await bot.work([playground.deliveries, ...platforms.map((platform) => platform.deliveries)]);
    closers.push(clock.onMove(() => void bot.tick()));
    for (const platform of platforms) {
      closers.push(() => platform.close());
      await platform.start();
    }
    const failed = fatal.promise.catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { url: server.url, hasPlayground: guards !== undefined, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What stands before the playground; undefined where nothing would. */
function playgroundGuards({ host, playgroundToken }: Config): Area['guards'] | undefined {
  if (playgroundToken !== undefined) return [sameSiteOnly, tokenOnly(playgroundToken)];
  return isLoopback(host) ? [loopbackNamesOnly, sameSiteOnly] : undefined;
}
