import type { Candidate } from './candidate.ts';
import { type Edge, heaviestMatching } from './exact.ts';
import type { Scores } from './scores.ts';
import { partsOfAll } from './week.ts';
import { leastParts } from './weights.ts';

/** Whether three can meet: each two of them may, and all share a language and enough parts of the week. */
export function fitAsTrio(people: readonly [Candidate, Candidate, Candidate], mayMeet: boolean): boolean {
  const [one, other, third] = people;
  const language = one.languages.some((each) => other.languages.includes(each) && third.languages.includes(each));
  return mayMeet && language && partsOfAll([one.free, other.free, third.free]) >= leastParts;
}

/**
 * Puts who is over into pairs, one into a pair at most: as many as can be, and those where they fit best. Which pair takes whom
 * is a matching again, between those over and the pairs.
 */
export function withThirds(
  pairs: readonly (readonly [number, number])[],
  people: readonly Candidate[],
  scores: Scores,
): { readonly groups: readonly (readonly number[])[]; readonly alone: readonly number[] } {
  const paired = new Set(pairs.flat());
  const over = people.flatMap((_, at) => (paired.has(at) ? [] : [at]));
  const edges = over.flatMap((third, at) => {
    const mayMeet = new Set(scores.partners(third));
    return pairs.flatMap(([one, other], of): Edge[] => {
      const trio = [people[one], people[other], people[third]] as [Candidate, Candidate, Candidate];
      if (!fitAsTrio(trio, mayMeet.has(one) && mayMeet.has(other))) return [];
      return [[at, over.length + of, scores.points(one, third) + scores.points(other, third)]];
    });
  });
  const thirds = new Map(heaviestMatching(edges).map(([at, of]) => [of - over.length, over[at]]));
  const placed = new Set(thirds.values());
  return {
    groups: pairs.map(([one, other], at) => {
      const third = thirds.get(at);
      return third === undefined ? [one, other] : [one, other, third];
    }),
    alone: over.filter((at) => !placed.has(at)),
  };
}
