import type { Candidate } from '../../src/features/pairings/matching/candidate.ts';
import { shuffled } from '../../src/features/pairings/matching/chance.ts';
import { match } from '../../src/features/pairings/matching/match.ts';
import { type Scores, scoresOf } from '../../src/features/pairings/matching/scores.ts';

/** A way to make groups of a round's people; whoever is in none is left out. */
export type Method = (people: readonly Candidate[], round: number, fraction: () => number) => readonly string[][];

/** Best pair first, until none is left: what a bot does that scores pairs. The odd one is left out. */
export const greedy: Method = (people, round, fraction) => {
  const order = shuffled(people, fraction);
  const scores = scoresOf(order, round);
  const edges = order.flatMap((_, one) =>
    scores.partners(one).flatMap((other) => (other > one ? [{ one, other, points: scores.points(one, other) }] : [])),
  );
  const taken = new Set<number>();
  const pairs: string[][] = [];
  for (const { one, other } of edges.sort((first, second) => second.points - first.points)) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push([order[one]?.id ?? '', order[other]?.id ?? '']);
  }
  return pairs;
};

/** A hundred shuffles, neighbours paired where they may meet, the try kept that weighs most: what most bots do. */
export const randomTries: Method = (people, round, fraction) => {
  const scores = scoresOf(people, round);
  const allowed = people.map((_, at) => new Set(scores.partners(at)));
  let best: { pairs: [number, number][]; points: number } = { pairs: [], points: Number.NEGATIVE_INFINITY };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const order = shuffled([...people.keys()], fraction);
    const pairs = order.flatMap((one, at): [number, number][] => {
      const other = order[at + 1];
      return at % 2 === 0 && other !== undefined && allowed[one]?.has(other) ? [[one, other]] : [];
    });
    const points = weightOf(pairs, scores) + pairs.length * 1_000;
    if (points > best.points) best = { pairs, points };
  }
  return best.pairs.map((pair) => pair.map((at) => people[at]?.id ?? ''));
};

export const ours: Method = (people, round, fraction) => {
  const { groups } = match({ candidates: people, round, seed: Math.floor(fraction() * 2 ** 32) });
  return groups.map(({ members }) => [...members]);
};

export function weightOf(pairs: readonly (readonly [number, number])[], scores: Scores): number {
  return pairs.reduce((sum, [one, other]) => sum + scores.points(one, other), 0);
}
