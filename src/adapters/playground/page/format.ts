import type { TimeStyle } from '../../../core/text/index.ts';
import { locale, t } from './text.ts';

// In the reader's own zone, as their browser has it.
const short = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const styles: Record<Exclude<TimeStyle, 'relative'>, Intl.DateTimeFormat> = {
  date: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }),
  time: short,
  datetime: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
};
const clock = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const units = [
  ['year', 31_556_952_000],
  ['month', 2_629_746_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** An instant (ISO 8601) as the reader's clock shows it. `now` is the bot's, in milliseconds since 1970. */
export function formatInstant(instant: string, show: TimeStyle, now: number): string {
  const date = new Date(instant);
  if (show !== 'relative') return styles[show].format(date);
  const aheadMs = date.getTime() - now;
  const [unit, sizeMs] = units.find(([, each]) => Math.abs(aheadMs) >= each) ?? (['minute', 60_000] as const);
  return relative.format(Math.round(aheadMs / sizeMs), unit);
}

export function formatTime(instant: string): string {
  return short.format(new Date(instant));
}

/** Weekday, day and time. `now` in milliseconds since 1970. */
export function formatClock(now: number): string {
  return clock.format(now);
}

/** The heading over the messages of a day. */
export function formatDay(instant: string, now: number): string {
  const day = new Date(instant).toDateString();
  if (day === new Date(now).toDateString()) return t('today');
  if (day === new Date(now - 86_400_000).toDateString()) return t('yesterday');
  return styles.date.format(new Date(instant));
}
