import { writeSync } from 'node:fs';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { openEmbedded } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { createMembersStore } from '../../src/features/members/store.ts';

/**
 * A bot to be killed: opens the embedded database in the folder given, says which members it finds, and meets new ones until it
 * is stopped, saying each as soon as they are stored. `found a b c`, then `stored d`, one a line.
 */
const folder = process.argv[2] ?? '';
const round = process.argv[3] ?? '';
// Straight to the file descriptor: what is said has left this process before the next thing happens.
const say = (line: string) => writeSync(1, `${line}\n`);

const database = await openEmbedded(folder);
const found = await database.queries.select({ name: members.platformUserId }).from(members);
say(['found', ...found.map(({ name }) => name)].join(' '));
const store = createMembersStore({ database, clock: systemClock, random: systemRandom });
for (let count = 0; ; count += 1) {
  const userId = `${round}-${count}`;
  await store.findOrCreate({
    platform: 'playground',
    communityId: 'one',
    userId,
    displayName: words(userId),
    isModerator: false,
    locale: 'en',
  });
  say(`stored ${userId}`);
}
