import { type LocalDate, periodStart, recentPeriods, type Weekday } from '../../core/time/index.ts';
import { type Journeys, type PathStage, path } from '../applications/index.ts';

/** How many weeks are looked at. */
export const weeksShown = 12;

/** Something that a member did or logged on one of their days. */
export interface Done {
  readonly on: LocalDate;
  readonly amount: number;
}

/** The first days of the weeks that are looked at, oldest first; the last is the one that `today` is in. */
export function weeksUpTo(today: LocalDate, weekStart: Weekday): readonly LocalDate[] {
  return recentPeriods(today, 'week', weekStart, weeksShown);
}

/**
 * What was done in each of these weeks, to two decimals. Null for weeks that were over before `since`: there was nothing to do
 * yet, which is no quiet week.
 */
export function perWeek(
  done: readonly Done[],
  weeks: readonly LocalDate[],
  since: LocalDate,
): readonly (number | null)[] {
  const sums = weeks.map(() => 0);
  for (const { on, amount } of done) {
    // Dates in ISO 8601 sort as text.
    const at = weeks.findLastIndex((start) => start <= on);
    if (at >= 0) sums[at] = (sums[at] ?? 0) + amount;
  }
  return sums.map((sum, at) => {
    const next = weeks[at + 1];
    return next !== undefined && next <= since ? null : Math.round(sum * 100) / 100;
  });
}

/** '' of none. */
export function earliest(days: readonly LocalDate[]): LocalDate {
  return days.toSorted()[0] ?? '';
}

/** '' of none. */
export function latest(days: readonly LocalDate[]): LocalDate {
  return days.toSorted().at(-1) ?? '';
}

/** In how many weeks anything was done, ever. It only ever grows. */
export function weeksShownUp(days: readonly LocalDate[], weekStart: Weekday): number {
  return new Set([...new Set(days)].map((day) => periodStart(day, 'week', weekStart))).size;
}

/** Whether the last two whole weeks were quiet, and some week before them was not. */
export function isQuieter(effort: readonly (number | null)[]): boolean {
  const [before, last] = effort.slice(-3, -1);
  const earlier = effort.slice(0, -3).some((count) => (count ?? 0) > 0);
  return before === 0 && last === 0 && effort.at(-1) === 0 && earlier;
}

export interface FunnelStage {
  readonly stage: PathStage;
  readonly count: number;
}

/**
 * How many came to each stage or beyond it. A stage where none stands out is left out: nobody has to read a zero, and not
 * every employer has a test task.
 */
export function funnelOf(furthest: Journeys['furthest']): readonly FunnelStage[] {
  const out = path.filter((stage) => stage !== 'wishlist');
  return out.flatMap((stage, at) => {
    const count = out.slice(at).reduce((sum, each) => sum + (furthest.get(each) ?? 0), 0);
    const isNamed = stage === 'applied' || furthest.has(stage);
    return count === 0 || !isNamed ? [] : [{ stage, count }];
  });
}
