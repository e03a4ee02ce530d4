import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defaultLocale, type Locale } from './locales.ts';
import type { Strings } from './messages.ts';

/**
 * The strings of a room in every language that it has: `english`, which the types of its keys come from, and what lies beside
 * it in `locales/<locale>.json`. A file there is all that a new language takes.
 * @param room the room's own folder, `import.meta.dirname`.
 */
export function roomStrings<const English extends Strings>(
  room: string,
  english: English,
): { readonly en: English } & Readonly<Record<Locale, Strings>> {
  const folder = join(room, 'locales');
  const others = readdirSync(folder)
    .map((file) => basename(file, '.json'))
    .filter((locale) => locale !== defaultLocale)
    .map((locale): [Locale, Strings] => [locale, JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'))]);
  return { ...Object.fromEntries(others), en: english };
}
