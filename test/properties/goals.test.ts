import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Period, type Weekday } from '../../src/core/time/index.ts';
import { planText, readBack, readPlanForm } from '../../src/features/goals/plan-form.ts';
import { effortOf, goalLimits, type LoggedDay, type Rhythm, weeksShownUp } from '../../src/features/goals/rules.ts';
import { readAmount, splitPlan } from '../../src/features/goals/words.ts';

const today = '2026-11-22';
const day = fc.integer({ min: -800, max: 3 }).map((days) => addDays(today, days));
const logged = fc.array(fc.record({ on: day, amount: fc.integer({ min: 1, max: 500 }).map((n) => n / 100) }), {
  maxLength: 80,
});
const period = fc.constantFrom<Period>('day', 'week', 'month');
const weekStart = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

// The model walks the calendar day by day and never computes a period.
function sharesPeriod(one: string, other: string, kind: Period, start: Weekday): boolean {
  const [from, to] = [one, other].toSorted();
  for (let at = Date.parse(`${to}T12:00:00Z`); at > Date.parse(`${from}T12:00:00Z`); at -= 86_400_000) {
    const date = new Date(at);
    if (kind === 'day' || (kind === 'week' ? (date.getUTCDay() || 7) === start : date.getUTCDate() === 1)) return false;
  }
  return true;
}

const total = (days: readonly LoggedDay[]) => Math.round(days.reduce((sum, each) => sum + each.amount * 100, 0)) / 100;

test('a recurring goal counts what shares its period with today, and nothing else', () => {
  fc.assert(
    fc.property(logged, period, weekStart, (days, kind, start) => {
      const effort = effortOf({ kind: 'every', period: kind }, days, '2020-01-01', today, start);
      expect(effort.soFar).toBe(total(days.filter((each) => sharesPeriod(each.on, today, kind, start))));
    }),
  );
});

test('a goal that does not recur counts all, and weeks shown up only ever grow', () => {
  fc.assert(
    fc.property(logged, logged, weekStart, (days, more, start) => {
      const rhythm: Rhythm = { kind: 'by', date: '2027-01-31' };
      expect(effortOf(rhythm, days, '2020-01-01', today, start)).toMatchObject({ soFar: total(days), daysLeft: 70 });
      expect(weeksShownUp([...days, ...more], start)).toBeGreaterThanOrEqual(weeksShownUp(days, start));
    }),
  );
});

const plannedAmount = fc.oneof(
  fc.integer({ min: 1, max: goalLimits.most }),
  fc.integer({ min: 10, max: 5_000 }).map((n) => n / 100),
);
const rhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  period.map((each) => ({ kind: 'every', period: each }) as const),
  fc
    .integer({ min: 0, max: goalLimits.daysAhead })
    .map((days) => ({ kind: 'by', date: addDays(today, days) }) as const),
  fc.constant({ kind: 'open' } as const),
);

test('what a form shows of a plan reads back as that plan', () => {
  fc.assert(
    fc.property(plannedAmount, fc.constantFrom('', 'hours', 'pages'), rhythm, (amount, unit, each) => {
      const plan = { what: 'read', amount, unit, why: 'fun', rhythm: each };
      const { what, amount: much, when, why } = planText('en', plan);
      const values = Object.fromEntries(
        Object.entries({ what, amount: much, when, why }).filter(([, text]) => text !== ''),
      );
      expect(readPlanForm('en', values, today)).toEqual({ ok: true, plan });
    }),
  );
});

const spoken = fc.constantFrom(
  '5',
  'five',
  '-3',
  '1e12',
  'a',
  'week',
  'every',
  'by',
  'in',
  'march',
  'never',
  'walks',
  '/',
  'per',
  'twice',
  'hours',
  '.',
  ',',
);
const anything = fc.oneof(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.array(spoken, { maxLength: 12 }).map((all) => all.join(' ')),
);

test('whatever is typed is taken apart without a fault, and an amount that is read can be kept', () => {
  fc.assert(
    fc.property(anything, (typed) => {
      const parts = splitPlan(typed, today);
      readBack('en', parts, today);
      const amount = readAmount(parts.amount);
      if (!amount.ok) return;
      expect(amount.value.amount).toBeGreaterThanOrEqual(goalLimits.least);
      expect(amount.value.amount).toBeLessThanOrEqual(goalLimits.most);
      expect(Math.round(amount.value.amount * 100) / 100).toBe(amount.value.amount);
    }),
  );
});

test('every number and rhythm in plain words is understood wherever it stands', () => {
  const said: readonly [string, string, string][] = [
    ['5 applications a week', '5', 'a week'],
    ['every week 5 applications', '5', 'every week'],
    ['two networking events a month', 'two', 'a month'],
    ['run three times a week', 'three times', 'a week'],
    ['walk twice a week', 'twice', 'a week'],
    ['meditate daily', '', 'daily'],
    ['finish one course by March', 'one', 'by March'],
    ['one course within two months', 'one', 'within two months'],
    ['apply in Berlin', '', ''],
    ['5 applications/week', '5', '/week'],
  ];
  for (const [typed, amount, when] of said) expect(splitPlan(typed, today)).toMatchObject({ amount, when });
});
