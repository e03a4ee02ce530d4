/** BCP 47 tag of a locale that Rebound has strings for. */
export type Locale = string;
export const defaultLocale: Locale = 'en';

/** The best of our locales for what the platform tells: the same, else the same language, else undefined. */
export function matchLocale(wanted: string, available: readonly Locale[]): Locale | undefined {
  const language = wanted.split('-')[0]?.toLowerCase();
  return (
    available.find((each) => each.toLowerCase() === wanted.toLowerCase()) ??
    available.find((each) => each.split('-')[0]?.toLowerCase() === language)
  );
}
