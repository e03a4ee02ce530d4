import { createDiscord } from '../../src/adapters/discord/index.ts';
import { createSlack } from '../../src/adapters/slack/index.ts';
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

const onDiscord = () => {
  const options = { token, apiUrl, sharding: 'auto' } as const;
  return createDiscord({ options, dispatcher, communities, locales: ['en'], clock, log, onFatal: quiet }).deliveries;
};
const onSlack = () => {
  const connection = { kind: 'http', signingSecret: 'of nobody, since nobody is heard here' } as const;
  const settings = { apiUrl, connection, botToken: token, oauth: undefined };
  const home = async () => [];
  return createSlack({ settings, dispatcher, communities, claims, secrets, clock, log, home }).deliveries;
};
await bot.work([platform === 'slack' ? onSlack() : onDiscord()]);
process.send?.('working');
for (;;) {
  await bot.tick();
  await new Promise((resolve) => setTimeout(resolve, 700));
}
