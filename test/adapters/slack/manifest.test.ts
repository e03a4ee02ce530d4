import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { slackManifestJson } from '../../../src/cli/slack.ts';

test('docs/slack-manifest.json is the one of today; else: npm run -s rebound -- manifest slack > docs/slack-manifest.json', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../../docs/slack-manifest.json'), 'utf8');
  expect(slackManifestJson(undefined)).toBe(committed);
});
