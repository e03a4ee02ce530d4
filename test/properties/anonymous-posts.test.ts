import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '../../src/content/index.ts';
import {
  chanceOf,
  freeAlias,
  hasToldEnough,
  isFull,
  isGuarded,
  refusal,
} from '../../src/features/announcements/rules.ts';

const { guard, aliases } = loadContent()('en');

test.each([
  'My number: +49 (0)151 234-56-78',
  'call 555 0100 99',
  'write to jo.doe@acme.example',
  'write to jo (at) acme (dot) example',
  'see https://acme.example/jobs',
  'see acme.com for why',
  'it was @jo_doe again',
  'it was <@U0123>',
  'she lives at 12 Old Mill Road',
  'I KNOW  WHERE\nyou live',
  'he is a ret\u00adard',
  'such a rétard',
  'a bunch of retards',
  'espèce de pédé',
  'Je vais vous tuer.',
  'je sais où tu habites',
  'जान से मार दूँगा',
])('a moderator reads it first: %s', (typed) => {
  expect(isGuarded(typed, guard)).toBe(true);
});

test.each([
  'It stings today, and I am angry as hell.',
  'Damn. 7 rounds, 3 months, 2 tasks, and then a form letter.',
  'I applied on 2026-11-02 and heard back on 2026-11-20.',
  'They said my salary of 55.000 was too much.',
  'The shooting stars were nice though. Spice helps too.',
  'Node.js and C++ were asked. At 9:30 it was over.',
  'Ils ont répondu avec deux mois de retard.',
  'Mon train avait du retard, et les retards ne plaisent pas.',
  'A vaga pede inglês, e eu não tenho.',
])('nobody need read it first: %s', (typed) => {
  expect(isGuarded(typed, guard)).toBe(false);
});

test('text of any kind is read quickly and without a fault', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 800 }),
      (typed) => typeof isGuarded(typed, guard) === 'boolean',
    ),
  );
  for (const part of ['1 ', 'a.', 'a@', '(', '1-', 'a a ', 'á', '@'])
    expect(typeof isGuarded(part.repeat(800 / part.length), guard)).toBe('boolean');
});

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a name is always free of those that are taken, until none is left', () => {
  const few = { first: aliases.first.slice(0, 3), second: aliases.second.slice(0, 3) };
  fc.assert(
    fc.property(fc.array(chance, { minLength: 9, maxLength: 9 }), (fractions) => {
      const taken = new Set<string>();
      for (const fraction of fractions) taken.add(freeAlias(few, taken, fraction) ?? 'none');
      expect(taken.size).toBe(9);
      expect(taken.has('none')).toBe(false);
      expect(freeAlias(few, taken, 0.5)).toBeUndefined();
    }),
  );
});

test('left to chance, it appears 10 minutes to 3 hours from now', () => {
  const now = new Date('2026-11-02T09:00:00Z');
  fc.assert(
    fc.property(chance, (fraction) => {
      const afterMinutes = (chanceOf(now, fraction).getTime() - now.getTime()) / 60_000;
      expect(afterMinutes).toBeGreaterThanOrEqual(10);
      expect(afterMinutes).toBeLessThanOrEqual(180);
    }),
  );
});

test('once in 24 hours, and not while silenced', () => {
  const now = new Date('2026-11-02T09:00:00Z');
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const posted = (hours: number) => ({ createdAt: ago(hours), postedAt: ago(hours) });
  const draft = { createdAt: ago(1), postedAt: null };
  const silencedAt = undefined;
  expect(refusal({ aliases: [draft, posted(24)], silencedAt }, now)).toBeUndefined();
  expect(refusal({ aliases: [posted(23.9)], silencedAt }, now)).toBe('once-a-day');
  expect(refusal({ aliases: Array(6).fill(draft), silencedAt }, now)).toBe('once-a-day');
  expect(refusal({ aliases: [], silencedAt: ago(30 * 24 - 1) }, now)).toBe('silenced');
  expect(refusal({ aliases: [], silencedAt: ago(30 * 24) }, now)).toBeUndefined();
});

test('five posts of one member in 24 hours, and thirty without a name in one community', () => {
  const now = new Date('2026-11-02T09:00:00Z');
  const begun = (...hours: number[]) => hours.map((each) => new Date(now.getTime() - each * 3_600_000));
  expect(hasToldEnough(begun(1, 2, 3, 4, 24), now)).toBe(false);
  expect(hasToldEnough(begun(1, 2, 3, 4, 23.9), now)).toBe(true);
  expect([isFull(29), isFull(30)]).toEqual([false, true]);
});
