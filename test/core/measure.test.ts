import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words, wordsOnly } from '../../src/core/text/index.ts';
import { escapedLength, excerpt, richLength } from '../../src/core/views/index.ts';
import { typedText } from '../support/arbitraries.ts';

test('an excerpt fits once escaped, and is the beginning of what was typed', () => {
  fc.assert(
    fc.property(typedText(3_000), fc.integer({ min: 2, max: 3_000 }), (typed, limit) => {
      const { value } = excerpt(words(typed), limit);
      expect(escapedLength(value)).toBeLessThanOrEqual(limit);
      if (value !== typed) {
        expect(value.endsWith('…')).toBe(true);
        expect(typed.startsWith(value.slice(0, -1))).toBe(true);
      }
    }),
  );
});

test('what fits is left as it is', () => {
  fc.assert(
    fc.property(typedText(500), (typed) => {
      expect(excerpt(words(typed), escapedLength(typed)).value).toBe(typed);
    }),
  );
});

test('a person made of several characters is never cut apart', () => {
  expect(excerpt(words('👩🏽‍💻👩🏽‍💻👩🏽‍💻'), 17).value).toBe('👩🏽‍💻…');
});

test('words count with what escaping adds on the platform that adds most', () => {
  fc.assert(
    fc.property(typedText(500), (typed) => {
      const asSlack = typed.replace(/[&<>]/g, (each) => (each === '&' ? '&amp;' : '&lt;'));
      const asDiscord = typed.replace(/[\p{P}\p{S}]/gu, '\\$&');
      expect(escapedLength(typed)).toBeGreaterThanOrEqual(Math.max(asSlack.length, asDiscord.length));
      expect(richLength(wordsOnly(words(typed)))).toBeGreaterThanOrEqual(escapedLength(typed));
    }),
  );
});
