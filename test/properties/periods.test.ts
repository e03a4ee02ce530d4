import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  formatDate,
  localDateOf,
  periodStart,
  readDate,
  recentPeriods,
  type Weekday,
} from '../../src/core/time/index.ts';

// Zones with clock changes in both hemispheres, half-hour ones, and one that skipped a whole day (Apia, December 2011).
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Africa/Casablanca',
];
const zone = fc.constantFrom(...zones);
const instant = fc.date({
  min: new Date('2010-01-01T00:00:00Z'),
  max: new Date('2034-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const weekStart = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const period = fc.constantFrom('day' as const, 'week' as const, 'month' as const);

// The model knows no calendar: it asks the runtime's own formatter what day it is somewhere, and walks.
function modelDate(at: Date, where: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: where,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

function modelStart(date: string, kind: 'day' | 'week' | 'month', start: Weekday): string {
  for (let at = Date.parse(`${date}T12:00:00Z`); ; at -= 86_400_000) {
    const day = new Date(at);
    const iso = day.toISOString().slice(0, 10);
    if (kind === 'day' || (kind === 'week' ? (day.getUTCDay() || 7) === start : iso.endsWith('-01'))) return iso;
  }
}

test('a day is the one that the wall calendar there shows', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      expect(localDateOf(at, where)).toBe(modelDate(at, where));
    }),
  );
});

test('a period starts where walking back day by day ends', () => {
  fc.assert(
    fc.property(instant, zone, period, weekStart, (at, where, kind, start) => {
      const date = localDateOf(at, where);
      expect(periodStart(date, kind, start)).toBe(modelStart(date, kind, start));
    }),
  );
});

test('periods follow each other without a gap, and each day is in exactly one', () => {
  fc.assert(
    fc.property(instant, zone, period, weekStart, fc.integer({ min: 1, max: 20 }), (at, where, kind, start, count) => {
      const today = localDateOf(at, where);
      const starts = recentPeriods(today, kind, start, count);
      expect(starts).toHaveLength(count);
      expect(starts.at(-1)).toBe(periodStart(today, kind, start));
      const walked = new Set<string>();
      for (let day = starts[0] ?? today; day <= today; day = addDays(day, 1)) walked.add(modelStart(day, kind, start));
      expect([...walked]).toEqual(starts);
    }),
  );
});

test('what was logged is counted once, whatever clock changes and moves lie between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(instant, zone), { maxLength: 60 }), period, weekStart, (logs, kind, start) => {
      const dates = logs.map(([at, where]) => localDateOf(at, where));
      const counts = new Map<string, number>();
      for (const date of dates) {
        const key = periodStart(date, kind, start);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const model = new Map<string, number>();
      for (const [at, where] of logs) {
        const key = modelStart(modelDate(at, where), kind, start);
        model.set(key, (model.get(key) ?? 0) + 1);
      }
      expect(counts).toEqual(model);
    }),
  );
});

test('a date that is shown reads back as the same date', () => {
  fc.assert(
    fc.property(instant, zone, fc.integer({ min: 0, max: 1800 }), (at, where, ahead) => {
      const today = localDateOf(at, where);
      const date = addDays(today, ahead);
      expect(daysBetween(today, date)).toBe(ahead);
      expect(readDate(formatDate(date, 'en'), today)).toEqual({ ok: true, date });
      expect(readDate(`by ${formatDate(date, 'en')}`, today)).toEqual({ ok: true, date });
    }),
  );
});

test('no text makes reading a date fail or answer something that is no date', () => {
  const pieces = fc.constantFrom(
    'march',
    '31',
    '2027',
    'by',
    'in',
    'two',
    'weeks',
    '/',
    '-',
    'end of',
    'month',
    '1e12',
    '0',
    'friday',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc.array(pieces, { maxLength: 8 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const read = readDate(typed, '2026-11-22');
      if (read.ok) expect(new Date(`${read.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read.date);
    }),
    { numRuns: 150 },
  );
});
