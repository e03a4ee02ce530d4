import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectDistress } from '../../src/features/safety/distress/distress.ts';
import { readDistressLists } from '../../src/features/safety/index.ts';

interface Said {
  readonly inDistress: readonly string[];
  readonly harmless: readonly string[];
}

const lists = readDistressLists();
const isHeard = (text: string) => detectDistress([text], lists);

const files = globSync('said-in-*.ts', { cwd: import.meta.dirname }).filter((file) => file !== 'said-in-distress.ts');

test('there is one reviewed list for each language that sentences were written for, and English', () => {
  expect(lists.length).toBe(files.length + 1);
});

describe.each(files)('%s', async (file) => {
  const { inDistress, harmless }: Said = await import(join(import.meta.dirname, file));
  test.each(inDistress)('is answered with human help: %s', (text) => expect(isHeard(text)).toBe(true));
  test.each(harmless)('is no alarm, in no list: %s', (text) => expect(isHeard(text)).toBe(false));
});
