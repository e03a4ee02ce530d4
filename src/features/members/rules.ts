import type { Weekday } from '../../core/time/index.ts';

/** The best of our locales for what the platform tells: the same, else the same language, else undefined. */
export function matchLocale(wanted: string, available: readonly string[]): string | undefined {
  const language = wanted.split('-')[0]?.toLowerCase();
  return (
    available.find((each) => each.toLowerCase() === wanted.toLowerCase()) ??
    available.find((each) => each.split('-')[0]?.toLowerCase() === language)
  );
}

/** The days that a week starts on somewhere in the world (CLDR), Monday first. */
export const weekStarts: readonly Weekday[] = [1, 6, 7];

/** A stored or chosen number as a day that weeks start on; undefined for any other. */
export function asWeekday(day: number | null): Weekday | undefined {
  return weekStarts.find((each) => each === day);
}
