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

// What is a method now was a property until Node.js 24.
type Known = Partial<Pick<Intl.Locale, 'getTextInfo' | 'getWeekInfo'>> & {
  readonly textInfo?: ReturnType<Intl.Locale['getTextInfo']>;
  readonly weekInfo?: ReturnType<Intl.Locale['getWeekInfo']>;
};

/** In which direction the locale's language is written. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  const known: Known = new Intl.Locale(locale);
  return (known.getTextInfo?.() ?? known.textInfo)?.direction ?? 'ltr';
}

/** The day on which weeks start where the locale's region is named ("en-US": Sunday), 1 Monday to 7 Sunday; undefined where it is not. */
export function firstDayOf(locale: Locale): number | undefined {
  const named = new Intl.Locale(locale);
  const known: Known = named;
  // Without a region the runtime would guess the language's largest country.
  return named.region === undefined ? undefined : (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay;
}
