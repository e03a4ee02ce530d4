/**
 * Numbers from 0 up to but not including 1 that the seed alone decides. `seed` is a whole number below 2³².
 * Source: mulberry32 by Tommy Ettinger, public domain.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All of `items` in an order that `fraction` decides. */
export function shuffled<Item>(items: readonly Item[], fraction: () => number): Item[] {
  const order = items.map((item) => ({ item, at: fraction() }));
  return order.toSorted((one, other) => one.at - other.at).map(({ item }) => item);
}
