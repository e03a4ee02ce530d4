import {
  defaultLocale,
  isAt,
  type Locale,
  numberOf,
  plainDevanagari,
  readDigits,
  type Stretch,
  type Token,
  tokensOf,
  withoutGaps,
} from '../../core/text/index.ts';
import { daysBetween, findDate, type LocalDate, type Period, readDate } from '../../core/time/index.ts';
import { goalLimits, type Rhythm } from './rules.ts';
import { speechesOf } from './speech.ts';

/** Why a part of a plan was not understood. */
export type PlanFault =
  | 'amount-unclear'
  | 'amount-too-little'
  | 'amount-too-much'
  | 'date-unclear'
  | 'date-ambiguous'
  | 'date-past'
  | 'date-far';

export interface Amount {
  readonly amount: number;
  readonly unit: string;
}

export type ReadPart<Part> =
  | { readonly ok: true; readonly value: Part }
  | { readonly ok: false; readonly fault: PlanFault };

/** A plan's words taken apart; each part as it was typed, '' where it is missing. */
export interface PlanParts {
  readonly what: string;
  /** For `readAmount`. */
  readonly amount: string;
  /** For `readRhythm`. */
  readonly when: string;
}

/**
 * Takes a plan in plain words apart, in English or in the language of `locale`: what is done, how much of it, and how often or
 * by when ("5 applications a week", "finish one course by March", "dreimal pro Woche laufen"). What it does not recognise stays
 * in `what`.
 */
export function splitPlan(typed: string, today: LocalDate, locale: Locale): PlanParts {
  const said = withoutGaps(typed, locale)
    .replace(/\s+/g, ' ')
    .replace(/[.!।]+$/, '')
    .trim();
  const found = findPeriod(said, locale) ?? findDate(said, today, locale);
  if (!found) return { ...splitAmount(said, locale), when: '' };
  const when = said.slice(found.from, found.to).replace(/[\s,]+$/, '');
  return { ...splitAmount(without(said, found), locale), when };
}

function without(said: string, { from, to }: Stretch): string {
  const left = [said.slice(0, from), said.slice(to)].map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ''));
  return left.filter((part) => part !== '').join(' ');
}

const periods: readonly Period[] = ['day', 'week', 'month'];

/** Where it is said how often: the last such words, as many as there are of them. */
function findPeriod(said: string, locale: Locale): Stretch | undefined {
  const tokens = tokensOf(said);
  const amounts = tokens.map((_token, at) => amountAt(tokens, at, locale));
  // "A walk a day" has its number, "a day in the park" has none, and "दो हफ़्ते में" is by when.
  const isCounted = (at: number) =>
    amounts[at - 1]?.kind !== 'number' &&
    (amounts.some((each) => each !== undefined) || tokens.slice(0, at).some(({ plain }) => /^an?$/.test(plain)));
  const phrases = speechesOf(locale).flatMap(({ every, per }) => [
    ...periods.flatMap((period) => every[period].split('|').map((phrase) => ({ phrase, isBesideNumber: false }))),
    ...periods.flatMap((period) => per[period].split('|').map((phrase) => ({ phrase, isBesideNumber: true }))),
  ]);
  const found = phrases.flatMap(({ phrase, isBesideNumber }) =>
    tokens.flatMap(({ from }, at): Stretch[] => {
      if (!isAt(tokens, at, phrase) || (isBesideNumber && !isCounted(at))) return [];
      return [{ from, to: tokens[at + phrase.split(' ').length - 1]?.to ?? said.length }];
    }),
  );
  return found.toSorted((one, other) => other.to - one.to || one.from - other.from)[0];
}

/** Takes the number out of the words where they read as well without it. */
function splitAmount(said: string, locale: Locale): { what: string; amount: string } {
  const tokens = tokensOf(said);
  const amounts = tokens.map((_token, at) => amountAt(tokens, at, locale));
  const cut = (at: number, count: number) => {
    const part = { from: tokens[at]?.from ?? 0, to: tokens[at + count - 1]?.to ?? said.length };
    return { what: without(said, part), amount: said.slice(part.from, part.to) };
  };
  const [first] = amounts;
  if (first && first.count < tokens.length) {
    const { amount } = cut(0, first.count);
    // "One course" is what somebody does; "5" says how much of it.
    if (first.kind === 'number' && first.value === 1 && !/\d/.test(amount)) return { what: said, amount };
    // "2 hours of study" names what is counted, "2 Stunden lernen" what is done.
    const isWhole = first.kind !== 'measured' || speechesOf(locale)[0]?.isVerbLast;
    return cut(0, isWhole ? first.count : 1);
  }
  const atEnd = amounts.findIndex(
    (each, at) => at > 0 && each && each.kind !== 'number' && at + each.count === tokens.length,
  );
  if (atEnd > 0) return cut(atEnd, amounts[atEnd]?.count ?? 1);
  const inside = amounts.flatMap((each, at) => (each && at > 0 ? [{ at, isOne: each.value === 1 }] : []));
  const { at } = inside.find(({ isOne }) => !isOne) ?? inside[0] ?? {};
  return { what: said, amount: at === undefined ? '' : cut(at, 1).amount };
}

interface CountedAt {
  /** How many tokens it takes. */
  readonly count: number;
  readonly value: number;
  readonly kind: 'number' | 'measured' | 'times';
}

/** What begins here and says how much: "5", "twice", "three times", "2 hours". */
function amountAt(tokens: readonly Token[], at: number, locale: Locale): CountedAt | undefined {
  const { plain = '' } = tokens[at] ?? {};
  const often = oftenIn(plain, locale);
  if (often !== undefined) return { count: 1, value: often, kind: 'times' };
  const value = toNumber(plain.replace(/^([+-]?\d.*)x$/, '$1'), locale);
  if (value === undefined) return undefined;
  const { plain: unit = '' } = tokens[at + 1] ?? {};
  if (isTimes(unit, locale)) return { count: 2, value, kind: 'times' };
  const isMeasure = speechesOf(locale).some(({ measures }) => measures.split('|').includes(unit));
  return isMeasure ? { count: 2, value, kind: 'measured' } : { count: 1, value, kind: 'number' };
}

/** "Twice", "dreimal". */
function oftenIn(plain: string, locale: Locale): number | undefined {
  const at = Math.max(...speechesOf(locale).map(({ often }) => often.indexOf(plain)));
  return at < 0 ? undefined : at + 1;
}

function isTimes(plain: string, locale: Locale): boolean {
  return speechesOf(locale).some(({ times }) => times.split('|').includes(plain));
}

/** Reads how much: a number, and what is counted ("5", "five", "2.5 hours", "twice", "zwei Stunden"). Empty is once. */
export function readAmount(typed: string, locale: Locale): ReadPart<Amount> {
  const said = withoutGaps(typed, locale).replace(/\s+/g, ' ').trim();
  if (said === '') return { ok: true, value: { amount: 1, unit: '' } };
  const [, number = '', unit = ''] = /^(\S*?\p{N}[\p{N}.,]*|\S+)\s*(.*)$/u.exec(said) ?? [];
  const amount = toNumber(number, locale) ?? articleOrOften(number.toLowerCase(), locale);
  // What is counted is a word; "10^12" and "1e12" are no small number of something.
  const isUnit = unit === '' || (/^\p{L}[\p{L}\p{M} ]*$/u.test(unit) && unit.length <= goalLimits.unit);
  if (amount === undefined || !isUnit) return { ok: false, fault: 'amount-unclear' };
  if (amount < goalLimits.least) return { ok: false, fault: 'amount-too-little' };
  if (amount > goalLimits.most) return { ok: false, fault: 'amount-too-much' };
  return { ok: true, value: { amount, unit: isTimes(plainDevanagari(unit.toLowerCase()), locale) ? '' : unit } };
}

function articleOrOften(said: string, locale: Locale): number | undefined {
  return /^an?$/.test(said) ? 1 : oftenIn(said, locale);
}

/** Reads how often or by when ("every week", "monthly", "by 15 March", "jede Woche"). Empty is neither. */
export function readRhythm(typed: string, today: LocalDate, locale: Locale): ReadPart<Rhythm> {
  const said = typed.trim();
  if (said === '') return { ok: true, value: { kind: 'open' } };
  const tokens = tokensOf(said);
  const plain = tokens.map((token) => token.plain).join(' ');
  const period = periods.find((each) =>
    speechesOf(locale).some(({ every, per }) => `${every[each]}|${per[each]}`.split('|').includes(plain)),
  );
  if (period) return { ok: true, value: { kind: 'every', period } };
  const read = readDate(said, today, { locale });
  if (!read.ok) return { ok: false, fault: read.fault === 'ambiguous' ? 'date-ambiguous' : 'date-unclear' };
  if (read.date < today) return { ok: false, fault: 'date-past' };
  if (daysBetween(today, read.date) > goalLimits.daysAhead) return { ok: false, fault: 'date-far' };
  return { ok: true, value: { kind: 'by', date: read.date } };
}

/** A number in digits, as the locale writes it, or a word of English or of its language; two decimals are kept. */
function toNumber(typed: string, locale: Locale): number | undefined {
  const said = plainDevanagari(typed);
  const word = numberOf(said, locale) ?? numberOf(said, defaultLocale);
  if (word !== undefined) return word;
  if (said.toLowerCase() === 'zero') return 0;
  const number = readDigits(said, locale);
  return number === undefined ? undefined : Math.round(number * 100) / 100;
}
