import type { Member } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { excerpt } from '../../core/views/index.ts';
import { type Effort, type Goal, goalLimits, type Plan, type Rhythm } from './rules.ts';
import { messages } from './texts.ts';
import type { PlanFault } from './words.ts';

/** A goal with how it stands today. */
export interface Standing {
  readonly goal: Goal;
  readonly effort: Effort;
}

/** How often or by when, as `readRhythm` reads it back; '' where neither. */
export function rhythmText(locale: Locale, rhythm: Rhythm): string {
  const kind = rhythm.kind === 'every' ? rhythm.period : rhythm.kind;
  const date = rhythm.kind === 'by' ? formatDate(rhythm.date, locale) : '';
  return messages.text(locale, 'when', { kind, date });
}

/** How much, as `readAmount` reads it back; '' for once. */
export function amountText(locale: Locale, { amount, unit }: Pick<Plan, 'amount' | 'unit'>): string {
  if (amount === 1 && unit === '') return '';
  return `${amount.toLocaleString(locale, { useGrouping: false })} ${unit}`.trim();
}

export function faultText(locale: Locale, fault: PlanFault): string {
  return messages.text(locale, `fault-${fault}`, { least: goalLimits.least, most: goalLimits.most });
}

/** How it stands, in words of effort. */
export function progressText(locale: Locale, { goal, effort }: Standing): string {
  const { amount, unit, rhythm } = goal;
  const period = rhythm.kind === 'every' ? rhythm.period : 'none';
  const done = effort.soFar;
  if (amount === 1 && unit === '' && done <= 1) {
    return messages.text(locale, done >= 1 ? 'single-done' : 'single-open', { period });
  }
  const key = done < amount ? 'so-far' : done === amount ? 'reached' : 'more';
  return messages.text(locale, key, { done, amount, period, unit: unit === '' ? 'no' : 'yes', unitName: unit });
}

/** What is left until its date; '' where there is none. */
export function dueText(locale: Locale, { goal, effort }: Standing): string {
  if (goal.rhythm.kind !== 'by' || effort.daysLeft === undefined) return '';
  if (effort.daysLeft >= 0) return messages.text(locale, 'due', { days: effort.daysLeft });
  return messages.text(locale, 'due-passed', { date: formatDate(goal.rhythm.date, locale) });
}

/** A goal in one line of a list, its own words in at most `length`. */
export function lineText(locale: Locale, standing: Standing, length: number): RichText {
  const { status, what } = standing.goal;
  const mark = status === 'open' ? '' : `, ${messages.text(locale, `${status}-mark`)}`;
  const due = dueText(locale, standing);
  return messages.rich(locale, 'line', {
    what: excerpt(words(what), length),
    status: words(`${progressText(locale, standing)}${mark}`),
    due: due === '' ? 'no' : 'yes',
    dueText: due,
  });
}

/** A goal's words where a label has little room. */
export function shortWhat(goal: Pick<Plan, 'what'>, length: number): string {
  return excerpt(words(goal.what), length).value;
}

/** The card of a goal names the period before the present one; these are its words for it. */
export function beforeField({ locale }: Pick<Member, 'locale'>, { goal, effort }: Standing) {
  if (goal.rhythm.kind !== 'every' || effort.before === undefined) return [];
  const { period } = goal.rhythm;
  const value = messages.rich(locale, 'before', { done: effort.before });
  return [{ label: messages.text(locale, 'card-before', { period }), value }];
}
