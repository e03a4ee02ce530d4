import type { Edge } from './exact.ts';
import type { Scores } from './scores.ts';

/**
 * So many partners of each are weighed, in small rounds more. With everybody's partners 1,000 people take ten times as long; with
 * these the outcome stays within two thousandths of the heaviest (measured: test/bench/matching.ts). Of 100 people all are weighed.
 */
const partnersKept = { least: 20, edges: 12_000 };

/**
 * The edges worth weighing among `group`: for each the partners best for them, as seen against how well those do with everybody:
 * else all would keep the same few favourites, and the rest had nobody. A greedy matching besides, so that few edges leave
 * nobody over.
 */
export function prunedEdges(group: readonly number[], scores: Scores): Edge[] {
  const count = Math.max(partnersKept.least, Math.floor(partnersKept.edges / group.length));
  const means = new Float64Array(scores.count);
  for (const at of group) means[at] = meanOf(at, scores);
  const kept = new Set<number>();
  const keep = (one: number, other: number) => kept.add(Math.min(one, other) * scores.count + Math.max(one, other));
  for (const at of group) {
    const worth = (other: number) => scores.points(at, other) - (means[other] ?? 0);
    for (const other of best(scores.partners(at), worth, count)) keep(at, other);
  }
  for (const [one, other] of greedyPairs(group, scores)) keep(one, other);
  return [...kept].map((key) => edge(Math.floor(key / scores.count), key % scores.count, scores));
}

/** All that `at` could be paired with. */
export function edgesOf(at: number, scores: Scores): Edge[] {
  return scores.partners(at).map((other) => edge(Math.min(at, other), Math.max(at, other), scores));
}

function edge(one: number, other: number, scores: Scores): Edge {
  return [one, other, scores.points(one, other)];
}

function meanOf(at: number, scores: Scores): number {
  const partners = scores.partners(at);
  return partners.reduce((sum, other) => sum + scores.points(at, other), 0) / Math.max(1, partners.length);
}

function best(all: readonly number[], worth: (each: number) => number, count: number): number[] {
  if (all.length <= count) return [...all];
  const valued = all.map((each) => ({ each, value: worth(each) }));
  return valued
    .toSorted((one, other) => other.value - one.value)
    .slice(0, count)
    .map(({ each }) => each);
}

/** Those with the fewest partners choose first, each the best who is still free. */
function greedyPairs(group: readonly number[], scores: Scores): [number, number][] {
  const taken = new Set<number>();
  const byFewest = group.toSorted((one, other) => scores.partners(one).length - scores.partners(other).length);
  return byFewest.flatMap((at): [number, number][] => {
    if (taken.has(at)) return [];
    let choice: number | undefined;
    for (const other of scores.partners(at)) {
      const isBetter = choice === undefined || scores.points(at, other) > scores.points(at, choice);
      if (!taken.has(other) && isBetter) choice = other;
    }
    if (choice === undefined) return [];
    taken.add(at).add(choice);
    return [[at, choice]];
  });
}
