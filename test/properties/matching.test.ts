import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from '../../src/features/pairings/matching/candidate.ts';
import { seeded, shuffled } from '../../src/features/pairings/matching/chance.ts';
import { edgesOf } from '../../src/features/pairings/matching/edges.ts';
import { heaviestMatching } from '../../src/features/pairings/matching/exact.ts';
import { type Matched, match } from '../../src/features/pairings/matching/match.ts';
import { consider, metAgo, pointsOf } from '../../src/features/pairings/matching/score.ts';
import { scoresOf } from '../../src/features/pairings/matching/scores.ts';
import { fitAsTrio } from '../../src/features/pairings/matching/trios.ts';
import { freshShare } from '../../src/features/pairings/matching/weights.ts';
import { people } from '../support/pairing-people.ts';

const round = 20;

/** Communities with blocks, absences and a past. */
const communities = (most: number) =>
  fc
    .record({
      count: fc.integer({ min: 0, max: most }),
      shape: fc.constantFrom('dense' as const, 'pools' as const),
      past: fc.constantFrom(0, 0.1, 0.5),
      seed: fc.nat(),
    })
    .map(({ count, shape, past, seed }): Candidate[] => {
      const fraction = seeded(seed);
      return people({ count, shape, fraction }).map((person, at) => ({
        ...person,
        isIn: fraction() < 0.9,
        blocks: fraction() < 0.3 ? [`member-${Math.floor(fraction() * count)}`] : [],
        met: Array.from({ length: at }, (_, other) => ({
          id: `member-${other}`,
          round: round - 1 - Math.floor(fraction() * 12),
        })).filter(() => fraction() < past),
      }));
    });

type Pair = readonly [Candidate, Candidate];

function found(candidates: readonly Candidate[], { groups, left }: Matched) {
  const byId = new Map(candidates.map((each) => [each.id, each]));
  const of = (id: string) => byId.get(id) as Candidate;
  return {
    groups: groups.map(({ members }) => members.map(of)),
    pairs: groups.map(({ members: [one, other] }): Pair => [of(one), of(other)]),
    alone: left.filter(({ why }) => why.code !== 'not-in').map(({ id }) => of(id)),
  };
}

const mayMeet = (one: Candidate, other: Candidate) => typeof consider(one, other) === 'object';

test('nobody meets whom they blocked, whom they cannot talk to, or while they are away; and nobody is lost', () => {
  fc.assert(
    fc.property(communities(24), fc.nat(), (candidates, seed) => {
      const matched = match({ candidates, round, seed });
      for (const met of found(candidates, matched).groups) {
        for (const one of met) for (const other of met) if (one !== other) expect(mayMeet(one, other)).toBe(true);
        expect(met.every(({ isIn }) => isIn)).toBe(true);
      }
      const told = [...matched.groups.flatMap(({ members }) => members), ...matched.left.map(({ id }) => id)];
      expect(told.toSorted()).toEqual(candidates.map(({ id }) => id).toSorted());
    }),
  );
});

test('nobody is alone while they could be paired, or join a pair', () => {
  fc.assert(
    fc.property(communities(30), fc.nat(), (candidates, seed) => {
      const { groups, alone } = found(candidates, match({ candidates, round, seed }));
      for (const one of alone) {
        expect(alone.filter((other) => other !== one && mayMeet(one, other))).toEqual([]);
        const open = groups.filter(([first, second, third]) => {
          if (!first || !second || third) return false;
          return fitAsTrio([first, second, one], mayMeet(first, one) && mayMeet(second, one));
        });
        expect(open).toEqual([]);
      }
    }),
  );
});

/** Every matching there is: slow, and plainly right. */
function everyMatching(people: readonly Candidate[]): Pair[][] {
  const [first, ...others] = people;
  if (!first) return [[]];
  const without = everyMatching(others);
  const paired = others
    .filter((other) => mayMeet(first, other))
    .flatMap((other) =>
      everyMatching(others.filter((each) => each !== other)).map((rest): Pair[] => [[first, other], ...rest]),
    );
  return [...without, ...paired];
}

/** The most pairs, and of those the most points, by trying every partner of the first with the best of the rest. */
function bestByTrying(people: readonly Candidate[], weigh: (pair: Pair) => number) {
  const known = new Map<string, { pairs: number; points: number }>();
  const best = (rest: readonly Candidate[]): { pairs: number; points: number } => {
    const [first, ...others] = rest;
    if (!first) return { pairs: 0, points: 0 };
    const key = rest.map(({ id }) => id).join();
    const before = known.get(key);
    if (before) return before;
    let most = best(others);
    for (const other of others.filter((each) => mayMeet(first, each))) {
      const without = best(others.filter((each) => each !== other));
      const pairs = without.pairs + 1;
      const points = without.points + weigh([first, other]);
      if (pairs > most.pairs || (pairs === most.pairs && points > most.points)) most = { pairs, points };
    }
    known.set(key, most);
    return most;
  };
  return best(people);
}

test('up to ten people, the pairs are the heaviest of the most that there can be', () => {
  fc.assert(
    fc.property(communities(10), fc.nat(), (candidates, seed) => {
      const inRound = candidates.filter(({ isIn }) => isIn);
      const scores = scoresOf(inRound, round);
      const at = new Map(inRound.map((each, place) => [each, place]));
      const weigh = ([one, other]: Pair) => scores.points(at.get(one) ?? -1, at.get(other) ?? -1);
      const { pairs } = found(candidates, match({ candidates, round, seed }));
      const points = pairs.reduce((sum, pair) => sum + weigh(pair), 0);
      expect({ pairs: pairs.length, points }).toEqual(bestByTrying(inRound, weigh));
    }),
    { numRuns: 2_000 },
  );
});

test('the same two meet again within eight rounds only where no other choice is within a twentieth', () => {
  const again = ([one, other]: Pair) => metAgo(one, other, round) !== undefined;
  const plain = (pairs: readonly Pair[]) => pairs.reduce((sum, [one, other]) => sum + (pointsOf(one, other) ?? 0), 0);
  const nameOf = ([one, other]: Pair) => [one.id, other.id].toSorted().join();
  let [met, instead] = [0, 0];
  fc.assert(
    fc.property(communities(8), fc.nat(), (candidates, seed) => {
      const { pairs } = found(candidates, match({ candidates, round, seed }));
      const repeated = pairs.filter(again).map(nameOf);
      const others = everyMatching(candidates.filter(({ isIn }) => isIn))
        .filter(({ length }) => length === pairs.length)
        .map((each) => ({ each, repeats: each.filter(again).map(nameOf) }));
      for (const name of repeated) {
        met += 1;
        const rest = new Set(repeated.filter((each) => each !== name));
        const better = others.filter(({ repeats }) => repeats.every((each) => rest.has(each)));
        instead += better.length;
        for (const { each } of better) expect(plain(each)).toBeLessThan((1 - freshShare) * plain(pairs));
      }
    }),
    { numRuns: 1_000 },
  );
  // Both sides of the rule came up.
  expect(met).toBeGreaterThan(20);
  expect(instead).toBeGreaterThan(0);
});

test('the order in which people come changes nothing, and the seed decides between equals', () => {
  fc.assert(
    fc.property(communities(16), fc.nat(), fc.nat(), (candidates, seed, order) => {
      const names = ({ groups }: Matched) => groups.map(({ members }) => members.toSorted().join()).toSorted();
      const other = match({ candidates: shuffled(candidates, seeded(order)), round, seed });
      expect(names(other)).toEqual(names(match({ candidates, round, seed })));
    }),
  );
  const [model] = people({ count: 1, shape: 'dense', fraction: seeded(1) });
  const equals = Array.from({ length: 6 }, (_, at) => ({ ...(model as Candidate), id: `${at}` }));
  const partners = Array.from({ length: 30 }, (_, seed) => {
    const { groups } = match({ candidates: equals, round, seed });
    return groups.find(({ members }) => members.includes('0'))?.members.find((id) => id !== '0');
  });
  expect(new Set(partners).size).toBe(5);
});

test('who waited comes before who did not', () => {
  const [model] = people({ count: 1, shape: 'dense', fraction: seeded(3) });
  const alike = (id: string, change: Partial<Candidate>): Candidate => ({ ...(model as Candidate), id, ...change });
  // Two who speak only with the host of both: one of them is over, and a third shares no language with all.
  const guests = (waited: number) => [
    alike('host', { languages: ['de', 'en'] }),
    alike('german', { languages: ['de'] }),
    alike('english', { languages: ['en'], roundsWaited: waited }),
  ];
  for (let seed = 0; seed < 20; seed += 1) {
    const { left } = match({ candidates: guests(1), round, seed });
    expect(left).toEqual([{ id: 'german', why: { code: 'taken' } }]);
  }
});

test('with 300 people the pairs weigh at least 99.9 % of the heaviest', () => {
  const candidates = people({ count: 300, shape: 'dense', fraction: seeded(7) });
  const scores = scoresOf(candidates, round);
  const all = candidates.flatMap((_, at) => edgesOf(at, scores).filter(([one]) => one === at));
  const exact = heaviestMatching(all);
  const heaviest = exact.reduce((sum, [one, other]) => sum + scores.points(one, other), 0);
  const { pairs } = found(candidates, match({ candidates, round, seed: 1 }));
  const points = pairs.reduce((sum, [one, other]) => sum + (pointsOf(one, other) ?? 0), 0);
  expect(pairs.length).toBe(exact.length);
  expect(points / heaviest).toBeGreaterThan(0.999);
});
