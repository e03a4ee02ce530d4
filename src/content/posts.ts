import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Locale } from '../core/text/index.ts';

/** The two halves of the names that posts go out under which do not show their author's. */
export interface AliasWords {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const half = z
  .array(z.string().regex(/^[\p{L}\p{M}]{2,12}$/u))
  .min(40)
  .refine((all) => new Set(all).size === all.length, 'a word stands twice');
const aliasSchema = z.strictObject({ first: half, second: half });

export function readAliasWords(folder: string, locale: Locale): AliasWords {
  return aliasSchema.parse(parse(readFileSync(join(folder, `aliases.${locale}.yaml`), 'utf8')));
}

const guardSchema = z.strictObject({
  reviewedOn: z.string(),
  words: z.record(z.string(), z.array(z.string().regex(/^[\p{L} ]+$/u)).min(1)),
  patterns: z.array(z.strictObject({ what: z.string().min(1), matches: z.string().min(1) })),
});

/** What a post without its author's name is held for. Each is to be tried on small letters without accents. */
export function readGuard(folder: string): readonly RegExp[] {
  const { words, patterns } = guardSchema.parse(
    parse(readFileSync(join(folder, 'guard.yaml'), 'utf8'), { schema: 'core' }),
  );
  const phrases = Object.values(words)
    .flat()
    .map((phrase) => phrase.replaceAll(' ', String.raw`\s+`));
  const whole = String.raw`(?<![\p{L}\p{N}])(?:${phrases.join('|')})(?![\p{L}\p{N}])`;
  return [whole, ...patterns.map(({ matches }) => matches)].map((source) => new RegExp(source, 'u'));
}
