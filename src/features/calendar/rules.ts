import type { Locale } from '../../core/text/index.ts';
import { addDays, type LocalDate, readDate } from '../../core/time/index.ts';

/** What falls on a day off: left out, or moved to the next day that is none. */
export type OnDayOff = 'skip' | 'move';

/** Whose public holidays. Codes as the holidays library has them: ISO 3166-1, and its own of the parts of a country. */
export interface Region {
  readonly country: string;
  readonly region: string | null;
}

/** What a community's moderators set. */
export interface Calendar {
  /** 0 where nothing was set yet. */
  readonly version: number;
  readonly holidaysOf: Region | undefined;
  /** Named by hand, the first first. */
  readonly days: readonly LocalDate[];
  readonly onDayOff: OnDayOff;
}

export const noCalendar: Calendar = { version: 0, holidaysOf: undefined, days: [], onDayOff: 'skip' };

/** A day off, with its name where it is a holiday. */
export interface Holiday {
  readonly date: LocalDate;
  readonly name: string;
}

/** How `WeeklyTime` of core takes days off. */
export interface DaysOff {
  readonly days: ReadonlySet<LocalDate>;
  readonly move: boolean;
}

export const noDaysOff: DaysOff = { days: new Set(), move: false };

export type ReadDays =
  | { readonly ok: true; readonly days: readonly LocalDate[] }
  | { readonly ok: false; readonly typed: string };

// A year of days off; what is longer is no list of holidays.
const mostDays = 370;

// What stands between two days, and before the first of them, in the languages that the bot speaks.
const between = /\s+(?:to|until|till|bis|au|à|jusqu['’]au|al?|hasta|ao|até|से|-|–)\s+/giu;
const before = /^(?:from|vom|von|du|del?|desde)\s+/iu;

/** Days, one a line or parted by commas; `2026-12-21 to 2027-01-03` names all between. What reads as no day is told. */
export function readDays(typed: string, today: LocalDate, locale?: Locale): ReadDays {
  const days = new Set<LocalDate>();
  for (const piece of typed.split(/[\n,;]+/).map((each) => each.trim())) {
    if (piece === '') continue;
    const span = readSpan(piece, today, locale === undefined ? {} : { locale });
    if (!span) return { ok: false, typed: piece.slice(0, 60) };
    for (let day = span.first; day <= span.last && days.size < mostDays; day = addDays(day, 1)) days.add(day);
  }
  return { ok: true, days: [...days].sort() };
}

/** A day, or the days from one to another. The words between them may be part of a date as well, so that each is tried. */
function readSpan(
  piece: string,
  today: LocalDate,
  reading: { readonly locale?: Locale },
): { readonly first: LocalDate; readonly last: LocalDate } | undefined {
  const one = readDate(piece, today, reading);
  if (one.ok) return { first: one.date, last: one.date };
  for (const { index, 0: word } of piece.matchAll(between)) {
    const first = readDate(piece.slice(0, index).replace(before, ''), today, reading);
    // "21 December to 3 January": the second is the first such day after the first.
    const last = first.ok ? readDate(piece.slice(index + word.length), first.date, reading) : first;
    if (first.ok && last.ok && last.date >= first.date) return { first: first.date, last: last.date };
  }
  return undefined;
}

/** The same days as they are typed: neighbours as one line with `to`. */
export function writeDays(days: readonly LocalDate[]): string {
  const spans: { from: LocalDate; to: LocalDate }[] = [];
  for (const day of days.toSorted()) {
    const last = spans.at(-1);
    if (last && addDays(last.to, 1) === day) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join('\n');
}

/** Code to name. */
export type Names = Readonly<Record<string, string>>;

/** Parts "Germany, Bayern", "Germany/Bayern" or "de-by" into the country and its part, '' where none is named. */
export function splitRegion(typed: string): { readonly country: string; readonly part: string } {
  const [, country = typed.trim(), part = ''] = /^\s*(.+?)\s*(?:[,/]|(?<=^\s*\w\w)-)\s*(.+?)\s*$/.exec(typed) ?? [];
  return { country, part };
}

/** The code whose name or code was typed. Upper case and accents make no difference. */
export function codeOf(typed: string, names: Names): string | undefined {
  const wanted = plain(typed);
  return Object.entries(names).find(([code, name]) => plain(code) === wanted || plain(name) === wanted)?.[0];
}

function plain(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
