import { isZone, suggestZones, type Weekday } from '../../core/time/index.ts';

/** What a member meant by the zone they typed: one zone, several to choose from, or none. At most 25. */
export function matchZones(typed: string): readonly string[] {
  const found = suggestZones(typed, 25);
  if (typed.includes('/') && isZone(typed)) {
    return [found[0]?.toLowerCase() === typed.toLowerCase() ? found[0] : typed];
  }
  const cities = found.filter((zone) => cityOf(zone) === cityOf(typed));
  return cities.length === 1 ? cities : found;
}

function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(' ', '_');
}

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
