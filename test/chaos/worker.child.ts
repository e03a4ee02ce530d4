import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { openServer } from '../../src/db/open.ts';

// A worker as it runs, to be killed; only its clock is told to it, and it looks for what is due more often than once a minute.
const [url = '', apiUrl = '', token = '', ahead = '0', platform = 'discord'] = process.argv.slice(2);

let aheadMs = Number(ahead);
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
const { dispatcher, claims, secrets } = bot;
const communities = bot.communities.port;

// Each loads an SDK of its own, which takes a while.
const onDiscord = async () => {
  const { createDiscord } = await import('../../src/adapters/discord/index.ts');
  const options = { token, apiUrl, sharding: 'auto' } as const;
  return createDiscord({ options, dispatcher, communities, claims, locales: ['en'], clock, log, onFatal: quiet })
    .deliveries;
};
const onSlack = async () => {
  const { createSlack } = await import('../../src/adapters/slack/index.ts');
  const connection = { kind: 'http', signingSecret: 'of nobody, since nobody is heard here' } as const;
  const settings = { apiUrl, connection, botToken: token, oauth: undefined };
  const home = async () => [];
  return createSlack({ settings, dispatcher, communities, claims, secrets, clock, log, home, onFatal: quiet })
    .deliveries;
};
await bot.work([await (platform === 'slack' ? onSlack() : onDiscord())]);
process.send?.('working');
for (;;) {
  await bot.tick();
  await new Promise((resolve) => setTimeout(resolve, 700));
}
