import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { openServer } from '../../src/db/open.ts';
import { act, actorNamed } from '../support/walker.ts';

// A bot in which somebody presses "Delete it all now", to be killed: node deleter.child.ts DATABASE USER TOKEN.
const [url = '', user = '', token = ''] = process.argv.slice(2);

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const database = await openServer({ url, poolSize: 3, onIdleError: () => undefined });
const secretKey = new Uint8Array(32).fill(7);
const bot = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log });
await bot.open();
await act(bot.dispatcher, actorNamed(user), { kind: 'press', token, chosen: [] });
