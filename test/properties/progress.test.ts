import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Weekday } from '../../src/core/time/index.ts';
import { type PathStage, path } from '../../src/features/applications/index.ts';
import { journeysOf, type Stage, stages } from '../../src/features/applications/rules.ts';
import { type Done, funnelOf, isQuieter, perWeek, weeksShownUp, weeksUpTo } from '../../src/features/progress/rules.ts';

const today = '2026-11-22';
const weekStart = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const done = fc.record({
  on: fc.integer({ min: -200, max: 0 }).map((days) => addDays(today, days)),
  amount: fc.integer({ min: 1, max: 900 }).map((n) => n / 100),
});

// The model walks back day by day until it meets the day on which weeks start; it computes no week.
function startOf(date: string, start: Weekday): string {
  for (let at = Date.parse(`${date}T12:00:00Z`); ; at -= 86_400_000) {
    const day = new Date(at);
    if ((day.getUTCDay() || 7) === start) return day.toISOString().slice(0, 10);
  }
}

const total = (all: readonly Done[]) => Math.round(all.reduce((sum, { amount }) => sum + amount * 100, 0)) / 100;

test('each thing done counts in the one week that it was done in, and none before the twelve', () => {
  fc.assert(
    fc.property(fc.array(done, { maxLength: 60 }), weekStart, (all, start) => {
      const weeks = weeksUpTo(today, start);
      const counts = perWeek(all, weeks, '2020-01-01');
      expect(counts).toEqual(weeks.map((week) => total(all.filter(({ on }) => startOf(on, start) === week))));
    }),
  );
});

test('a week is empty only once something could have been done in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -120, max: 0 }), weekStart, (days, start) => {
      const since = addDays(today, days);
      const weeks = weeksUpTo(today, start);
      const counts = perWeek([], weeks, since);
      expect(counts).toEqual(weeks.map((week) => (week < startOf(since, start) ? null : 0)));
    }),
  );
});

test('weeks shown up are those with anything in them, and only ever grow', () => {
  fc.assert(
    fc.property(fc.array(done, { maxLength: 60 }), done, weekStart, (all, one, start) => {
      const days = all.map(({ on }) => on);
      expect(weeksShownUp(days, start)).toBe(new Set(days.map((day) => startOf(day, start))).size);
      expect(weeksShownUp([...days, one.on], start)).toBeGreaterThanOrEqual(weeksShownUp(days, start));
    }),
  );
});

const history = fc.array(fc.array(fc.constantFrom<Stage>(...stages), { minLength: 1, maxLength: 6 }), {
  maxLength: 30,
});

test('the funnel only ever narrows, begins with all that went out, and names no stage with nothing in it', () => {
  fc.assert(
    fc.property(history, (all) => {
      const reached = all.flatMap((each, at) => each.map((stage) => ({ applicationId: String(at), stage, on: today })));
      const funnel = funnelOf(journeysOf(reached, new Map()).furthest);
      const sent = all.filter((each) => each.some((stage) => stage !== 'wishlist')).length;
      expect(funnel[0]?.count ?? 0).toBe(sent);
      // The model: an application came to a stage if any of its stages stands there or later on the way.
      const came = (stage: PathStage) =>
        all.filter((each) => each.some((other) => path.indexOf(other as PathStage) >= path.indexOf(stage))).length;
      for (const { stage, count } of funnel.slice(1)) expect(count).toBe(came(stage));
      const counts = funnel.map(({ count }) => count);
      expect(counts).toEqual(counts.toSorted((one, other) => other - one));
      expect(counts).not.toContain(0);
    }),
  );
});

test('a quiet time is named after something, never at the beginning', () => {
  expect(isQuieter([null, null, 3, 2, 0, 0, 0])).toBe(true);
  expect(isQuieter([3, 2, 0, 0, 1])).toBe(false);
  expect(isQuieter([null, null, null, 0])).toBe(false);
  expect(isQuieter([0, 0, 0, 0])).toBe(false);
});
