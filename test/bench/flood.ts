import { setTimeout as pause } from 'node:timers/promises';
import { composeBot } from '../../src/compose.ts';
import { createPace } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock, uptimeMs } from '../../src/core/time/index.ts';
import { openInMemory } from '../../src/db/open.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed } from '../support/walker.ts';
import { note, printRows } from './rows.ts';

// One member sends a thousand commands a second, ten seconds long; four others ask for something now and then meanwhile.
const database = await openInMemory();
const log = failingLog();
const secretKey = new Uint8Array(32).fill(7);
const pace = createPace(systemClock);
const bot = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log, pace });
await bot.open();

const seconds = 10;
const types = (who: string, line: string) => act(bot.dispatcher, actorNamed(who), { kind: 'line', line });
await types('ana', '/rejected interview company:Acme');

const startedMs = uptimeMs();
const isOver = () => uptimeMs() - startedMs >= seconds * 1_000;
let sent = 0;

async function flood(): Promise<void> {
  const answering: Promise<unknown>[] = [];
  while (!isOver()) {
    for (; sent < uptimeMs() - startedMs; sent += 1) answering.push(types('flooder', '/goal add five long walks'));
    await pause(5);
  }
  await Promise.all(answering);
}

async function ask(who: string): Promise<number[]> {
  const took: number[] = [];
  while (!isOver()) {
    const askedMs = uptimeMs();
    await types(who, '/rejected interview company:Acme');
    took.push(uptimeMs() - askedMs);
    await pause(1_000);
  }
  return took;
}

const [, ...others] = await Promise.all([flood(), ...['ana', 'bo', 'cem', 'dee'].map(ask)]);
const took = others.flat();
log.check();
await bot.stop();
await database.close();
note(
  `the slowest of ${took.length} answers to four members while another sends ${Math.round(sent / seconds)} commands a second`,
  `${Math.max(...took).toFixed(0)} ms`,
  'below 1,000 ms',
);

if (import.meta.main) printRows();
