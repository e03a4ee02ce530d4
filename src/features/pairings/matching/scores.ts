import type { Candidate } from './candidate.ts';
import { metAgo, pointsOf } from './score.ts';
import { freshRounds, freshShare } from './weights.ts';

/** What every two of a round weigh, by their places in the list. Two who may not meet are no `partners` of each other. */
export interface Scores {
  readonly count: number;
  /** Those whom the one at `at` may meet. */
  partners(at: number): readonly number[];
  /** Whole points, with what meeting again takes away. Only for two who may meet. */
  points(one: number, other: number): number;
}

/** Scores everybody with everybody: four bytes for each two, ordered both ways, which are 36 MB for 3,000 people. */
export function scoresOf(people: readonly Candidate[], round: number): Scores {
  const count = people.length;
  const table = new Int32Array(count * count);
  const partners: number[][] = people.map(() => []);
  const again: { one: number; other: number; ago: number }[] = [];
  for (const [at, one] of people.entries()) {
    for (let of = at + 1; of < count; of += 1) {
      const other = people[of];
      const points = other && pointsOf(one, other);
      if (!other || points === undefined) continue;
      table[at * count + of] = points;
      table[of * count + at] = points;
      partners[at]?.push(of);
      partners[of]?.push(at);
      const ago = metAgo(one, other, round);
      if (ago !== undefined) again.push({ one: at, other: of, ago });
    }
  }
  const points = (one: number, other: number) => table[one * count + other] ?? 0;
  const cost = costOfMeetingAgain(partners, points);
  for (const { one, other, ago } of again) {
    const lost = Math.round(cost * (1 + (freshRounds - ago) / freshRounds));
    table[one * count + other] = points(one, other) - lost;
    table[other * count + one] = points(one, other);
  }
  return { count, partners: (at) => partners[at] ?? [], points };
}

/**
 * A share of more than any matching of these people can weigh: everybody's best partner, each pair counted once. A matching with
 * two who meet again is then chosen only where every one without them weighs less than the rest of that share.
 */
function costOfMeetingAgain(
  partners: readonly (readonly number[])[],
  points: (one: number, other: number) => number,
): number {
  const most = partners.reduce(
    (sum, of, at) => sum + of.reduce((best, each) => Math.max(best, points(at, each)), 0),
    0,
  );
  return Math.ceil((most / 2) * freshShare) + 1;
}
