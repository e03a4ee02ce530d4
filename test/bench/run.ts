import { eq } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { Bench } from 'tinybench';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { openInMemory } from '../../src/db/open.ts';
import { failingLog } from '../support/log.ts';
import { note, printRows } from './rows.ts';

// Each row is a ratio of two things measured side by side in this run, so that the machine cancels out.

const bare = pgTable('bench_bare', { id: uuid('id').primaryKey(), note: text('note').notNull() });
const database = await openInMemory();
await database.client.exec('create table bench_bare (id uuid primary key, note text not null)');
const log = failingLog();
const secretKey = new Uint8Array(32).fill(7);
const { dispatcher } = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log });

const actor = {
  platform: 'playground',
  communityId: 'bench',
  userId: 'ana',
  displayName: words('Ana'),
  isModerator: false,
  locale: 'en',
} as const;
const abilities = { inlineErrors: true, formAfterForm: true };

async function types(line: string): Promise<void> {
  const id = systemRandom.uuid();
  await dispatcher.dispatch({ kind: 'line', id, actor, place: { kind: 'direct' }, line }, abilities);
  log.check();
}

async function insertAndSelect(): Promise<void> {
  const id = systemRandom.uuid();
  await database.queries.insert(bare).values({ id, note: 'Acme' });
  await database.queries.select().from(bare).where(eq(bare.id, id));
}

const bench = new Bench({ time: 2_000, warmupTime: 500 });
bench
  .add('one INSERT and one SELECT through drizzle', insertAndSelect)
  .add('/rejected interview company:Acme, stored and answered', () => types('/rejected interview company:Acme'))
  .add('/guide ghosted, searched and answered', () => types('/guide ghosted'))
  .add('/help', () => types('/help'));
await bench.run();
await database.close();

const perSecond = (at: number) => {
  const result = bench.tasks[at]?.result;
  return result && 'throughput' in result ? result.throughput.mean : Number.NaN;
};
for (const [at, { name }] of bench.tasks.entries()) {
  if (at > 0)
    note(
      `on the embedded database in memory: ${name}, times ${bench.tasks[0]?.name}`,
      (perSecond(at) / perSecond(0)).toFixed(2),
    );
}
if (import.meta.main) printRows();
