import type { Candidate } from './candidate.ts';
import { seeded, shuffled } from './chance.ts';
import { edgesOf, prunedEdges } from './edges.ts';
import { type Edge, heaviestMatching } from './exact.ts';
import { type LeftOut, reasonsAlone } from './left-out.ts';
import { type Reason, reasonsFor } from './score.ts';
import { type Scores, scoresOf } from './scores.ts';
import { withThirds } from './trios.ts';

export interface Round {
  readonly candidates: readonly Candidate[];
  /** 1 or more, one more with each round of this pool. */
  readonly round: number;
  /** A whole number, 0 to 2³² - 1. */
  readonly seed: number;
}

/** Two or three who meet. */
export interface Group {
  readonly members: readonly [string, string] | readonly [string, string, string];
  /** Why, for each two of them, in the order of `members`: first and second, then first and third, second and third. */
  readonly why: readonly { readonly of: readonly [string, string]; readonly reasons: readonly Reason[] }[];
}

export interface Matched {
  readonly groups: readonly Group[];
  readonly left: readonly LeftOut[];
  /** With the same candidates, in whatever order, the same seed gives the same groups: it goes into the log. */
  readonly seed: number;
}

/**
 * Matches a round: nobody is left out who could be paired, and of all such matchings the pairs weigh as much as they can (`weights`
 * says what weighs). Who is over then joins the pair that they fit best, as a third. Pure, and slow for many: `matchRound`
 * keeps it off the main thread. Throws where two candidates share an id.
 */
export function match({ candidates, round, seed }: Round): Matched {
  const ids = new Set(candidates.map(({ id }) => id));
  if (ids.size < candidates.length) throw new TypeError('nothing was matched: two candidates have the same id');
  const byId = candidates.filter(({ isIn }) => isIn).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const people = shuffled(byId, seeded(seed));
  const scores = scoresOf(people, round);
  const pairs = pools(scores).flatMap((pool) => heaviestPairs(pool, scores));
  const { groups, alone } = withThirds(pairs, people, scores);
  const at = (place: number): Candidate => people[place] as Candidate;
  return {
    groups: groups.map((group) => explained(group.map(at))),
    left: [
      ...alone.map((place) => ({ id: at(place).id, why: reasonsAlone(at(place), people) })),
      ...candidates.filter(({ isIn }) => !isIn).map(({ id }) => ({ id, why: { code: 'not-in' } as const })),
    ],
    seed,
  };
}

/** Those who hang together by who may meet whom: one pool never bears on another, and small ones are quick. */
function pools(scores: Scores): number[][] {
  const seen = new Set<number>();
  return Array.from({ length: scores.count }, (_, start) => {
    const pool: number[] = [];
    const waiting = seen.has(start) ? [] : [start];
    seen.add(start);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      pool.push(at);
      for (const other of scores.partners(at)) {
        if (seen.has(other)) continue;
        seen.add(other);
        waiting.push(other);
      }
    }
    return pool;
  }).filter((pool) => pool.length > 1);
}

function heaviestPairs(pool: readonly number[], scores: Scores): [number, number][] {
  const edges = new Map(prunedEdges(pool, scores).map((edge) => [keyOf(edge, scores), edge]));
  const widened = new Set<number>();
  for (;;) {
    const pairs = solve(pool, [...edges.values()]);
    const paired = new Set(pairs.flat());
    // With one left over nothing can be gained. With more, what was pruned may pair them: their edges all join, until none is new.
    const over = pool.filter((at) => !paired.has(at));
    const narrow = over.filter((at) => !widened.has(at));
    if (over.length < 2 || narrow.length === 0) return pairs;
    for (const at of narrow) {
      widened.add(at);
      for (const edge of edgesOf(at, scores)) edges.set(keyOf(edge, scores), edge);
    }
  }
}

function keyOf([one, other]: Edge, scores: Scores): number {
  return one * scores.count + other;
}

function solve(pool: readonly number[], edges: readonly Edge[]): [number, number][] {
  const places = new Map(pool.map((at, place) => [at, place]));
  const renumbered = edges.map(([one, other, points]): Edge => [places.get(one) ?? 0, places.get(other) ?? 0, points]);
  return heaviestMatching(renumbered).map(([one, other]) => [pool[one] ?? 0, pool[other] ?? 0]);
}

function explained(members: readonly Candidate[]): Group {
  const why = members.flatMap((other, at) =>
    members.slice(0, at).map((one) => ({ of: [one.id, other.id] as const, reasons: reasonsFor(one, other) })),
  );
  const [one, other, third] = members.map(({ id }) => id);
  if (one === undefined || other === undefined) throw new TypeError('a group has two members or three');
  return { members: third === undefined ? [one, other] : [one, other, third], why };
}
