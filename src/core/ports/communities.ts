import type { PlatformName } from '../interactions/interaction.ts';
import type { Locale } from '../text/index.ts';
import type { Card } from '../views/index.ts';

/** What a platform tells of the communities that the bot is in. `platformId` is the platform's own id of the server or workspace. */
export interface Communities {
  /** The bot is there: just added, or still. Makes the community's row, and takes back that it was removed. */
  present(platform: PlatformName, platformId: string): Promise<void>;
  /** The bot was removed. From now nothing is delivered; after 30 days everything of the community is deleted. */
  removed(platform: PlatformName, platformId: string): Promise<void>;
  /**
   * The bot is in these communities and no others: what it was removed from while it was not connected counts as removed now.
   * @param covers tells of which communities the list speaks.
   */
  onlyThese(
    platform: PlatformName,
    platformIds: readonly string[],
    covers: (platformId: string) => boolean,
  ): Promise<void>;
  /**
   * The community that somebody acts for where the platform does not say, in a direct message: the one they came to last, of
   * those that the bot is still in if there is one. Undefined where they are known in none.
   */
  ofDirect(platform: PlatformName, userId: string): Promise<string | undefined>;
  /**
   * What to show, to them alone, to somebody who may set a community up and just did something there. Once for each
   * community; undefined from then on.
   */
  welcome(platform: PlatformName, platformId: string, locale: Locale): Promise<Card | undefined>;
}
