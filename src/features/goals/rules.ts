import { addDays, daysBetween, type LocalDate, type Period, periodStart, type Weekday } from '../../core/time/index.ts';

/** What a goal can hold. Lengths in UTF-16 code units. */
export const goalLimits = {
  /** Open and resting ones together: more than a person can keep in mind, and a card can list. */
  open: 20,
  what: 200,
  unit: 20,
  why: 500,
  note: 500,
  /** The least and most of an amount, planned or logged at once; two decimals are kept. */
  least: 0.1,
  most: 10_000,
  /** How far ahead a goal's date can lie. */
  daysAhead: 5 * 366,
  /** How long ago something can be logged. */
  daysBack: 2 * 366,
  /** What is typed as an amount, and as a date or rhythm. */
  amountText: 40,
  whenText: 60,
} as const;

/** How often, or by when. */
export type Rhythm =
  | { readonly kind: 'every'; readonly period: Period }
  | { readonly kind: 'by'; readonly date: LocalDate }
  | { readonly kind: 'open' };

export type Visibility = 'private' | 'checkin';
export type GoalStatus = 'open' | 'paused' | 'done' | 'let-go';

/** What somebody sets out to do. */
export interface Plan {
  readonly what: string;
  /** Per period, else in all. 1 for a goal that is simply done or not. */
  readonly amount: number;
  /** What is counted, '' where `what` says it. */
  readonly unit: string;
  readonly why: string;
  readonly rhythm: Rhythm;
}

/** A plan that its owner keeps. */
export interface Goal extends Plan {
  readonly id: string;
  readonly version: number;
  readonly status: GoalStatus;
  readonly visibility: Visibility;
  readonly createdAt: Date;
}

/** What was logged on one day of the member's. */
export interface LoggedDay {
  readonly on: LocalDate;
  readonly amount: number;
}

/** One thing that was logged. */
export interface LogEntry extends LoggedDay {
  readonly id: string;
  readonly note: string;
}

/** A plan as it stood until it was replaced, on that day of the member's. */
export interface EarlierPlan extends Plan {
  readonly replacedOn: LocalDate;
}

/** How it stands with a goal. */
export interface Effort {
  /** In the present period, or in all where nothing recurs. */
  readonly soFar: number;
  /** In the period before the present one; undefined where nothing recurs or the goal is younger. */
  readonly before: number | undefined;
  /** Until the goal's date, negative once it has passed; undefined where there is none. */
  readonly daysLeft: number | undefined;
  readonly weeksShownUp: number;
}

/** @param today the member's own day. Every logged day counts in exactly one period. */
export function effortOf(
  rhythm: Rhythm,
  logged: readonly LoggedDay[],
  since: LocalDate,
  today: LocalDate,
  weekStart: Weekday,
): Effort {
  const sumIn = (period: Period, start: LocalDate) =>
    sum(logged.filter((each) => periodStart(each.on, period, weekStart) === start));
  const weeks = weeksShownUp(logged, weekStart);
  if (rhythm.kind !== 'every') {
    const daysLeft = rhythm.kind === 'by' ? daysBetween(today, rhythm.date) : undefined;
    return { soFar: sum(logged), before: undefined, daysLeft, weeksShownUp: weeks };
  }
  const start = periodStart(today, rhythm.period, weekStart);
  const earlier = periodStart(addDays(start, -1), rhythm.period, weekStart);
  const before = since < start ? sumIn(rhythm.period, earlier) : undefined;
  return { soFar: sumIn(rhythm.period, start), before, daysLeft: undefined, weeksShownUp: weeks };
}

/** In how many weeks anything was logged. It only ever grows: a week without is no loss. */
export function weeksShownUp(logged: readonly LoggedDay[], weekStart: Weekday): number {
  return new Set(logged.map((each) => periodStart(each.on, 'week', weekStart))).size;
}

function sum(logged: readonly LoggedDay[]): number {
  return Math.round(logged.reduce((total, each) => total + each.amount, 0) * 100) / 100;
}

/** Whether a goal is still held on to. */
export function isHeld(status: GoalStatus): boolean {
  return status === 'open' || status === 'paused';
}

/** The goals that a member may mean by what they typed: the one with this id, else those whose words begin with it, else hold it. */
export function matchGoals(goals: readonly Goal[], typed: string): readonly Goal[] {
  const wanted = typed.toLowerCase();
  const exact = goals.filter((goal) => goal.id === typed || goal.what.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const begun = goals.filter((goal) => goal.what.toLowerCase().startsWith(wanted));
  return begun.length > 0 ? begun : goals.filter((goal) => goal.what.toLowerCase().includes(wanted));
}
