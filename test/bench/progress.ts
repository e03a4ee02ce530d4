import { Bench } from 'tinybench';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { addDays, localDateOf, systemClock } from '../../src/core/time/index.ts';
import { openInMemory } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { createVault } from '../../src/db/vault.ts';
import { createApplicationsStore } from '../../src/features/applications/store.ts';
import { createGoalsStore } from '../../src/features/goals/store.ts';
import { failingLog } from '../support/log.ts';

// /progress of a member with two years behind them, beside the same member's /goal list, in this run.
const secretKey = new Uint8Array(32).fill(7);
const database = await openInMemory();
const log = failingLog();
const bot = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log });

const actor = {
  platform: 'playground',
  communityId: 'bench',
  userId: 'ana',
  displayName: words('Ana'),
  isModerator: false,
  locale: 'en',
} as const;

async function types(line: string): Promise<void> {
  const id = systemRandom.uuid();
  const abilities = { inlineErrors: true, formAfterForm: true };
  await bot.dispatcher.dispatch({ kind: 'line', id, actor, place: { kind: 'direct' }, line }, abilities);
  log.check();
}

const goalCount = 10;
const days = 730;
const applicationCount = 300;

async function fill(): Promise<void> {
  await types('/settings');
  const [member] = await database.queries.select({ id: members.id }).from(members);
  const memberId = member?.id ?? '';
  const now = systemClock.now();
  const today = localDateOf(now, 'UTC');
  const parts = { database, vault: createVault(secretKey) };
  const goals = createGoalsStore(parts);
  const rhythm = { kind: 'every', period: 'week' } as const;
  for (let goal = 0; goal < goalCount; goal += 1) {
    const goalId = systemRandom.uuid();
    await goals.add(memberId, goalId, { what: `goal ${goal}`, amount: 5, unit: '', why: '', rhythm }, now);
    for (let day = goal % 2; day < days; day += 2) {
      const entry = { id: systemRandom.uuid(), on: addDays(today, -day), amount: 1, note: '' };
      await goals.log(memberId, goalId, entry, now);
    }
  }
  const fresh = Array.from({ length: applicationCount }, (_, at) => {
    const appliedOn = addDays(today, -2 * at);
    const facts = { company: `Company ${at}`, role: '', link: '', source: '', nextOn: null, appliedOn };
    const ids = { id: systemRandom.uuid(), eventId: systemRandom.uuid(), noteId: systemRandom.uuid() };
    return { ...ids, note: '', facts: { ...facts, stage: at % 5 === 0 ? 'interview' : 'applied' } as const };
  });
  await createApplicationsStore(parts).add(memberId, fresh, { now, today });
}

await fill();
await bot.warm();
const began = performance.now();
await types('/progress');
const firstMs = performance.now() - began;
const bench = new Bench({ time: 3_000, warmupTime: 500 });
bench.add('/goal list', () => types('/goal list')).add('/progress, drawn', () => types('/progress'));
await bench.run();
await bot.stop();
await database.close();

const rows = bench.tasks.map(({ name, result }) => {
  if (!('latency' in result)) throw new Error(`${name} was not measured`);
  return { what: name, 'median ms': result.latency.p50.toFixed(0) };
});
process.stdout.write(
  [
    `${goalCount} goals logged for ${days} days, ${applicationCount} applications.`,
    `The first picture took ${firstMs.toFixed(0)} ms; the others:\n`,
  ].join('\n'),
);
// biome-ignore lint/suspicious/noConsole: a table on the terminal is what a benchmark is for
console.table(rows);
