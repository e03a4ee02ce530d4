import { loadContent } from '../../src/content/index.ts';
import type { Outbox } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Queries } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { createVault } from '../../src/db/vault.ts';
import { createPairings } from '../../src/features/pairings/index.ts';

// A process that begins a round and is gone in the middle of it, as by kill -9: node pair-maker.child.ts DATABASE NOW.
const [url = '', now = ''] = process.argv.slice(2);

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => new Date(now) };
const database = await openServer({ url, poolSize: 2, onIdleError: () => undefined });
let told = 0;
const outbox: Outbox<Queries> = {
  enqueue: async () => {
    told += 1;
    // One pair stands with both of its members by then, and another is begun.
    if (told > 4) process.kill(process.pid, 'SIGKILL');
  },
  refresh: async () => undefined,
};
const pairings = createPairings({
  database,
  vault: createVault(new Uint8Array(32).fill(7)),
  outbox,
  consents: createConsents({ database, clock }),
  clock,
  random: systemRandom,
  log,
  content: loadContent(),
  daysOffAround: async () => new Map(),
  pausesOf: async () => new Map(),
  isPaused: async () => false,
  known: async () => [[], []],
});
await pairings.watchers.find(({ name }) => name === 'pairings.round')?.tick(clock.now());
