import { expect, test } from 'vitest';
import { readDate } from '../../src/core/time/index.ts';
import { readBack } from '../../src/features/goals/plan-form.ts';

const tuesday = '2026-11-24';

test.each([
  ['आज', '2026-11-24'],
  ['कल', '2026-11-25'],
  ['परसों तक', '2026-11-26'],
  ['शुक्रवार को', '2026-11-27'],
  ['मंगलवार', '2026-12-01'],
  ['दो हफ़्ते में', '2026-12-08'],
  ['2 हफ्ते बाद', '2026-12-08'],
  ['३ दिन बाद', '2026-11-27'],
  ['एक महीने में', '2026-12-24'],
  ['15 मार्च तक', '2027-03-15'],
  ['2 फरवरी', '2027-02-02'],
  ['1 दिसम्बर 2026', '2026-12-01'],
  ['tomorrow', '2026-11-25'],
])('"%s" is a day that lies ahead', (typed, date) => {
  expect(readDate(typed, tuesday, { locale: 'hi' })).toEqual({ ok: true, date });
});

test.each([
  ['कल', '2026-11-23'],
  ['परसों', '2026-11-22'],
  ['सोमवार', '2026-11-23'],
  ['5 दिन पहले', '2026-11-19'],
])('"%s" is a day gone by, where one is asked for', (typed, date) => {
  expect(readDate(typed, tuesday, { lean: 'back', locale: 'hi' })).toEqual({ ok: true, date });
});

test.each(['कुछ दिन', 'कल परसों', 'सौ महीने में', '32 मार्च'])('"%s" is no day', (typed) => {
  expect(readDate(typed, tuesday, { locale: 'hi' }).ok).toBe(false);
});

test.each(['हर हफ़्ते', 'हर हफ्ते', 'हर दिन', '15 मार्च तक', 'कल तक'])(
  'a goal reads "%s" as how often or by when',
  (when) => {
    const read = readBack('hi', { what: 'आवेदन', amount: '5', when }, tuesday);
    expect(read.fault).toBeUndefined();
  },
);
