import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { useEngine } from '../../support/database.ts';
import { tellStoriesOn } from '../../support/platforms.ts';
import { slackCommunity } from '../../support/slack.ts';

// The contract of every platform: the same stories, unchanged. On a server: the playground's are on the embedded database.
useEngine('postgres');
tellStoriesOn(slackCommunity);
const stories = join(import.meta.dirname, '../../stories');
for (const file of globSync('*.test.ts', { cwd: stories })) {
  // A module of its own, or what the playground's run has already loaded would tell nothing here.
  describe(file, () => import(`${join(stories, file)}?slack`));
}
