import { Temporal } from 'temporal-polyfill';
import { firstDayOf, type Locale } from '../text/index.ts';

/** A calendar day wherever its owner was on it: ISO 8601 `YYYY-MM-DD`, no zone. */
export type LocalDate = string;

export type Period = 'day' | 'week' | 'month';

/** 1 Monday to 7 Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The day that it is at `instant` in `zone` (IANA). */
export function localDateOf(instant: Date, zone: string): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** What the clocks show at `instant` in `zone` (IANA): `HH:MM`. */
export function localTimeOf(instant: Date, zone: string): string {
  const here = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return here.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `days` may be negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same day so many months on, or that month's last day where it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Days from one to the other, negative where `to` comes first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** The first day of the day, week or month that `date` is in. Calendar arithmetic alone: no clock change can move it. */
export function periodStart(date: LocalDate, period: Period, weekStart: Weekday): LocalDate {
  switch (period) {
    case 'day':
      return date;
    case 'week': {
      // Asked for every day that a member logged in years: in UTC a date alone does, ten times as fast as Temporal.
      const day = new Date(`${date}T00:00:00Z`);
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() - weekStart + 7) % 7));
      return day.toISOString().slice(0, 10);
    }
    case 'month':
      return `${date.slice(0, -2)}01`;
  }
}

/** The first days of the `count` periods up to the one that `date` is in, oldest first. */
export function recentPeriods(date: LocalDate, period: Period, weekStart: Weekday, count: number): LocalDate[] {
  const last = Temporal.PlainDate.from(periodStart(date, period, weekStart));
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    return last.subtract({ [`${period}s`]: back }).toString();
  });
}

/** The last day of the month that `date` is in. */
export function endOfMonth(date: LocalDate): LocalDate {
  const day = Temporal.PlainDate.from(date);
  return day.with({ day: day.daysInMonth }).toString();
}

/** A calendar day for a reader, with or without its year. */
export function formatDate(date: LocalDate, locale: Locale, style: 'full' | 'short' = 'full'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'full' ? { dateStyle: 'long' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

const weekStarts = new Map<string, Weekday>();
// Locales come from platforms; more than these are somebody's game.
const mostLocales = 1_000;

/** The day on which weeks start where the locale's region is named ("en-US": Sunday), else Monday. */
export function weekStartOf(locale: string): Weekday {
  const known = weekStarts.get(locale);
  if (known !== undefined) return known;
  const found = readWeekStart(locale);
  if (weekStarts.size < mostLocales) weekStarts.set(locale, found);
  return found;
}

function readWeekStart(locale: string): Weekday {
  try {
    return (firstDayOf(locale) ?? 1) as Weekday;
  } catch {
    return 1;
  }
}
