import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentLocales } from '../../src/content/index.ts';
import { addDays, type Period, type Weekday } from '../../src/core/time/index.ts';
import { planText, readBack, readPlanForm } from '../../src/features/goals/plan-form.ts';
import { effortOf, goalLimits, type LoggedDay, type Rhythm, weeksShownUp } from '../../src/features/goals/rules.ts';
import { readAmount, splitPlan } from '../../src/features/goals/words.ts';

const locales = contentLocales();
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
    fc.property(
      plannedAmount,
      fc.constantFrom('', 'hours', 'घंटे'),
      rhythm,
      fc.constantFrom(...locales),
      (amount, unit, each, locale) => {
        const plan = { what: 'read', amount, unit, why: 'fun', rhythm: each };
        const { what, amount: much, when, why } = planText(locale, plan);
        const values = Object.fromEntries(
          Object.entries({ what, amount: much, when, why }).filter(([, text]) => text !== ''),
        );
        expect(readPlanForm(locale, values, today)).toEqual({ ok: true, plan });
      },
    ),
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
    fc.property(anything, fc.constantFrom(...locales), (typed, locale) => {
      const parts = splitPlan(typed, today, locale);
      readBack(locale, parts, today);
      const amount = readAmount(parts.amount, locale);
      if (!amount.ok) return;
      expect(amount.value.amount).toBeGreaterThanOrEqual(goalLimits.least);
      expect(amount.value.amount).toBeLessThanOrEqual(goalLimits.most);
      expect(Math.round(amount.value.amount * 100) / 100).toBe(amount.value.amount);
    }),
  );
});

// What is typed, and what, how much and when it is read as.
const said: Readonly<Record<string, readonly (readonly [string, string, string, string])[]>> = {
  en: [
    ['5 applications a week', 'applications', '5', 'every week'],
    ['every week 5 applications', 'applications', '5', 'every week'],
    ['two networking events a month', 'networking events', '2', 'every month'],
    ['run three times a week', 'run', '3', 'every week'],
    ['walk twice a week', 'walk', '2', 'every week'],
    ['a walk a day', 'a walk', '', 'every day'],
    ['meditate daily', 'meditate', '', 'every day'],
    ['finish one course by March', 'finish one course', '', 'by March 31, 2027'],
    ['by March, finish one course', 'finish one course', '', 'by March 31, 2027'],
    ['one course within two months', 'one course', '', 'by January 22, 2027'],
    ['apply in Berlin', 'apply in Berlin', '', ''],
    ['5 applications/week', 'applications', '5', 'every week'],
    ['take a day off', 'take a day off', '', ''],
    ['2 hours of SQL each month', 'hours of SQL', '2', 'every month'],
    ['study 5 hours a week', 'study', '5 hours', 'every week'],
    ['and/or', 'and/or', '', ''],
    ['1,000 steps a day', 'steps', '1000', 'every day'],
  ],
  es: [
    ['5 candidaturas por semana', 'candidaturas', '5', 'cada semana'],
    ['terminar un curso antes de abril', 'terminar un curso', '', 'hasta el 31 de marzo de 2027'],
    ['terminar un curso hasta marzo', 'terminar un curso', '', 'hasta el 31 de marzo de 2027'],
    ['dos eventos al mes', 'eventos', '2', 'cada mes'],
    ['correr tres veces a la semana', 'correr', '3', 'cada semana'],
    ['estudiar 2 horas cada día', 'estudiar', '2 horas', 'cada día'],
    ['un curso en dos meses', 'un curso', '', 'hasta el 22 de enero de 2027'],
    ['1.000 pasos al día', 'pasos', '1000', 'cada día'],
    ['poner mi CV al día', 'poner mi CV al día', '', ''],
    ['5 applications a week', 'applications', '5', 'cada semana'],
  ],
  'pt-BR': [
    ['5 candidaturas por semana', 'candidaturas', '5', 'toda semana'],
    ['terminar um curso até março', 'terminar um curso', '', 'até 31 de março de 2027'],
    ['dois eventos por mês', 'eventos', '2', 'todo mês'],
    ['correr duas vezes na semana', 'correr', '2', 'toda semana'],
    ['1.000 passos por dia', 'passos', '1000', 'todo dia'],
    ['um curso em duas semanas', 'um curso', '', 'até 6 de dezembro de 2026'],
    ['um curso até o fim do mês', 'um curso', '', 'até 30 de novembro de 2026'],
  ],
  fr: [
    ['5 candidatures par semaine', 'candidatures', '5', 'chaque semaine'],
    ['finir une formation d’ici mars', 'finir une formation', '', 'd’ici le 31 mars 2027'],
    ['finir un cours avant fin janvier', 'finir un cours', '', 'd’ici le 31 janvier 2027'],
    ['deux rencontres tous les mois', 'rencontres', '2', 'chaque mois'],
    ['courir trois fois par semaine', 'courir', '3', 'chaque semaine'],
    ['1 000 pas par jour', 'pas', '1000', 'chaque jour'],
    ['une formation dans deux mois', 'une formation', '', 'd’ici le 22 janvier 2027'],
  ],
  de: [
    ['5 Bewerbungen pro Woche', 'Bewerbungen', '5', 'jede Woche'],
    ['5 Bewerbungen pro Woche schreiben', 'Bewerbungen schreiben', '5', 'jede Woche'],
    ['einen Kurs bis März abschließen', 'einen Kurs abschließen', '', 'bis 31. März 2027'],
    ['bis Ende Januar einen Kurs machen', 'einen Kurs machen', '', 'bis 31. Januar 2027'],
    ['zwei Treffen im Monat', 'Treffen', '2', 'jeden Monat'],
    ['1.000 Schritte am Tag', 'Schritte', '1000', 'jeden Tag'],
    ['2,5 Stunden am Tag lernen', 'lernen', '2,5 Stunden', 'jeden Tag'],
    ['dreimal die Woche laufen', 'laufen', '3', 'jede Woche'],
    ['jeden Tag 2 Stunden lernen', 'lernen', '2 Stunden', 'jeden Tag'],
    ['ein Kurs innerhalb von zwei Monaten', 'ein Kurs', '', 'bis 22. Januar 2027'],
  ],
  hi: [
    ['हर हफ़्ते 5 आवेदन', 'आवेदन', '5', 'हर हफ़्ते'],
    ['हफ्ते में ५ आवेदन', 'आवेदन', '5', 'हर हफ़्ते'],
    ['मार्च तक एक कोर्स पूरा करना', 'एक कोर्स पूरा करना', '', '31 मार्च 2027 तक'],
    ['महीने में दो मुलाक़ातें', 'मुलाक़ातें', '2', 'हर महीने'],
    ['हफ़्ते में तीन बार दौड़ना', 'दौड़ना', '3', 'हर हफ़्ते'],
    ['दो हफ़्ते में एक कोर्स', 'एक कोर्स', '', '6 दिसंबर 2026 तक'],
    ['रोज़ १,००० क़दम', 'क़दम', '1000', 'हर दिन'],
    ['रोज़ टहलना', 'टहलना', '', 'हर दिन'],
  ],
};

test.each(locales)('plans in plain words are understood in %s', (locale) => {
  for (const [typed, what, amount, when] of said[locale] ?? []) {
    const read = readBack(locale, splitPlan(typed, today, locale), today);
    expect(read, typed).toEqual({ text: { what, amount, when, why: '' } });
  }
  expect(said[locale]?.length).toBeGreaterThan(3);
});

test('a date gone wrong stays where it can be seen', () => {
  expect(splitPlan('finish the course by never', today, 'en')).toMatchObject({ when: 'by never' });
  expect(splitPlan('einen Kurs bis nie', today, 'de')).toMatchObject({ what: 'einen Kurs', when: 'bis nie' });
});
