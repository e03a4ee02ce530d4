import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { DefinitionError } from '../core/errors/index.ts';

/**
 * Reads every Markdown file of a folder: YAML front matter checked by `schema`, and the body under `body`.
 * `nameOf` says which file name (without `.md`) the front matter belongs in. Throws `DefinitionError` with all faults of the
 * folder, each with its file.
 */
export function readFolder<Shape extends z.ZodType<object>>(
  folder: string,
  schema: Shape,
  nameOf: (entry: z.infer<Shape>) => string,
): (z.infer<Shape> & { readonly body: string })[] {
  const faults: string[] = [];
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .flatMap((file) => {
      const { front, body } = split(readFileSync(join(folder, file), 'utf8'));
      const parsed = schema.safeParse(parse(front, { schema: 'core' }));
      if (!parsed.success) {
        faults.push(...parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')} ${issue.message}`));
        return [];
      }
      if (nameOf(parsed.data) !== basename(file, '.md')) faults.push(`${file}: its front matter names another file`);
      return [{ ...parsed.data, body }];
    });
  if (faults.length > 0)
    throw new DefinitionError(`The content in ${basename(folder)} has faults:\n${faults.join('\n')}`);
  return entries;
}

function split(source: string): { front: string; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  return { front: match?.[1] ?? '', body: (match?.[2] ?? '').trim() };
}
