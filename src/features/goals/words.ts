import type { Locale } from '../../core/text/index.ts';
import { daysBetween, type LocalDate, type Period, readDate } from '../../core/time/index.ts';
import { goalLimits, type Rhythm } from './rules.ts';

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

const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const numberPattern = `(?:[+-]?\\d[\\d.,]*|${numbers.join('|')})`;
const periodPattern = '(?:an?\\s|per\\s|each\\s|every\\s|/)\\s*(day|week|month)|(daily|weekly|monthly)';
const periods: Readonly<Record<string, Period>> = { daily: 'day', weekly: 'week', monthly: 'month' };
// What is counted apart from the thing done: "study 5 hours" is "study", counted in hours.
const measures = 'times|x|hours?|minutes?|pages?|chapters?|lessons?|km|miles?';

/**
 * Takes a plan in plain English apart: what is done, how much of it, and how often or by when ("5 applications a week", "finish
 * one course by March", "run three times a week"). What it does not recognise stays in `what`.
 */
export function splitPlan(typed: string, today: LocalDate): PlanParts {
  const said = typed
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim();
  const { rest, when } = splitWhen(said, today);
  return { ...splitAmount(rest), when };
}

/** Parts the words that say when from the others, wherever they stand. */
function splitWhen(said: string, today: LocalDate): { rest: string; when: string } {
  const often = new RegExp(`^(.*\\S)(?:,?\\s+|(?=/))(${periodPattern})$`, 'i').exec(said);
  if (often?.[1] && often[2]) return { rest: often[1], when: often[2] };
  const oftenFirst = new RegExp(`^(${periodPattern}),?\\s+(.*)$`, 'i').exec(said);
  if (oftenFirst?.[1] && oftenFirst[4]) return { rest: oftenFirst[4], when: oftenFirst[1] };
  const dated = /^(.*\S),?\s+(by|before|until|till|within|in)\s+(\S.*)$/i.exec(said);
  if (!dated?.[1] || !dated[2] || !dated[3]) return { rest: said, when: '' };
  const [, rest, word, date] = dated;
  const when = `${word} ${date}`;
  // "in Berlin" and "within reach" are no dates gone wrong; "by never" is one.
  const isPlace = /^(in|within)$/i.test(word) && !readDate(when, today).ok && !readDate(date, today).ok;
  return isPlace ? { rest: said, when: '' } : { rest, when };
}

/** Takes the number out of the words where they read as well without it. */
function splitAmount(said: string): { what: string; amount: string } {
  const often = /^(.*\S)\s+(once|twice)$/i.exec(said);
  if (often?.[1] && often[2]) return { what: often[1], amount: often[2] };
  const leading = new RegExp(`^(${numberPattern})(?:\\s*x)?\\s+(\\S.*)$`, 'i').exec(said);
  if (leading?.[1] && leading[2]) {
    // "One course" is what somebody does; "5" says how much of it.
    return { what: /^one$/i.test(leading[1]) ? said : leading[2], amount: leading[1] };
  }
  const measured = new RegExp(`^(.*\\S)\\s+(${numberPattern}\\s*(?:${measures}))$`, 'i').exec(said);
  if (measured?.[1] && measured[2]) return { what: measured[1], amount: measured[2] };
  const inside = new RegExp(`\\s(${numberPattern})(?:\\s|$)`, 'i').exec(said);
  return { what: said, amount: inside?.[1] ?? '' };
}

/** Reads how much: a number, and what is counted ("5", "five", "2.5 hours", "twice"). Empty is once. */
export function readAmount(typed: string): ReadPart<Amount> {
  const said = typed.replace(/\s+/g, ' ').trim();
  if (said === '') return { ok: true, value: { amount: 1, unit: '' } };
  const [, number = '', unit = ''] = /^(\S*?[\d.,]+|\S+)\s*(.*)$/.exec(said) ?? [];
  const amount = toNumber(number);
  // What is counted is a word; "10^12" and "1e12" are no small number of something.
  const isUnit = unit === '' || (/^\p{L}[\p{L} ]*$/u.test(unit) && unit.length <= goalLimits.unit);
  if (amount === undefined || !isUnit) return { ok: false, fault: 'amount-unclear' };
  if (amount < goalLimits.least) return { ok: false, fault: 'amount-too-little' };
  if (amount > goalLimits.most) return { ok: false, fault: 'amount-too-much' };
  return { ok: true, value: { amount, unit: /^(times|x)$/i.test(unit) ? '' : unit } };
}

/** Reads how often or by when ("every week", "monthly", "by 15 March"); a date also in the language of `locale`. Empty is neither. */
export function readRhythm(typed: string, today: LocalDate, locale?: Locale): ReadPart<Rhythm> {
  const reading = locale === undefined ? {} : { locale };
  const said = typed.trim();
  if (said === '') return { ok: true, value: { kind: 'open' } };
  const often = new RegExp(`^(?:${periodPattern})$`, 'i').exec(said);
  const period = (often?.[1] ?? periods[often?.[2]?.toLowerCase() ?? ''])?.toLowerCase() as Period | undefined;
  if (period) return { ok: true, value: { kind: 'every', period } };
  const whole = readDate(said, today, reading);
  const read = whole.ok ? whole : readDate(said.replace(/^(in|within)\s+/i, ''), today, reading);
  if (!read.ok) return { ok: false, fault: read.fault === 'ambiguous' ? 'date-ambiguous' : 'date-unclear' };
  if (read.date < today) return { ok: false, fault: 'date-past' };
  if (daysBetween(today, read.date) > goalLimits.daysAhead) return { ok: false, fault: 'date-far' };
  return { ok: true, value: { kind: 'by', date: read.date } };
}

/** A number in digits ("5", "1,000", "2,5") or an English word; undefined for anything else. Two decimals are kept. */
function toNumber(typed: string): number | undefined {
  const said = typed.toLowerCase();
  const word = ['zero', ...numbers].indexOf(said);
  if (word >= 0) return word;
  if (said === 'a' || said === 'an' || said === 'once') return 1;
  if (said === 'twice') return 2;
  const digits = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(said) ? said.replaceAll(',', '') : said.replace(',', '.');
  if (!/^[+-]?\d+(\.\d+)?$/.test(digits)) return undefined;
  return Math.round(Number(digits) * 100) / 100;
}
