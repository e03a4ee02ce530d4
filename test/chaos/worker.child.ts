import { createDiscord } from '../../src/adapters/discord/index.ts';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { openServer } from '../../src/db/open.ts';

// A worker as it runs, to be killed; only its clock is told to it, and it looks for what is due more often than once a minute.
const [url = '', apiUrl = '', token = ''] = process.argv.slice(2);

let aheadMs = Number(process.argv[5] ?? 0);
process.on('message', (ms) => {
  aheadMs = Number(ms);
});
process.on('disconnect', () => process.exit());

const quiet = () => undefined;
const tell = (facts: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
const log = { info: quiet, warn: quiet, error: tell };
const clock = { now: () => new Date(Date.now() + aheadMs) };
const database = await openServer({ url, poolSize: 6, onIdleError: quiet });
const secretKey = new Uint8Array(32).fill(7);
const bot = composeBot({ database, secretKey, clock, random: systemRandom, log });
await bot.open();
const options = { token, apiUrl, sharding: 'auto' } as const;
const { dispatcher, communities } = bot;
const discord = createDiscord({
  options,
  dispatcher,
  communities: communities.port,
  locales: ['en'],
  clock,
  log,
  onFatal: quiet,
});
await bot.work([discord.deliveries]);
process.send?.('working');
for (;;) {
  await bot.tick();
  await new Promise((resolve) => setTimeout(resolve, 700));
}
