import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentLocales } from '../../src/content/index.ts';
import { detectDistress } from '../../src/features/safety/distress/distress.ts';
import { readDistressLists } from '../../src/features/safety/index.ts';

interface Said {
  readonly inDistress: readonly string[];
  readonly harmless: readonly string[];
}

const lists = readDistressLists();
const isHeard = (text: string) => detectDistress([text], lists);

const files = globSync('said-in-*.ts', { cwd: import.meta.dirname }).filter((file) => file !== 'said-in-distress.ts');

test('words of distress are known, and sentences were written for them, in every language that there is', () => {
  const [, ...others] = contentLocales();
  expect(files.toSorted()).toEqual(others.map((locale) => `said-in-${locale}.ts`).toSorted());
  expect(lists.length).toBe(contentLocales().length);
});

describe.each(files)('%s', async (file) => {
  const { inDistress, harmless }: Said = await import(join(import.meta.dirname, file));
  test.each(inDistress)('is answered with human help: %s', (text) => expect(isHeard(text)).toBe(true));
  test.each(harmless)('is no alarm, in no list: %s', (text) => expect(isHeard(text)).toBe(false));
});
