import { Temporal } from 'temporal-polyfill';

const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Whether `zone` names an IANA zone that this runtime knows, in whatever case. */
export function isZone(zone: string): boolean {
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
  const rank = (zone: string) => {
    const name = plainName(zone);
    const city = name.slice(name.lastIndexOf('/') + 1);
    if (name === wanted || city === wanted) return 0;
    if (city.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return zones
    .map((zone) => ({ zone, rank: rank(zone) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.zone.localeCompare(b.zone))
    .slice(0, count)
    .map((each) => each.zone);
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
