import { getAllCountries } from 'countries-and-timezones';
import { Temporal } from 'temporal-polyfill';
import { defaultLocale, type Locale } from '../text/index.ts';

// V8 lists these zones by names that the tz database has left behind. Source: its file "backward".
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const supported: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Each zone with the names that it is found by. */
const zones: readonly { readonly zone: string; readonly names: readonly string[] }[] = [...supported].map((listed) => {
  const zone = renamed[listed] ?? listed;
  return { zone, names: [zone, listed].map(plainName) };
});

// Asking the runtime builds a formatter each time, which every interaction would pay for.
const known: ReadonlySet<string> = new Set([...supported, ...Object.values(renamed)]);

/** Whether `zone` names an IANA zone that this runtime knows, in whatever case. A bare offset ("+01:00") is none. */
export function isZone(zone: string): boolean {
  if (known.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/**
 * Zones whose name holds what was typed ("berlin", "new york", "america/sao"), best first, at most `count`.
 * A city at the end of the name comes before a match elsewhere.
 */
export function suggestZones(typed: string, count: number): string[] {
  const wanted = plainName(typed);
  const rank = (name: string) => {
    const city = name.slice(name.lastIndexOf('/') + 1);
    if (name === wanted || city === wanted) return 0;
    if (city.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return zones
    .map(({ zone, names }) => ({ zone, rank: Math.min(...names.map(rank)) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.zone.localeCompare(b.zone))
    .slice(0, count)
    .map((each) => each.zone);
}

/**
 * What somebody meant by the zone they typed: one zone, several to choose from, or none. At most 25. A city comes before a
 * country, whose name is read in English and in their own language, and that before part of a name.
 */
export function matchZones(typed: string, locale: Locale): readonly string[] {
  const found = suggestZones(typed, 25);
  if (typed.includes('/') && isZone(typed)) {
    return [found[0]?.toLowerCase() === typed.toLowerCase() ? found[0] : typed];
  }
  const cities = found.filter((zone) => cityOf(zone) === cityOf(typed));
  if (cities.length === 1) return cities;
  const there = zonesOfCountry(typed, locale);
  return there.length > 0 ? there : found;
}

function zonesOfCountry(typed: string, locale: Locale): readonly string[] {
  const wanted = plainName(typed);
  const languages = [defaultLocale, locale].map((each) => new Intl.DisplayNames([each], { type: 'region' }));
  const country = Object.values(getAllCountries()).find(({ id, name }) => {
    return [name, ...languages.map((language) => language.of(id) ?? id)].some((each) => plainName(each) === wanted);
  });
  const all = country?.timezones ?? [];
  // Those of a district, as America/Indiana/Knox, are found by its name; the country's would be too many to choose from.
  const larger = all.filter((zone) => zone.split('/').length === 2);
  return (larger.length > 0 ? larger : all).slice(0, 25);
}

/** The places that zones are named after, as somebody would type one of them: "Sao Paulo, Manaus". */
export function placesOf(zones: readonly string[]): string {
  return zones.map((zone) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')).join(', ');
}

function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(' ', '_');
}

function plainName(typed: string): string {
  return typed.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase().replace(/\s+/g, '_');
}

/**
 * The next instant after `now` at which it is `hour`:00 on `weekday` (1 Monday to 7 Sunday) in `zone`.
 * A time that spring skips falls after the gap.
 */
export function nextWeekdayAt(now: Date, zone: string, weekday: number, hour: number): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const days = (weekday - here.dayOfWeek + 7) % 7;
  const at = (ahead: number) =>
    here.toPlainDate().add({ days: ahead }).toZonedDateTime({ timeZone: zone, plainTime: { hour } });
  const candidate = at(days);
  const next = candidate.epochMilliseconds > now.getTime() ? candidate : at(days + 7);
  return new Date(next.epochMilliseconds);
}
