import { type Chrono, de, en, es, fr, type ParsedResult, pt } from 'chrono-node';
import { cleanInput, defaultLocale, type Locale, numberOf, plainDevanagari } from '../text/index.ts';
import { type DayWords, dayWordsOf, english } from './day-words.ts';
import { addDays, addMonths, endOfMonth, type LocalDate } from './periods.ts';
import { readHindi } from './read-hindi.ts';

/** Why no date was read: nothing there reads as one, or day and month could be either way round ("3/4/2027"). */
export type DateFault = 'unclear' | 'ambiguous';

/** Which way a date that leaves its year or week open is read. */
type Lean = 'ahead' | 'back';

export type ReadDate =
  | { readonly ok: true; readonly date: LocalDate }
  | { readonly ok: false; readonly fault: DateFault };

/**
 * Reads a day from plain words ("15 March", "in two weeks", "end of the month", "before Friday", "yesterday"), in English and
 * in the language of `locale`. What leaves the year or week open lies ahead of `today`, or with `lean` back not after it; a
 * month alone means its last day. The whole text must be a date, and nothing is guessed.
 */
export function readDate(
  typed: string,
  today: LocalDate,
  { lean = 'ahead', locale = defaultLocale }: { readonly lean?: Lean; readonly locale?: Locale } = {},
): ReadDate {
  const local = locale === defaultLocale ? undefined : readLocal(typed, today, lean, locale);
  return local === undefined ? readEnglish(typed, today, lean) : { ok: true, date: local };
}

const chronos: Readonly<Record<string, Chrono>> = { de: de.casual, es: es.casual, fr: fr.casual, pt: pt.casual };

/**
 * In another language: a day, a month by its name and perhaps a year in any order, a month alone, so many days, weeks or months
 * on, or whatever the library knows of it.
 */
function readLocal(typed: string, today: LocalDate, lean: Lean, locale: Locale): LocalDate | undefined {
  const said = plainDevanagari(cleanInput(typed))
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[.!।]+$/, '');
  const language = locale.split('-')[0] ?? '';
  const words = dayWordsOf(locale);
  if (!words) return undefined;
  const { rest, isBefore } = withoutLimit(said, words);
  const named = readNamed(rest, today, lean, locale);
  if (named) return isBefore ? addDays(named, -1) : named;
  const month = readMonth(rest, words, { today, lean, locale });
  // "Avant mars" ends with February; "avant fin mars" has all of March.
  if (month) return isBefore && !endsIn(words).test(rest) ? addDays(month, -1) : endOfMonth(month);
  const chrono = chronos[language];
  // "vor 5 Tagen" is before nothing.
  const known = chrono ? readWith(chrono, said, today, lean) : readHindi(said, today, lean);
  if (known) return known;
  const near =
    readSpecial(rest, today, words) ??
    readSpan(rest, today, words, locale) ??
    (chrono ? readWith(chrono, rest, today, lean) : readHindi(rest, today, lean));
  return near && isBefore ? addDays(near, -1) : near;
}

/** A date without the words that make a limit of it. */
function withoutLimit(said: string, { by, before, within, article, isBehind }: DayWords) {
  const all = `${by}|${before}|${within}`;
  const limit = isBehind
    ? new RegExp(`^(.*\\S)\\s+(${all})$`).exec(said)
    : new RegExp(`^(${all})\\s+(\\S.*)$`).exec(said);
  const [rest = said, word = ''] = isBehind ? (limit?.slice(1) ?? []) : (limit?.slice(1).reverse() ?? []);
  return { rest: rest.replace(new RegExp(`^(?:${article})\\s+`), ''), isBefore: before.split('|').includes(word) };
}

function endsIn({ end }: DayWords): RegExp {
  return new RegExp(`^(?:${end})\\s+`);
}

/** A month alone or its end, with or without the year: its first day. */
function readMonth(
  rest: string,
  words: DayWords,
  { today, lean, locale }: { today: LocalDate; lean: Lean; locale: Locale },
): LocalDate | undefined {
  const [name = '', year, ...more] = rest
    .replace(endsIn(words), '')
    .split(/[\s,.]+/)
    .filter((word) => word !== '' && word !== 'de');
  const month = monthNames(locale).findIndex((names) => names.includes(name)) + 1;
  if (month === 0 || more.length > 0 || (year !== undefined && !/^\d{4}$/.test(year))) return undefined;
  const thisYear = Number(today.slice(0, 4));
  const first = dayOf(Number(year ?? thisYear), month, 1);
  if (first === undefined || year !== undefined) return first;
  if (lean === 'ahead') return endOfMonth(first) < today ? dayOf(thisYear + 1, month, 1) : first;
  return first > today ? dayOf(thisYear - 1, month, 1) : first;
}

/** "dos semanas", "zwei Wochen": so much after `today`. */
function readSpan(rest: string, today: LocalDate, { units }: DayWords, locale: Locale): LocalDate | undefined {
  const [number = '', unit = '', ...more] = rest.split(' ');
  const amount = /^\d{1,3}$/.test(number) ? Number(number) : numberOf(number, locale);
  const isUnit = (pattern: string) => pattern !== '' && new RegExp(`^(?:${pattern})$`).test(unit);
  if (amount === undefined || more.length > 0) return undefined;
  if (isUnit(units.day)) return addDays(today, amount);
  if (isUnit(units.week)) return addDays(today, 7 * amount);
  return isUnit(units.month) ? addMonths(today, amount) : undefined;
}

/** "1. Dezember 2026", "1 de diciembre", "1 दिसंबर 2026": as `Intl` writes a date in that language. */
function readNamed(said: string, today: LocalDate, lean: Lean, locale: Locale): LocalDate | undefined {
  const words = said.split(/[\s,.]+/).filter((word) => word !== '' && !/^(de|d|o|er|º|ª)$/.test(word));
  const month = monthNames(locale).findIndex((names) => words.some((word) => names.includes(word))) + 1;
  const numbers = words
    .filter((word) => /^\d+$/.test(word.replace(/(er|º|ª)$/, '')))
    .map((word) => Number.parseInt(word, 10));
  const [first, second, ...more] = numbers;
  if (month === 0 || first === undefined || more.length > 0 || words.length !== numbers.length + 1) return undefined;
  const year = second ?? Number(today.slice(0, 4));
  const date = dayOf(year, month, first);
  if (date === undefined || second !== undefined) return date;
  if (lean === 'ahead') return date < today ? dayOf(year + 1, month, first) : date;
  return date > today ? dayOf(year - 1, month, first) : date;
}

function dayOf(year: number, month: number, day: number): LocalDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1000 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

const named = new Map<Locale, readonly (readonly string[])[]>();

/** January first; each with its long and short name, lower case and without a full stop. */
function monthNames(locale: Locale): readonly (readonly string[])[] {
  const known = named.get(locale);
  if (known) return known;
  const names = Array.from({ length: 12 }, (_, month) => {
    const date = new Date(Date.UTC(2026, month, 1));
    return (['long', 'short'] as const).map((style) => {
      const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: style, timeZone: 'UTC' }).formatToParts(
        date,
      );
      const name = parts.find(({ type }) => type === 'month')?.value ?? '';
      return plainDevanagari(name).toLowerCase().replaceAll('.', '');
    });
  });
  named.set(locale, names);
  return names;
}

function readEnglish(typed: string, today: LocalDate, lean: Lean): ReadDate {
  const said = cleanInput(typed)
    .toLowerCase()
    .replace(/[.!]+$/, '');
  const isBefore = said.startsWith('before ');
  const text = said.replace(new RegExp(`^(${english.by}|${english.before}|on|the)\\s+(the\\s+)?`), '');
  const whole = readAsSaid(text, today, lean);
  const first = whole.ok ? whole : readAsSaid(text.replace(/^(in|within)\s+/, ''), today, lean);
  if (!first.ok) return first;
  if (isBefore) return { ok: true, date: addDays(first.date, -1) };
  return { ok: true, date: monthAlone.test(text) ? endOfMonth(first.date) : first.date };
}

const monthAlone =
  /^(in |next |this )?(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)( \d{4})?$/;

/** A month alone reads as its first day here. */
function readAsSaid(text: string, today: LocalDate, lean: Lean): ReadDate {
  const special = readSpecial(text, today, english);
  if (special !== undefined) return { ok: true, date: special };
  const monthFirst = readWith(en.casual, text, today, lean);
  if (monthFirst === undefined) return { ok: false, fault: 'unclear' };
  const inDigits = /^\d{1,2}[./-]\d{1,2}\b/.test(text);
  const isCertain = !inDigits || readWith(en.GB, text, today, lean) === monthFirst;
  return isCertain ? { ok: true, date: monthFirst } : { ok: false, fault: 'ambiguous' };
}

// What the library does not know and people say of plans.
function readSpecial(text: string, today: LocalDate, words: DayWords): LocalDate | undefined {
  if (new RegExp(`^(?:${words.endOfMonth})$`).test(text)) return endOfMonth(today);
  if (new RegExp(`^(?:${words.endOfYear})$`).test(text)) return `${today.slice(0, 4)}-12-31`;
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
