import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Fence {
  readonly what: string;
  readonly pattern: RegExp;
  /** Where it may be; everything else is given it. */
  readonly places: RegExp;
  /** Lines that it must catch. */
  readonly caught: readonly string[];
}

/** What makes a run differ from the next one, or a machine from another: each is read in one place and handed on from there. */
const fences: readonly Fence[] = [
  {
    what: 'the environment',
    pattern: /\bprocess\s*\.\s*env\b|\bloadEnvFile\b/,
    places: /^src\/config\//,
    caught: ["const port = process.env['PORT'];", 'process.loadEnvFile();'],
  },
  {
    what: 'the wall clock',
    pattern: /\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bDate\.now\b|\bTemporal\.Now\b|\bperformance\.now\b/,
    places: /^src\/core\/time\/clock\.ts$/,
    caught: ['const now = new Date();', 'Date.now()', 'Temporal.Now.instant()', 'performance.now()'],
  },
  {
    what: 'chance',
    pattern: /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/,
    // Nonces and keys are no choice that a seed may repeat.
    places: /^src\/(core\/ports\/random|db\/vault|db\/installation-key)\.ts$/,
    caught: ['Math.random() < 0.5', 'crypto.randomUUID()', 'randomBytes(12)', 'crypto.getRandomValues(bytes)'],
  },
];

test.each(fences)('$what is read in its place alone', ({ pattern, places, caught }) => {
  expect(caught.filter((line) => !pattern.test(line))).toEqual([]);

  // What runs in the browser has a clock of its own.
  const files = globSync('src/**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('src/adapters/playground/page/'),
  );
  expect(files.length).toBeGreaterThan(40);
  const offending = files.filter((file) => !places.test(file)).flatMap((file) => linesOf(file, pattern));
  expect(offending).toEqual([]);
});

function linesOf(file: string, pattern: RegExp): string[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line);
  return lines.flatMap((line, at) =>
    !isComment(line) && pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [],
  );
}
