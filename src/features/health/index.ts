import { type Command, defineCommand } from '../../core/commands/index.ts';
import { type Context, type Feature, isRowId, type Outcome, replace, reply } from '../../core/interactions/index.ts';
import type { OutboxHealth } from '../../core/ports/index.ts';
import { messages } from './texts.ts';
import { actions, healthCard, type Run } from './views.ts';

export { type ToldParts, toldOf } from './told.ts';
export type { Run } from './views.ts';

/** What moderators see of how the bot is doing in their community, and what they can try again. */
export interface Health {
  readonly feature: Feature;
  /** `health`, for the moderators' group. */
  readonly healthCommand: Command;
}

export function createHealth(parts: {
  readonly outbox: Pick<OutboxHealth, 'undelivered' | 'sendAgain'>;
  /** What runs by the clock in a community. */
  runs(communityId: string): Promise<readonly Run[]>;
}): Health {
  const { outbox } = parts;
  const show = async (
    { member }: Context,
    answer: typeof reply | typeof replace,
    said?: 'sent-again' | 'not-again',
  ): Promise<Outcome> => {
    const { communityId, locale } = member;
    const [runs, problems] = await Promise.all([parts.runs(communityId), outbox.undelivered(communityId)]);
    return answer(healthCard(locale, runs, problems, said));
  };
  return {
    healthCommand: defineCommand({
      name: 'health',
      audience: 'moderator',
      summary: (locale) => messages.text(locale, 'summary'),
      firstResponse: 'private',
      options: {},
      run: (context) => show(context, reply),
    }),
    feature: {
      name: 'health',
      commands: [],
      actions: [
        { action: actions.show, audience: 'moderator', run: (context) => show(context, replace) },
        {
          action: actions.again,
          audience: 'moderator',
          run: async (context, { chosen }) => {
            const [id = ''] = chosen;
            const isTried = isRowId(id) && (await outbox.sendAgain(context.member.communityId, id));
            return show(context, replace, isTried ? 'sent-again' : 'not-again');
          },
        },
      ],
      forms: [],
    },
  };
}
