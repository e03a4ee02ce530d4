import { inspectChannels as inspectDiscordChannels } from '../adapters/discord/index.ts';
import { composeBot } from '../compose.ts';
import type { DiscordConfig } from '../config/discord.ts';
import type { PostingChannel } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import type { Database } from '../db/database.ts';
import { createLog } from '../logging/index.ts';

/**
 * What is wrong with the channels that the bot was set up to post in, a line each with what to do. Reads a database that is up to
 * date and changes nothing; rejects where it is not.
 */
export async function inspectChannels(
  database: Database,
  discord: DiscordConfig | undefined,
): Promise<readonly string[]> {
  const log = createLog('silent');
  // Nothing is opened with it, so that no key is needed.
  const bot = composeBot({ database, secretKey: new Uint8Array(32), clock: systemClock, random: systemRandom, log });
  const all = await bot.channels();
  // Check-ins and mock interviews may well have the same one.
  const lines = [...refused(all), ...(discord ? await lacking(all, discord) : [])];
  return [...new Set(lines)];
}

function refused(all: readonly PostingChannel[]): string[] {
  return all
    .filter(({ platform, isWaiting }) => platform !== 'discord' && isWaiting)
    .map(({ platform, channelId }) => `${platform} channel ${channelId} refused the last post: invite the bot there`);
}

async function lacking(all: readonly PostingChannel[], options: DiscordConfig): Promise<string[]> {
  const spots = all
    .filter(({ platform }) => platform === 'discord')
    .map(({ communityId, channelId }) => ({ guildId: communityId, channelId }));
  const looked = await inspectDiscordChannels({ options, clock: systemClock, spots });
  return looked.flatMap(({ channelId, missing }) => {
    if (missing === 'gone')
      return [`Discord channel ${channelId} is gone, or hidden from the bot: let it view the channel`];
    if (missing.length === 0) return [];
    return [
      `Discord channel ${channelId} lacks ${missing.join(', ')}: allow that to the bot in the channel's settings`,
    ];
  });
}
