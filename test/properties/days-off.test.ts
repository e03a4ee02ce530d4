import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentLocales } from '../../src/content/index.ts';
import {
  addDays,
  type LocalDate,
  localDateOf,
  occurrenceAfter,
  occurrenceOn,
  type Weekday,
} from '../../src/core/time/index.ts';
import { readDays, splitRegion, writeDays } from '../../src/features/calendar/rules.ts';
import { messages } from '../../src/features/calendar/texts.ts';

const weekdays = fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 });
const start = '2026-01-01';
const daysOff = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 20 })), { maxLength: 25 }).map((spans) => {
  const days = spans.flatMap(([from, length]) => Array.from({ length }, (_, index) => addDays(start, from + index)));
  return new Set(days);
});
const zones = fc.constantFrom('UTC', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata');

/** The days on which a rule's occurrences fall over two years, by the day that they are meant for. */
function heldOn(rule: Parameters<typeof occurrenceAfter>[0]): Map<LocalDate, LocalDate> {
  const held = new Map<LocalDate, LocalDate>();
  for (
    let next = occurrenceAfter(rule, start);
    next && next.date < '2027-07-01';
    next = occurrenceAfter(rule, next.date)
  ) {
    held.set(next.date, localDateOf(next.at, rule.zone));
  }
  return held;
}

test('nothing falls on a day off; what is moved comes before the next one and never together with it', () => {
  fc.assert(
    fc.property(weekdays, daysOff, zones, fc.boolean(), (named, days, zone, move) => {
      const rule = { zone, weekdays: named, time: '09:00', off: { days, move } };
      const usual = heldOn({ zone, weekdays: named, time: '09:00' });
      const held = heldOn(rule);
      const at = [...held.values()];
      expect(new Set(at).size).toBe(at.length);
      expect(at).toEqual([...at].sort());
      for (const [meant, day] of held) {
        expect(days.has(day)).toBe(false);
        expect(day === meant).toBe(!days.has(meant));
        expect(occurrenceOn(rule, meant)?.date).toBe(meant);
      }
      // Whoever is not on a day off is held as ever.
      for (const day of usual.keys()) if (!days.has(day)) expect(held.get(day)).toBe(day);
      if (!move) expect([...held.keys()]).toEqual([...usual.keys()].filter((day) => !days.has(day)));
    }),
    { numRuns: 20 },
  );
}, 60_000);

test('days off as they are typed read back as the same days', () => {
  fc.assert(
    fc.property(daysOff, (days) => {
      const sorted = [...days].sort().slice(0, 370);
      expect(readDays(writeDays(sorted), start)).toEqual({ ok: true, days: sorted });
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['24 December', ['2026-12-24']],
  ['30 December to 2 January', ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']],
  ['2026-12-24, 2026-12-26;', ['2026-12-24', '2026-12-26']],
])('%s is read as days', (typed, days) => {
  expect(readDays(typed, '2026-11-24')).toEqual({ ok: true, days });
});

test.each([
  ['Germany', 'Germany', ''],
  ['Germany, Bayern', 'Germany', 'Bayern'],
  ['de-by', 'de', 'by'],
  ['Guinea-Bissau', 'Guinea-Bissau', ''],
])('%s names a country and its part', (typed, country, part) => {
  expect(splitRegion(typed)).toEqual({ country, part });
});

test.each(contentLocales())('what the form of days off gives as an example can be typed, in %s', (locale) => {
  const hint = messages.text(locale, 'form-days-hint');
  const read = readDays(hint.slice(hint.lastIndexOf(':') + 1), '2026-11-02', locale);
  expect(read.ok && [read.days.at(0), read.days.at(-1)]).toEqual(['2026-12-21', '2027-01-03']);
});
