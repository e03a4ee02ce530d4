import blossom from 'edmonds-blossom';

/** Two vertices and what it is worth to pair them, whole points. */
export type Edge = readonly [one: number, other: number, points: number];

/**
 * A matching with as many pairs as there can be, and of all those the heaviest: exact. Vertices are numbered from 0; answers the
 * pairs. Time grows with vertices × edges; 20 edges a vertex are fine for thousands.
 * Source: van Rantwijk's O(n³) form of Edmonds' algorithm, http://jorisvr.nl/article/maximum-matching
 */
export function heaviestMatching(edges: readonly Edge[]): [one: number, other: number][] {
  if (edges.length === 0) return [];
  const mates = blossom(edges, true);
  return mates.flatMap((mate, vertex): [number, number][] => (mate > vertex ? [[vertex, mate]] : []));
}
