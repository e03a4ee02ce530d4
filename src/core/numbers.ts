/** Numbers about a community are told only where at least so many members are in them, so that they point at nobody. */
export const leastForNumbers = 5;

/** How much of something there was, and how many members are behind it. */
export interface Counted {
  readonly count: number;
  readonly members: number;
}
