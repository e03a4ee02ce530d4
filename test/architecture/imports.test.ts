import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from './rules.ts';

const root = join(import.meta.dirname, '../..');

/** What each rule forbids: a file and the one import that it must not have. */
const violations: Record<string, readonly [file: string, imported: string]> = {
  'core-imports-only-core': ['src/core/text/a.ts', '../../db/target.ts'],
  'core-touches-no-system': ['src/core/views/a.ts', 'node:fs'],
  'feature-keeps-to-itself': ['src/features/goals/a.ts', '../drafts/store.ts'],
  'feature-opens-no-database': ['src/features/goals/b.ts', '../../db/open.ts'],
  'rules-and-views-are-pure': ['src/features/goals/rules.ts', './store.ts'],
  'adapter-knows-core-alone': ['src/adapters/slack/a.ts', '../discord/target.ts'],
  'background-knows-no-feature': ['src/delivery/a.ts', '../features/goals/index.ts'],
  'content-knows-core-alone': ['src/content/a.ts', '../db/target.ts'],
  'pictures-know-core-alone': ['src/pictures/a.ts', '../db/target.ts'],
  'db-knows-no-feature': ['src/db/a.ts', '../features/goals/index.ts'],
  'config-knows-core-alone': ['src/config/a.ts', '../db/target.ts'],
  'discord-in-one-place': ['src/delivery/b.ts', 'discord.js'],
  'slack-in-one-place': ['src/features/goals/c.ts', '@slack/bolt'],
  'cron-in-one-place': ['src/delivery/c.ts', 'node-cron'],
  'metrics-in-one-place': ['src/http/a.ts', 'prom-client'],
  'telemetry-knows-core-alone': ['src/telemetry/a.ts', '../db/target.ts'],
  'queue-in-one-place': ['src/scheduling/a.ts', 'pg-boss'],
  'engines-in-one-place': ['src/cli/a.ts', '@electric-sql/pglite'],
  'charts-in-one-place': ['src/features/goals/e.ts', 'vega'],
  'temporal-in-one-place': ['src/features/goals/d.ts', 'temporal-polyfill'],
  'queries-in-stores': ['src/features/goals/commands.ts', 'drizzle-orm'],
  'nobody-imports-main': ['src/cli/b.ts', '../main.ts'],
  'src-never-imports-test': ['src/cli/c.ts', '../../test/target.ts'],
  'no-development-packages': ['src/cli/d.ts', 'vitest'],
  'no-undeclared-packages': ['src/cli/e.ts', 'micromark'],
  'no-cycles': ['src/cli/f.ts', './g.ts'],
  'everything-resolves': ['src/cli/h.ts', './nowhere.ts'],
};

const innocent: Record<string, string> = {
  'src/db/target.ts': '',
  'src/db/open.ts': '',
  'src/features/drafts/store.ts': '',
  'src/features/goals/store.ts': "import 'drizzle-orm';",
  'src/features/goals/index.ts': "import '../../db/target.ts'; import '../../core/text/b.ts';",
  'src/core/text/b.ts': "import 'node:crypto';",
  'src/adapters/discord/target.ts': "import '../../core/text/b.ts';",
  'src/cli/g.ts': "import './f.ts';",
  'src/main.ts': "import './features/goals/index.ts'; import './adapters/discord/target.ts';",
  'test/target.ts': "import 'vitest';",
};

let folder: string;
let found: { readonly rule: string; readonly file: string }[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-fences-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const write = (file: string, source: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  };
  for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(root, file), join(folder, file));
  for (const [file, source] of Object.entries(innocent)) write(file, source);
  for (const [file, imported] of Object.values(violations)) write(file, `import '${imported}';`);
  found = cruise(folder).summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(rules.map((rule) => rule.name ?? ''))('the fence "%s" bites', (rule) => {
  const file = violations[rule]?.[0];
  expect(file, 'every rule has a violation that proves it').toBeDefined();
  expect(found).toContainEqual({ rule, file });
});

test('what the rules allow passes', () => {
  const blamed = found.filter(({ file }) => file in innocent && file !== 'src/cli/g.ts');
  expect(blamed).toEqual([]);
});

test('no file of ours breaks a rule, and every file is seen', () => {
  const { summary, modules } = cruise(root);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  // A TypeScript that dependency-cruiser cannot read makes it see nothing, and nothing breaks no rule.
  const seen = new Set(modules.map((module) => module.source));
  const ours = globSync('{src,test}/**/*.ts', { cwd: root });
  expect(ours.length).toBeGreaterThan(50);
  expect(ours.filter((file) => !seen.has(file))).toEqual([]);
});

function cruise(where: string): ICruiseResult {
  const config = join(import.meta.dirname, 'config.mjs');
  const command = join(root, 'node_modules/.bin/depcruise');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--config', config, '--output-type', 'json', 'src', 'test'],
    { cwd: where, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
