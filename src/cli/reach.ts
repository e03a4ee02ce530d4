import { type createClient, createPlayground, movableClock } from '../adapters/playground/index.ts';
import type { Config } from '../config/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import { createApp } from '../http/app.ts';
import { createLog } from '../logging/index.ts';
import { openBot } from './open-bot.ts';
import { findRunning } from './running.ts';

// A bot that restarts is back within seconds.
const patienceMs = 10_000;

/** Where a client of the playground finds the bot. */
export type Reach = Pick<Parameters<typeof createClient>[0], 'base' | 'token' | 'patienceMs' | 'fetch'>;

/** Reaches the bot that runs on the data folder, else opens one of its own there. The caller closes it. */
export async function reachBot(config: Config): Promise<{ reach: Reach; close(): Promise<void> }> {
  const running = await findRunning(config.dataFolder);
  const token = config.playgroundToken === undefined ? {} : { token: config.playgroundToken };
  if (running) return { reach: { base: running.url, ...token, patienceMs, fetch }, close: async () => undefined };

  const log = createLog('warn');
  const clock = movableClock(systemClock);
  const { bot, database } = await openBot(config, log, clock);
  const playground = createPlayground({ dispatcher: bot.dispatcher, clock, random: systemRandom, previews: [] });
  await bot.work([playground.deliveries]);
  bot.watch();
  clock.onMove(() => void bot.tick());
  const app = createApp({ log, ready: async () => undefined, areas: [{ routes: playground.routes, guards: [] }] });
  // The same client and the same requests, without a network between.
  const handed: typeof fetch = async (input, init) => app.fetch(new Request(input, init));
  const close = async () => {
    await bot.stop();
    await database.close();
  };
  return { reach: { base: 'http://localhost', patienceMs: 0, fetch: handed }, close };
}
