import { inspectChannels as inspectDiscordChannels } from '../adapters/discord/index.ts';
import { composeBot } from '../compose.ts';
import type { Config } from '../config/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import { openServer } from '../db/open.ts';
import { createLog } from '../logging/index.ts';

/**
 * What is wrong with the channels that the bot was set up to post in, a line each with what to do. Reads a database that is up to
 * date and changes nothing; rejects where it is not.
 */
export async function inspectChannels(config: Config): Promise<readonly string[]> {
  const { databaseUrl: url = '', discord } = config;
  const database = await openServer({ url, poolSize: 1, migrates: false, onIdleError: () => undefined });
  const log = createLog('silent');
  // Nothing is opened with it, so that no key is needed.
  const bot = composeBot({ database, secretKey: new Uint8Array(32), clock: systemClock, random: systemRandom, log });
  try {
    const all = await bot.channels();
    const refused = all
      .filter(({ platform, isWaiting }) => platform !== 'discord' && isWaiting)
      .map(({ platform, channelId }) => `${platform} channel ${channelId} refused the last post: invite the bot there`);
    if (!discord) return refused;
    const spots = all
      .filter(({ platform }) => platform === 'discord')
      .map(({ communityId, channelId }) => ({ guildId: communityId, channelId }));
    const looked = await inspectDiscordChannels({ options: discord, clock: systemClock, spots });
    const lacking = looked.flatMap(({ channelId, missing }) => {
      if (missing === 'gone')
        return [`Discord channel ${channelId} is gone, or hidden from the bot: let it view the channel`];
      if (missing.length === 0) return [];
      return [
        `Discord channel ${channelId} lacks ${missing.join(', ')}: allow that to the bot in the channel's settings`,
      ];
    });
    return [...lacking, ...refused];
  } finally {
    await bot.stop();
    await database.close();
  }
}
