import { expect, test } from 'vitest';
import { readDigits } from '../../src/core/text/index.ts';

const asked = undefined;

test.each([
  ['5', 5, 5, 5, 5],
  ['1000', 1_000, 1_000, 1_000, 1_000],
  ['1.000', asked, 1_000, asked, asked],
  ['1,000', 1_000, asked, asked, 1_000],
  ['1 000', asked, asked, 1_000, asked],
  ['1\u202f000', asked, asked, 1_000, asked],
  ['1.234,5', asked, 1_234.5, asked, asked],
  ['1,234.5', 1_234.5, asked, asked, 1_234.5],
  ['1 234,5', asked, asked, 1_234.5, asked],
  ['1,00,000', 100_000, asked, asked, 100_000],
  ['१,०००', 1_000, asked, asked, 1_000],
  ['2.5', 2.5, 2.5, 2.5, 2.5],
  ['2,5', 2.5, 2.5, 2.5, 2.5],
  ['0.125', 0.125, 0.125, 0.125, 0.125],
  ['-3', -3, -3, -3, -3],
  ['1e3', asked, asked, asked, asked],
  ['0x2', asked, asked, asked, asked],
  ['1.000.0', asked, asked, asked, asked],
  ['', asked, asked, asked, asked],
])('"%s" is %s in English, %s in German, %s in French, %s in Hindi', (typed, ...wanted) => {
  expect(['en', 'de', 'fr', 'hi'].map((locale) => readDigits(typed, locale))).toEqual(wanted);
});

test('Spanish and Portuguese group as German does', () => {
  expect(['es', 'pt-BR'].map((locale) => readDigits('1.000', locale))).toEqual([1_000, 1_000]);
});
