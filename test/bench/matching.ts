import { performance } from 'node:perf_hooks';
import { seeded } from '../../src/features/pairings/matching/chance.ts';
import { edgesOf } from '../../src/features/pairings/matching/edges.ts';
import { heaviestMatching } from '../../src/features/pairings/matching/exact.ts';
import { matchRound } from '../../src/features/pairings/matching/round.ts';
import { scoresOf } from '../../src/features/pairings/matching/scores.ts';
import { greedy, type Method, ours, randomTries, weightOf } from '../support/pairing-peers.ts';
import { people } from '../support/pairing-people.ts';
import { simulatedYear } from '../support/pairing-year.ts';

// What matching costs and what it is worth, against what other bots do. `--large` adds 3,000 people and the exact optimum of 1,000.
const isLarge = process.argv.includes('--large');
const sizes = isLarge ? [100, 1_000, 3_000] : [100, 1_000];
const exactUpTo = isLarge ? 1_000 : 300;
const methods: Readonly<Record<string, Method>> = { ours, greedy, 'random, 100 tries': randomTries };
const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

function measured<Result>(run: () => Result): { result: Result; ms: number; mb: number } {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms: (user + system) / 1_000, mb: (process.memoryUsage().rss - before) / 2 ** 20 };
}

const rows = sizes.flatMap((count) =>
  (['dense', 'pools'] as const).flatMap((shape) => {
    const candidates = people({ count, shape, fraction: seeded(count) });
    const scores = scoresOf(candidates, 1);
    const at = new Map(candidates.map(({ id }, place) => [id, place]));
    const edges =
      count <= exactUpTo ? candidates.flatMap((_, one) => edgesOf(one, scores).filter(([a]) => a === one)) : [];
    const exact = edges.length > 0 ? weightOf(heaviestMatching(edges), scores) : undefined;
    return Object.entries(methods).map(([method, run]) => {
      const { result, ms, mb } = measured(() => run(candidates, 1, seeded(1)));
      const pairs = result.map(([one = '', other = '']) => [at.get(one) ?? -1, at.get(other) ?? -1] as const);
      return {
        people: count,
        shape,
        method,
        'CPU ms': Math.round(ms),
        'MB more': Math.round(mb),
        'of the exact optimum': exact === undefined ? '' : percent(weightOf(pairs, scores) / exact),
        'left alone': count - result.flat().length,
      };
    });
  }),
);

/** The longest time for which this thread answered nothing while a round of 1,000 was matched. */
async function longestSilence(): Promise<{ silence: number; whole: number }> {
  const candidates = people({ count: 1_000, shape: 'dense', fraction: seeded(1_000) });
  let [last, silence] = [performance.now(), 0];
  const start = last;
  const beat = setInterval(() => {
    silence = Math.max(silence, performance.now() - last);
    last = performance.now();
  }, 5);
  await matchRound({ candidates, round: 1, seed: 1 });
  clearInterval(beat);
  return { silence, whole: performance.now() - start };
}

const { silence, whole } = await longestSilence();
const years = Object.entries(methods).map(([method, run]) => {
  const year = simulatedYear(run, 2026);
  return {
    method,
    'matched when they wanted': percent(year.matchedShare),
    'somebody new': percent(year.newShare),
    'again within 8 rounds': year.repeats,
    'longest wait, rounds': year.longestWait,
    'a kind they wanted': percent(year.servedShare),
  };
});
process.stdout.write('\nMatching for mock interviews, one round.\n');
// biome-ignore lint/suspicious/noConsole: a table on the terminal is what a benchmark is for
console.table(rows);
process.stdout.write(
  `1,000 people through matchRound: ${Math.round(whole)} ms, this thread silent for at most ${Math.round(silence)} ms.\n`,
);
process.stdout.write('\nA year of 60 members with changing habits, 52 rounds.\n');
// biome-ignore lint/suspicious/noConsole: a table on the terminal is what a benchmark is for
console.table(years);
