import type { Locale, TimeStyle } from '../text/index.ts';

const styles: Record<Exclude<TimeStyle, 'relative'>, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  time: { timeStyle: 'short' },
  datetime: { dateStyle: 'full', timeStyle: 'short' },
};

const unitsInSeconds = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * An instant for a reader, for screens that cannot show it in the reader's zone themselves.
 * @param instant ISO 8601. @param zone an IANA zone. `relative` is counted from `now`.
 */
export function formatMoment(
  instant: string,
  show: TimeStyle,
  reader: { locale: Locale; zone: string; now: Date },
): string {
  const date = new Date(instant);
  if (show !== 'relative') {
    return new Intl.DateTimeFormat(reader.locale, { ...styles[show], timeZone: reader.zone }).format(date);
  }
  const seconds = (date.getTime() - reader.now.getTime()) / 1000;
  const [unit, size] = unitsInSeconds.find(([, each]) => Math.abs(seconds) >= each) ?? (['minute', 60] as const);
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
