import { type Counted, leastForNumbers } from '../../core/numbers.ts';
import { addDays, type LocalDate, recentPeriods } from '../../core/time/index.ts';

/** How many weeks are looked at. */
export const weeksShown = 12;

/** What is counted of a community. */
export const counted = ['applications', 'interviews', 'rejections'] as const;
export type What = (typeof counted)[number];
export type Numbers = Readonly<Record<What, Counted>>;

export interface Week {
  /** Its Monday. */
  readonly on: LocalDate;
  readonly from: Date;
  /** The last instant of it. */
  readonly until: Date;
}

/**
 * The weeks before the one that `today` is in, the oldest first. The running one is left out: numbers that grow while one looks
 * would tell what somebody does at that moment. They begin on Mondays in UTC whoever looks, so that two of them cannot be
 * taken from each other.
 */
export function wholeWeeks(today: LocalDate): readonly Week[] {
  const starts = recentPeriods(today, 'week', 1, weeksShown + 1);
  return starts.slice(0, -1).map((on) => {
    const next = new Date(`${addDays(on, 7)}T00:00:00Z`);
    return { on, from: new Date(`${on}T00:00:00Z`), until: new Date(next.getTime() - 1) };
  });
}

/** What was done in each week; null where too few did it to be told. */
export function told(weeks: readonly Numbers[], what: What): readonly (number | null)[] {
  return weeks.map((numbers) => (numbers[what].members < leastForNumbers ? null : numbers[what].count));
}

/** Over all weeks that are told, and no others: a sum over more would give the others away. */
export function sumOf(counts: readonly (number | null)[]): { readonly count: number; readonly weeks: number } {
  const shown = counts.filter((each) => each !== null);
  return { count: shown.reduce((sum, each) => sum + each, 0), weeks: shown.length };
}
