import { Temporal } from 'temporal-polyfill';
import type { LocalDate, Weekday } from './periods.ts';

/**
 * The release of the time zone database that instants are computed with here, as `2026b`: states change their clocks, and an
 * instant that an older release gave may be another by now. Releases are in the order of their names.
 */
export const zoneRules: string = process.versions.tz ?? '';

/** What a person means by "Mondays and Thursdays at nine here": intent, from which instants are computed. */
export interface WeeklyTime {
  /** IANA zone. */
  readonly zone: string;
  /** At least one. */
  readonly weekdays: readonly Weekday[];
  /** `HH:MM`, 24 hours. */
  readonly time: string;
  /** Days that are left out. */
  readonly except?: readonly LocalDate[];
  /**
   * Days off. What falls on one is left out, or with `move` put on the next day that is none; where the next day that the rule
   * names comes before that, it is left out as well, so that no two fall together.
   */
  readonly off?: { readonly days: ReadonlySet<LocalDate>; readonly move: boolean };
}

/** One time that a rule names. */
export interface Occurrence {
  /**
   * The day it is meant for, by which it is told apart from every other: a clock set back does not make a second one, nor does
   * a move to another day.
   */
  readonly date: LocalDate;
  readonly at: Date;
}

/**
 * The instant at which it is `time` on `date` in `zone`. A time that spring skips falls after the gap; of one that autumn
 * repeats it is the first. Undefined where the zone skipped the whole day (Apia, 30 December 2011).
 */
export function instantOf(date: LocalDate, time: string, zone: string): Date | undefined {
  const day = Temporal.PlainDate.from(date);
  if (!day.toZonedDateTime(zone).toPlainDate().equals(day)) return undefined;
  const plainTime = Temporal.PlainTime.from(time);
  const at = day.toPlainDateTime(plainTime).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(at.epochMilliseconds);
}

/**
 * The occurrence that is meant for `date`, on that day or moved. Undefined where the rule does not name the day, leaves it out,
 * or its zone does.
 */
export function occurrenceOn(rule: WeeklyTime, date: LocalDate): Occurrence | undefined {
  const day = Temporal.PlainDate.from(date);
  if (!names(rule, day)) return undefined;
  const held = rule.off?.days.has(date) ? freeDayAfter(rule, day) : day;
  const at = held && instantOf(held.toString(), rule.time, rule.zone);
  return at && { date, at };
}

/**
 * The first occurrence meant for a day after `date`. Undefined where there is none within two years, which only a rule without
 * weekdays, or with all of them left out, has.
 */
export function occurrenceAfter(rule: WeeklyTime, date: LocalDate): Occurrence | undefined {
  let day = Temporal.PlainDate.from(date);
  for (let ahead = 0; ahead < 732; ahead += 1) {
    day = day.add({ days: 1 });
    const found = occurrenceOn(rule, day.toString());
    if (found) return found;
  }
  return undefined;
}

function names({ weekdays, except }: WeeklyTime, day: Temporal.PlainDate): boolean {
  return weekdays.some((weekday) => weekday === day.dayOfWeek) && !except?.includes(day.toString());
}

function freeDayAfter(rule: WeeklyTime, day: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (!rule.off?.move) return undefined;
  // A rule names at least one day in seven, unless that one is skipped.
  for (let ahead = 1; ahead <= 14; ahead += 1) {
    const next = day.add({ days: ahead });
    if (names(rule, next)) return undefined;
    if (!rule.off.days.has(next.toString())) return next;
  }
  return undefined;
}

/** The first occurrence after the instant `now`. */
export function occurrenceFrom(rule: WeeklyTime, now: Date): Occurrence | undefined {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(rule.zone).toPlainDate();
  // A gap can push an evening's time past midnight, so that yesterday's may still lie ahead; a move lasts two weeks at most.
  let found = occurrenceAfter(rule, today.subtract({ days: rule.off?.move ? 16 : 2 }).toString());
  while (found && found.at.getTime() <= now.getTime()) found = occurrenceAfter(rule, found.date);
  return found;
}

/** What to do about an occurrence that is due. */
export interface DueDecision {
  /** The one to act on now; absent where all that was due is too late. */
  readonly post?: Occurrence;
  /** Those that were missed by more than the window, oldest first. */
  readonly missed: readonly Occurrence[];
  readonly next: Occurrence | undefined;
}

/**
 * Decides what a schedule does at `now` whose next occurrence is meant for `date`: everything that came due is passed by, the
 * last of it is acted on where it is at most as late as `windowMs` says for its instant, and the rest counts as missed. Only the
 * day is asked for: which instant it is may have changed since it was planned, with the rules of its zone.
 */
export function decideDue(rule: WeeklyTime, date: LocalDate, now: Date, windowMs: (at: Date) => number): DueDecision {
  const passed: Occurrence[] = [];
  let next = occurrenceOn(rule, date) ?? occurrenceAfter(rule, date);
  while (next && next.at.getTime() <= now.getTime()) {
    passed.push(next);
    next = occurrenceAfter(rule, next.date);
  }
  const last = passed.at(-1);
  if (!last || now.getTime() - last.at.getTime() > windowMs(last.at)) return { missed: passed, next };
  return { post: last, missed: passed.slice(0, -1), next };
}
