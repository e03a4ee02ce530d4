import type Holidays from 'date-holidays';
import { addDays, type LocalDate } from '../../core/time/index.ts';
import type { Calendar, Holiday, Names, Region } from './rules.ts';

const dayMs = 24 * 60 * 60 * 1000;
// A day on which the clocks change is an hour short.
const clockChangeMs = 2 * 60 * 60 * 1000;

/** Public holidays of countries, as the library knows them. */
export interface HolidaySource {
  countries(): Promise<Names>;
  regions(country: string): Promise<Names>;
  /** Those that touch the year, in the language of `locale` where the library has it. */
  of(region: Region, year: number, locale: string): Promise<readonly Holiday[]>;
}

export function createHolidaySource(): HolidaySource {
  // The library and its data take a quarter of a second and some 50 MB to load: paid by whoever asks for a country.
  const load = async () => (await import('date-holidays')).default;
  // What a country's year holds never changes while the process runs, and computing it takes some 20 ms.
  const known = new Map<string, readonly Holiday[]>();
  return {
    countries: async () => new (await load())().getCountries('en'),
    regions: async (country) => new (await load())().getStates(country, 'en') ?? {},
    of: async (region, year, locale) => {
      const key = JSON.stringify([region, year, locale]);
      const found = known.get(key) ?? daysOf(await load(), region, year, locale);
      known.set(key, found);
      return found;
    },
  };
}

/** Every day off of a calendar from `from` to `to`, the first first; those named by hand have no name. */
export async function daysIn(
  source: HolidaySource,
  { holidaysOf, days }: Calendar,
  { from, to, locale }: { readonly from: LocalDate; readonly to: LocalDate; readonly locale: string },
): Promise<readonly Holiday[]> {
  const named = new Map(days.map((date) => [date, '']));
  for (let year = Number(from.slice(0, 4)); holidaysOf && year <= Number(to.slice(0, 4)); year += 1) {
    for (const { date, name } of await source.of(holidaysOf, year, locale)) named.set(date, name);
  }
  return [...named]
    .flatMap(([date, name]) => (date >= from && date <= to ? [{ date, name }] : []))
    .sort((a, b) => a.date.localeCompare(b.date));
}

function daysOf(Library: typeof Holidays, { country, region }: Region, year: number, locale: string) {
  const options = { types: ['public' as const] };
  const source = region === null ? new Library(country, options) : new Library(country, region, options);
  return source.getHolidays(year, locale).flatMap(({ date, start, end, name }) => {
    // Some begin on the eve; `date` names their first whole day.
    const first: LocalDate = date.slice(0, 10);
    const length = Math.max(1, Math.floor((end.getTime() - start.getTime() + clockChangeMs) / dayMs));
    return Array.from({ length }, (_, index): Holiday => ({ date: addDays(first, index), name }));
  });
}
