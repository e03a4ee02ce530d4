import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanInput } from '../../src/core/text/index.ts';
import { typedText } from '../support/arbitraries.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // The parts of the range that do harm, close together.
  fc
    .array(
      fc.constantFrom(
        0x00,
        0x0a,
        0x0d,
        0x1b,
        0x85,
        0x200b,
        0x200d,
        0x200e,
        0x202e,
        0x2028,
        0x2066,
        0xd83d,
        0xde00,
        0xe000,
        0xfeff,
        0x301,
        0x65,
      ),
    )
    .map((codes) => String.fromCharCode(...codes)),
);

test('nothing typed can hide, reorder or end a line of text', () => {
  const forbidden = /[\p{Cc}\ue000-\uf8ff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
  fc.assert(
    fc.property(anything, (typed) => {
      const cleaned = cleanInput(typed);
      expect(cleaned.replace(/[\t\n]/g, '')).not.toMatch(forbidden);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(cleaned).toBe(cleaned.trim());
    }),
    { numRuns: 500 },
  );
});

test('what is clean stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(anything, typedText(300)), (typed) => {
      expect(cleanInput(cleanInput(typed))).toBe(cleanInput(typed));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['\u202eevil\u202c', 'evil'],
  ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['e\u0301', '\u00e9'],
  ['\u200b\u200d \u3164', ''],
  ['👩🏽‍💻 שלום', '👩🏽‍💻 שלום'],
  ['\ud83d', '\ufffd'],
  ['a\u0000b\u001b[31m', 'ab[31m'],
])('%j is taken as %j', (typed, expected) => {
  expect(cleanInput(typed)).toBe(expected);
});
