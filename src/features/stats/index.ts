import { type Command, defineCommand } from '../../core/commands/index.ts';
import { reply } from '../../core/interactions/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import type { Pictures } from '../../pictures/index.ts';
import { type Numbers, wholeWeeks } from './rules.ts';
import { messages } from './texts.ts';
import { type Stats, shownOf, statsCard, statsPicture } from './views.ts';

/**
 * `stats`, for the moderators' group: what the members of a community did, all of them together. It keeps nothing of its own.
 * @param parts.numbers what was done from one instant to the other, both included.
 */
export function statsCommand(parts: {
  readonly pictures: Pictures;
  numbers(communityId: string, from: Date, until: Date): Promise<Numbers>;
}): Command {
  return defineCommand({
    name: 'stats',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member: { communityId, locale }, now }) => {
      const weeks = wholeWeeks(localDateOf(now, 'UTC'));
      const stats: Stats = await Promise.all(
        weeks.map(async (week) => ({ ...week, numbers: await parts.numbers(communityId, week.from, week.until) })),
      );
      const isEmpty = shownOf(stats).length === 0;
      const file = isEmpty ? undefined : await parts.pictures.draw(`stats ${communityId}`, statsPicture(locale, stats));
      return reply(statsCard(locale, stats), file ? [file] : []);
    },
  });
}
