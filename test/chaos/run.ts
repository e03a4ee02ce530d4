import { parseArgs } from 'node:util';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { describe, isSound, runChaos } from './chaos.ts';

// npm run chaos: all of it, on a Postgres of its own. -- --seed 7 repeats the choices of a run, as far as chance alone decides them.
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    communities: { type: 'string' },
    interviews: { type: 'string' },
    members: { type: 'string' },
    rounds: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (line: string) => void process.stdout.write(`${line}\n`);

const server = await startPostgres();
try {
  await administer(server.url, 'create database chaos');
  say(`seed ${seed}`);
  const report = await runChaos({
    databaseUrl: databaseUrl(server.url, 'chaos'),
    seed,
    communities: Number(values.communities ?? 200),
    interviews: Number(values.interviews ?? 50),
    members: Number(values.members ?? 2_000),
    rounds: Number(values.rounds ?? 5),
    processes: 3,
    plan: [['cut'], ['kill'], ['hole'], ['cut']],
    // A worker that was killed takes some seconds to start, and the rest have to get something done meanwhile.
    blowEveryMs: 4_000,
    patienceMs: 10 * 60_000,
    roughness: 1,
    say,
  });
  say(describe(report));
  if (!isSound(report)) process.exitCode = 1;
} finally {
  await server.stop();
}
