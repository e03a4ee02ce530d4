import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from '../../src/features/pairings/matching/candidate.ts';
import { seeded } from '../../src/features/pairings/matching/chance.ts';
import { match } from '../../src/features/pairings/matching/match.ts';
import { obstacle } from '../../src/features/pairings/matching/score.ts';
import { people } from '../support/pairing-people.ts';

const communities = fc
  .record({
    count: fc.integer({ min: 0, max: 24 }),
    shape: fc.constantFrom('dense' as const, 'pools' as const),
    seed: fc.nat(),
  })
  .map(({ count, shape, seed }): Candidate[] => {
    const fraction = seeded(seed);
    return people({ count, shape, fraction }).map((person) => ({
      ...person,
      isIn: fraction() < 0.9,
      blocks: fraction() < 0.3 ? [`member-${Math.floor(fraction() * count)}`] : [],
    }));
  });

test('nobody meets whom they blocked, whom they cannot talk to, or while they are away; and nobody is lost', () => {
  fc.assert(
    fc.property(communities, fc.nat(), (candidates, seed) => {
      const { groups, left } = match({ candidates, round: 1, seed });
      const byId = new Map(candidates.map((each) => [each.id, each]));
      for (const { members } of groups) {
        const met = members.map((id) => byId.get(id) as Candidate);
        for (const one of met) for (const other of met) if (one !== other) expect(obstacle(one, other)).toBeUndefined();
      }
      const told = [...groups.flatMap(({ members }) => members), ...left.map(({ id }) => id)];
      expect(told.toSorted()).toEqual(candidates.map(({ id }) => id).toSorted());
    }),
  );
});
