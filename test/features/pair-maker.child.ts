import { loadContent } from '../../src/content/index.ts';
import type { Outbox } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Queries } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { createVault } from '../../src/db/vault.ts';
import { createPairings } from '../../src/features/pairings/index.ts';
import { createPartners } from '../../src/features/partners/index.ts';

// A process that makes the pairs of a round and is gone in the middle of it, as by kill -9: node pair-maker.child.ts DATABASE NOW
// WATCHER, of mock interviews (`pairings.round`) or partner communities (`partners.round`).
const [url = '', now = '', watcher] = process.argv.slice(2);

const clock = { now: () => new Date(now) };
const database = await openServer({ url, poolSize: 2, onIdleError: () => undefined });
let told = 0;
const outbox: Outbox<Queries> = {
  enqueue: async () => {
    told += 1;
    // A pair stands with both of its members by then, and another is begun.
    if (told > 4) process.kill(process.pid, 'SIGKILL');
  },
  refresh: async () => undefined,
};
const given = {
  database,
  vault: createVault(new Uint8Array(32).fill(7)),
  outbox,
  consents: createConsents({ database, clock }),
  clock,
  random: systemRandom,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  isPaused: async () => false,
};
const pairings = createPairings({
  ...given,
  content: loadContent(),
  daysOffAround: async () => new Map(),
  pausesOf: async () => new Map(),
  known: async () => [[], []],
});
const watchers = [...pairings.watchers, ...createPartners(given).watchers];
await watchers.find(({ name }) => name === watcher)?.tick(clock.now());
