import type { Weekday } from '../../core/time/index.ts';

/** The days that a week starts on somewhere in the world (CLDR), Monday first. */
export const weekStarts: readonly Weekday[] = [1, 6, 7];

/** A stored or chosen number as a day that weeks start on; undefined for any other. */
export function asWeekday(day: number | null): Weekday | undefined {
  return weekStarts.find((each) => each === day);
}
