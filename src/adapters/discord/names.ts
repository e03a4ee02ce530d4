import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DefinitionError } from '../../core/errors/index.ts';
import type { Locale } from '../../core/text/index.ts';

// Discord's own rule for what a command or option is called; besides, lower case wherever there is one.
// Source: docs.discord.com "Application Commands", naming.
const legal = /^[-_\p{L}\p{N}\p{sc=Deva}]{1,32}$/u;

const folder = join(import.meta.dirname, 'names');
const words = new Map(readdirSync(folder).map((file) => [basename(file, '.json'), readWords(join(folder, file))]));

function readWords(file: string): ReadonlyMap<string, string> {
  const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const illegal = entries.filter(([, word]) => !legal.test(word) || word !== word.toLowerCase());
  if (illegal.length > 0) throw new DefinitionError(`${file} has names that Discord refuses: ${illegal.join('; ')}`);
  return new Map(entries);
}

/**
 * What Discord's list of commands calls a command, subcommand or option in another language, by its English name: one word
 * wherever the name is used. Undefined where there is none, and then it is called as in English. No other platform has such names.
 */
export function nameIn(locale: Locale, name: string): string | undefined {
  return words.get(locale)?.get(name);
}
