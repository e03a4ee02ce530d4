import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  decideDue,
  instantOf,
  localDateOf,
  type Occurrence,
  occurrenceAfter,
  occurrenceFrom,
  type Weekday,
  type WeeklyTime,
} from '../../src/core/time/index.ts';

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const hourMs = 60 * 60 * 1000;

/** The instants of a rule on the days after `date`, as a person writes them. */
function following(rule: WeeklyTime, date: string, count: number): string[] {
  const found: string[] = [];
  let last: Occurrence | undefined = { date, at: new Date(0) };
  while (found.length < count) {
    last = occurrenceAfter(rule, last.date);
    if (!last) break;
    found.push(`${last.date} ${last.at.toISOString().slice(0, 16)}`);
  }
  return found;
}

describe('a time that people live by keeps its hour when the clocks change', () => {
  test.each([
    ['America/New_York', '09:00', '2026-03-07', ['2026-03-08 2026-03-08T13:00', '2026-03-09 2026-03-09T13:00']],
    ['America/New_York', '09:00', '2026-10-30', ['2026-10-31 2026-10-31T13:00', '2026-11-01 2026-11-01T14:00']],
    ['America/New_York', '02:30', '2026-03-07', ['2026-03-08 2026-03-08T07:30', '2026-03-09 2026-03-09T06:30']],
    ['America/New_York', '01:30', '2026-10-31', ['2026-11-01 2026-11-01T05:30', '2026-11-02 2026-11-02T06:30']],
    ['Europe/London', '01:30', '2026-03-28', ['2026-03-29 2026-03-29T01:30', '2026-03-30 2026-03-30T00:30']],
    ['Europe/London', '01:30', '2026-10-24', ['2026-10-25 2026-10-25T00:30', '2026-10-26 2026-10-26T01:30']],
    ['Australia/Sydney', '09:00', '2026-04-03', ['2026-04-04 2026-04-03T22:00', '2026-04-05 2026-04-04T23:00']],
    ['Australia/Sydney', '02:30', '2026-10-03', ['2026-10-04 2026-10-03T16:30', '2026-10-05 2026-10-04T15:30']],
    ['Australia/Lord_Howe', '09:00', '2026-04-03', ['2026-04-04 2026-04-03T22:00', '2026-04-05 2026-04-04T22:30']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03', ['2026-10-04 2026-10-03T15:45', '2026-10-05 2026-10-04T15:15']],
    ['Asia/Kolkata', '09:00', '2026-03-28', ['2026-03-29 2026-03-29T03:30', '2026-03-30 2026-03-30T03:30']],
    ['Pacific/Apia', '09:00', '2011-12-28', ['2011-12-29 2011-12-29T19:00', '2011-12-31 2011-12-30T19:00']],
    ['UTC', '09:00', '2028-02-28', ['2028-02-29 2028-02-29T09:00', '2028-03-01 2028-03-01T09:00']],
  ])('%s at %s after %s', (zone, time, date, expected) => {
    expect(following({ zone, time, weekdays: everyDay }, date, 2)).toEqual(expected);
  });
});

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const rules: fc.Arbitrary<WeeklyTime> = fc.record({
  zone: zones,
  time: times,
  weekdays: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }),
});

test('over ten years of any schedule in any zone, each day it names has exactly one occurrence, at its hour', () => {
  fc.assert(
    fc.property(rules, fc.integer({ min: 2005, max: 2030 }), (rule, year) => {
      const [first, end] = [`${year}-01-01`, `${year + 10}-01-01`];
      const found: Occurrence[] = [];
      for (let next = occurrenceAfter(rule, first); next && next.date < end; next = occurrenceAfter(rule, next.date)) {
        found.push(next);
      }
      const named: string[] = [];
      for (let date = addDays(first, 1); date < end; date = addDays(date, 1)) {
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
        if (rule.weekdays.some((each) => each === weekday)) named.push(date);
      }
      const dates = found.map((each) => each.date);
      expect(new Set(dates).size).toBe(dates.length);
      // Only a day that the zone itself left out has none.
      for (const date of named.filter((each) => !dates.includes(each))) expect(skippedDay(date, rule.zone)).toBe(true);
      expect(dates.every((date) => named.includes(date))).toBe(true);
      found.slice(1).forEach((each, index) => {
        expect(each.at.getTime()).toBeGreaterThan(found[index]?.at.getTime() ?? 0);
      });
    }),
    { numRuns: 12 },
  );
}, 120_000);

/** Whether no instant of the zone falls on that day, looked for without Temporal. */
function skippedDay(date: string, zone: string): boolean {
  const noon = new Date(`${date}T12:00:00Z`).getTime();
  const hours = Array.from({ length: 73 }, (_, index) => new Date(noon + (index - 36) * hourMs));
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return hours.every((hour) => day.format(hour) !== date);
}

test('whenever ticks come, late or early, each day is acted on at most once and none in the window is passed over', () => {
  const gapsMs = fc.array(fc.integer({ min: 60_000, max: 50 * hourMs }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rules, gapsMs, (rule, gaps) => {
      const windowMs = 6 * hourMs;
      let now = new Date('2026-03-01T00:00:00Z');
      let due = occurrenceFrom(rule, now);
      const posted: string[] = [];
      const missed: string[] = [];
      for (const gap of gaps) {
        // The clock of a machine may be set back between two ticks.
        now = new Date(now.getTime() + gap - (gap % 7 === 0 ? 2 * hourMs : 0));
        if (!due) return;
        const decision = decideDue(rule, due.date, now, () => windowMs);
        if (decision.post) {
          expect(now.getTime() - decision.post.at.getTime()).toBeLessThanOrEqual(windowMs);
          posted.push(decision.post.date);
        }
        missed.push(...decision.missed.map((each) => each.date));
        due = decision.next;
      }
      const all = [...posted, ...missed];
      expect(new Set(all).size).toBe(all.length);
      expect([...all].sort()).toEqual(all.length === 0 ? [] : datesUpTo(rule, all.length));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a zone that changes its rules while a time is planned: from then on each day is acted on once, at its new instant', () => {
  const windowMs = 6 * hourMs;
  fc.assert(
    fc.property(rules, zones, fc.integer({ min: 1, max: 14 * 24 }), (before, zone, upgradedIn) => {
      const after = { ...before, zone };
      const start = new Date('2026-03-01T00:00:00Z').getTime();
      let next = occurrenceFrom(before, new Date(start));
      const acted: string[] = [];
      // An hour between two looks; the upgrade looks at what is planned without waiting for it to be due.
      for (let hour = 1; hour <= 21 * 24 && next; hour += 1) {
        const now = new Date(start + hour * hourMs);
        if (next.at > now && hour !== upgradedIn) continue;
        const decision = decideDue(hour < upgradedIn ? before : after, next.date, now, () => windowMs);
        for (const { date } of decision.missed) acted.push(date);
        if (decision.post) {
          acted.push(decision.post.date);
          if (hour > upgradedIn) expect(now.getTime() - decision.post.at.getTime()).toBeLessThan(hourMs);
        }
        // What is ahead is ahead by the clocks as they are now.
        expect(decision.next && decision.next.at > now).toBe(true);
        next = decision.next;
      }
      expect(acted).toEqual(datesUpTo(before, acted.length));
    }),
    { numRuns: 40 },
  );
}, 60_000);

function datesUpTo(rule: WeeklyTime, count: number): string[] {
  const dates: string[] = [];
  let next = occurrenceFrom(rule, new Date('2026-03-01T00:00:00Z'));
  while (next && dates.length < count) {
    dates.push(next.date);
    next = occurrenceAfter(rule, next.date);
  }
  return dates;
}

test('a time pushed past midnight by a gap is not lost on the day before', () => {
  // In Nuuk the hour from 23:00 to midnight is left out in spring, so that 23:30 falls on the next day.
  const rule: WeeklyTime = { zone: 'America/Nuuk', time: '23:30', weekdays: everyDay };
  const day = '2025-03-29';
  const at = instantOf(day, rule.time, rule.zone);
  expect(at && localDateOf(at, rule.zone)).toBe('2025-03-30');
  const found = occurrenceFrom(rule, new Date((at?.getTime() ?? 0) - 60_000));
  expect(found?.date).toBe(day);
});
