declare module 'edmonds-blossom' {
  /** Edges are [one, other, whole-number weight]; answers each vertex's partner, -1 for none. */
  function blossom(edges: readonly (readonly [number, number, number])[], maxCardinality: boolean): number[];
  export = blossom;
}
