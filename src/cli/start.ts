import { setTimeout as pause } from 'node:timers/promises';
import { movableClock } from '../adapters/playground/index.ts';
import { type Config, readConfig } from '../config/index.ts';
import type { Log } from '../core/ports/index.ts';
import { systemClock, uptimeMs } from '../core/time/index.ts';
import { requireAnswer } from '../db/health.ts';
import { createApp } from '../http/app.ts';
import { listen } from '../http/server.ts';
import { createLog } from '../logging/index.ts';
import { createTelemetry, type RunningTelemetry } from '../telemetry/index.ts';
import { createListening } from './listening.ts';
import { openBot } from './open-bot.ts';
import { platformsFor } from './platforms.ts';
import { type Duties, dutiesOf } from './role.ts';
import { announce } from './running.ts';
import { areasServed, playgroundFor } from './served.ts';
import { untilStopped } from './stopping.ts';

export interface StartOptions {
  /** One of `roles`. */
  readonly role: string;
  /** False leaves the database's migrations to `rebound migrate`. */
  readonly migrate: boolean;
}

/**
 * Runs the bot until it is told to stop. Throws `SetupError` where it cannot start.
 * @param say prints a line for the person who started it.
 */
export async function start({ role, migrate }: StartOptions, say: (line: string) => void): Promise<void> {
  const config = readConfig();
  const duties = dutiesOf(role, config.databaseUrl);
  const telemetry = createTelemetry();
  const log = createLog(config.logLevel, telemetry.facts);
  telemetry.logTo(log);
  const running = await startBot(config, duties, { log, telemetry, migrates: migrate });
  // Counted from the start of the process, so that it is what the person waited.
  say(`Ready in ${(uptimeMs() / 1000).toFixed(1)} s: ${running.url}`);
  if (duties.serves && !running.hasPlayground) {
    say(
      'The playground is off: HOST lets other machines in. Set REBOUND_PLAYGROUND_TOKEN to open it to those who know it.',
    );
  }
  await Promise.race([untilStopped(log, () => running.close()), running.failed]);
}

interface RunningBot {
  readonly url: string;
  readonly hasPlayground: boolean;
  /** Rejects with `SetupError`, once everything is closed, where no platform will ever let the bot in again. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

// A load balancer looks every few seconds whom it may send to; until it has looked, requests still come.
const noticeMs = 3_000;

async function startBot(
  config: Config,
  duties: Duties,
  { log, telemetry, migrates }: { log: Log; telemetry: RunningTelemetry; migrates: boolean },
): Promise<RunningBot> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    // Whoever lives on a real platform lives by the real time.
    const clock = movableClock(systemClock, !config.discord && !config.slack);
    const { bot, database } = await openBot(config, log, clock, telemetry, migrates);
    closers.push(
      () => database.close(),
      () => bot.stop(),
    );
    const playground = playgroundFor(config, duties, bot, clock, telemetry);
    const listening = createListening(log, uptimeMs);
    const platforms = await platformsFor(config, bot, { clock, log, telemetry, refuse: listening.refuse });
    telemetry.metrics.follow({
      dueLag: bot.backlog.lag,
      queueDepth: bot.backlog.depths,
      pool: database.pool,
      platforms: listening.reaching,
    });
    // Once no requests are taken any more: what they set going may still be answering.
    closers.push(listening.close);
    const areas = areasServed(config, duties, { platforms, playground, metrics: telemetry.metrics });
    let isLeaving = false;
    const ready = async () => {
      if (isLeaving) throw new Error('This process takes no more');
      if (!listening.isReached()) throw new Error('No platform reaches the bot, or not all of them yet');
      await requireAnswer(database);
    };
    const server = await listen(createApp({ log, ready, areas }), config);
    closers.push(() => server.close());
    if (playground)
      closers.push(
        announce(config.dataFolder, server.url),
        clock.onMove(() => void bot.tick()),
      );

    const delivering = duties.works ? platforms.map(({ deliveries }) => deliveries) : [];
    if (playground) delivering.push(playground.deliveries);
    if (delivering.length > 0) await bot.work(delivering);
    const listened = platforms.filter(({ connects }) => (connects ? duties.connects : duties.serves));
    await listening.start(listened);
    if (duties.works) {
      bot.watch();
      // What came due while nobody looked need not wait for the next minute.
      void bot.tick();
    }
    if (duties.connects || duties.serves) void bot.warm();
    closers.push(async () => {
      isLeaving = true;
      if (listened.some(({ connects }) => !connects)) await pause(noticeMs);
    });
    const failed = listening.refused.catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { url: server.url, hasPlayground: playground !== undefined, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}
