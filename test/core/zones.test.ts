import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoment, isZone, matchZones, nextWeekdayAt, placesOf, suggestZones } from '../../src/core/time/index.ts';
import { limits } from '../../src/core/views/index.ts';

const minuteMs = 60_000;
// Every offset since 2000 is a whole number of quarters of an hour.
const stepMs = 15 * minuteMs;

const zones = suggestZones('', 1_000);
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes of the wall clock in a zone since 1970, as if the wall were in UTC. */
function wallMinutes(instantMs: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / minuteMs;
}

/** Looks at the wall clock every quarter of an hour until it shows the time, or has jumped over it. */
function firstSeen(nowMs: number, zone: string, weekday: number, hour: number): number {
  const isWanted = (wall: number) => {
    const date = new Date(wall * minuteMs);
    return (date.getUTCDay() || 7) === weekday && date.getUTCHours() === hour && date.getUTCMinutes() === 0;
  };
  const seen = new Set<number>();
  let at = Math.floor(nowMs / stepMs) * stepMs - 26 * 60 * minuteMs;
  let expectedWall = wallMinutes(at, zone);
  for (;;) {
    const wall = wallMinutes(at, zone);
    // What spring skips falls as long after the gap as it would have been after its beginning.
    for (let skipped = expectedWall; skipped < wall; skipped += 15) {
      const instant = at + (skipped - expectedWall) * minuteMs;
      if (isWanted(skipped) && instant > nowMs) return instant;
    }
    // What autumn repeats counts once.
    if (isWanted(wall) && !seen.has(wall) && at > nowMs) return at;
    seen.add(wall);
    expectedWall = wall + 15;
    at += stepMs;
  }
}

const weekdays = fc.integer({ min: 1, max: 7 });
const hours = fc.integer({ min: 0, max: 23 });

test('the next weekday at an hour is when the wall clock first shows it, in every zone at any time', () => {
  const between = { min: new Date('2012-01-01'), max: new Date('2037-01-01'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(between), fc.constantFrom(...zones), weekdays, hours, (now, zone, weekday, hour) => {
      expect(nextWeekdayAt(now, zone, weekday, hour).getTime()).toBe(firstSeen(now.getTime(), zone, weekday, hour));
    }),
    { numRuns: 150 },
  );
});

test('and around the nights on which clocks change', () => {
  const nights = fc.constantFrom(
    ...(
      [
        ['Europe/Berlin', '2026-03-29T01:00Z'],
        ['Europe/Berlin', '2026-10-25T01:00Z'],
        ['America/New_York', '2026-03-08T07:00Z'],
        ['America/New_York', '2026-11-01T06:00Z'],
        ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
        ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
        ['America/Sao_Paulo', '2018-11-04T03:00Z'],
        ['Africa/Cairo', '2026-04-23T22:00Z'],
      ] as const
    ).map(([zone, change]) => ({ zone, changeMs: Date.parse(change) })),
  );
  const minutesAway = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(nights, minutesAway, fc.integer({ min: -1, max: 1 }), hours, ({ zone, changeMs }, away, days, hour) => {
      const weekday = (new Date(wallMinutes(changeMs, zone) * minuteMs + days * 86_400_000).getUTCDay() || 7) as number;
      const now = changeMs + away * minuteMs;
      expect(nextWeekdayAt(new Date(now), zone, weekday, hour).getTime()).toBe(firstSeen(now, zone, weekday, hour));
    }),
    { numRuns: 300 },
  );
});

test('every zone that is offered is one, by the name of today', () => {
  expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
  expect(zones.length).toBeGreaterThan(400);
  expect(suggestZones('kolkata', 3)).toEqual(['Asia/Kolkata']);
  expect(suggestZones('calcutta', 3)).toEqual(['Asia/Kolkata']);
  expect(suggestZones('kyiv', 3)).toEqual(['Europe/Kyiv']);
  expect(suggestZones('são paulo', 3)).toEqual(['America/Sao_Paulo']);
  expect(suggestZones('new york', 3)[0]).toBe('America/New_York');
});

test('no text is taken for a zone that the formatter then refuses', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('+01:00', '-0000', 'EST', 'Etc/GMT+5', 'UTC ', ''),
  );
  fc.assert(
    fc.property(typed, (zone) => {
      if (!isZone(zone)) return;
      formatMoment('2026-11-22T09:00:00Z', 'datetime', { locale: 'en', zone, now: new Date(0) });
    }),
  );
  expect(isZone('+01:00')).toBe(false);
});

test.each([
  ['India', 'en', 'Asia/Kolkata'],
  ['भारत', 'hi', 'Asia/Kolkata'],
  ['frankreich', 'de', 'Europe/Paris'],
  ['Reino Unido', 'pt-BR', 'Europe/London'],
  ['Georgia', 'en', 'Asia/Tbilisi'],
  // A city before the country of that name.
  ['Luxembourg', 'fr', 'Europe/Luxembourg'],
  ['Mexico City', 'en', 'America/Mexico_City'],
])('%s, said in %s, is one zone', (typed, locale, zone) => {
  expect(matchZones(typed, locale)).toEqual([zone]);
});

test('a country of several zones is asked back, and a word of no place is none', () => {
  expect(matchZones('España', 'es')).toEqual(['Africa/Ceuta', 'Atlantic/Canary', 'Europe/Madrid']);
  expect(matchZones('Atlantis', 'en')).toEqual([]);
});

test('of a country of many zones as many are named as a list takes, and each of them is found by the place that it is named by', () => {
  expect(placesOf(matchZones('Brazil', 'en'))).toContain('Sao Paulo');
  expect(placesOf(matchZones('United States', 'en'))).toContain('New York');
  for (const country of ['Brazil', 'United States', 'Russia', 'Canada', 'Argentina', 'Australia', 'Mexico']) {
    const zones = matchZones(country, 'en');
    expect(zones.length, country).toBeGreaterThan(1);
    expect(zones.length, country).toBeLessThanOrEqual(limits.select.options);
    for (const zone of zones) expect(matchZones(placesOf([zone]), 'en'), zone).toEqual([zone]);
  }
});
