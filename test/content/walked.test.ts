import { expect, test } from 'vitest';
import { composeBot, locales } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { actorNamed, walk } from '../support/walker.ts';

// A string over a limit throws where its card or form is made, so that going everywhere finds it.
test.each(locales)(
  'wherever a moderator can go in %s, every card and form can be shown',
  async (locale) => {
    const database = await freshDatabase();
    const log = failingLog();
    const secretKey = new Uint8Array(32).fill(7);
    const bot = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log });
    await bot.open();
    const walked = await walk(bot.dispatcher, actorNamed('mo', { locale, isModerator: true }), 'Acme');
    log.check();
    expect(walked.length).toBeGreaterThan(60);
    await bot.stop();
    await database.close();
  },
  240_000,
);
