import { type Chrono, en, type ParsedResult } from 'chrono-node';
import { cleanInput } from '../text/index.ts';
import { addDays, addMonths, endOfMonth, type LocalDate } from './periods.ts';

/** Why no date was read: nothing there reads as one, or day and month could be either way round ("3/4/2027"). */
export type DateFault = 'unclear' | 'ambiguous';

/** Which way a date that leaves its year or week open is read. */
type Lean = 'ahead' | 'back';

export type ReadDate =
  | { readonly ok: true; readonly date: LocalDate }
  | { readonly ok: false; readonly fault: DateFault };

/**
 * Reads a day from plain English ("15 March", "in two weeks", "end of the month", "before Friday", "yesterday"). What leaves
 * the year or week open lies ahead of `today`, or with `lean` back not after it; a month alone means its last day. The whole
 * text must be a date, and nothing is guessed.
 */
export function readDate(typed: string, today: LocalDate, lean: Lean = 'ahead'): ReadDate {
  const said = cleanInput(typed)
    .toLowerCase()
    .replace(/[.!]+$/, '');
  const isBefore = said.startsWith('before ');
  const text = said.replace(/^(by|before|until|till|on|the)\s+(the\s+)?/, '');
  const first = readAsSaid(text, today, lean);
  if (!first.ok) return first;
  if (isBefore) return { ok: true, date: addDays(first.date, -1) };
  return { ok: true, date: monthAlone.test(text) ? endOfMonth(first.date) : first.date };
}

const monthAlone =
  /^(in |next |this )?(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)( \d{4})?$/;

/** A month alone reads as its first day here. */
function readAsSaid(text: string, today: LocalDate, lean: Lean): ReadDate {
  const special = readSpecial(text, today);
  if (special !== undefined) return { ok: true, date: special };
  const monthFirst = readWith(en.casual, text, today, lean);
  if (monthFirst === undefined) return { ok: false, fault: 'unclear' };
  const inDigits = /^\d{1,2}[./-]\d{1,2}\b/.test(text);
  const isCertain = !inDigits || readWith(en.GB, text, today, lean) === monthFirst;
  return isCertain ? { ok: true, date: monthFirst } : { ok: false, fault: 'ambiguous' };
}

// What the library does not know and people say of plans.
function readSpecial(text: string, today: LocalDate): LocalDate | undefined {
  if (/^(end of )?(the |this )?month$/.test(text)) return endOfMonth(today);
  if (/^((end of )?(the |this )|end of )year$|^year's end$/.test(text)) return `${today.slice(0, 4)}-12-31`;
  if (/^(in |within )?a fortnight$/.test(text)) return addDays(today, 14);
  return undefined;
}

function readWith(chrono: Chrono, text: string, today: LocalDate, lean: Lean): LocalDate | undefined {
  // Noon UTC with an offset of 0: the answer's day is then the same on every machine.
  const reference = { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
  const [found, ...more] = chrono.parse(text, reference, { forwardDate: true });
  if (!found || more.length > 0 || found.end || found.text.length !== text.length) return undefined;
  const date = dateOf(found);
  if (date === undefined || lean === 'ahead' || date <= today) return date;
  const { start } = found;
  if (start.isCertain('weekday') && !start.isCertain('day')) return addDays(date, -7);
  return start.isCertain('month') && !start.isCertain('year') ? addMonths(date, -12) : date;
}

function dateOf(found: ParsedResult): LocalDate | undefined {
  const year = found.start.get('year') ?? 0;
  // Four digits: what is later is no plan, and dates are compared as text.
  if (year < 1000 || year > 9999) return undefined;
  const two = (part: number | null) => String(part ?? 1).padStart(2, '0');
  return `${year}-${two(found.start.get('month'))}-${two(found.start.get('day'))}`;
}
