import type { HomeView, KnownBlock } from '@slack/types';
import { DefinitionError } from '../../core/errors/index.ts';
import type { Actor } from '../../core/interactions/index.ts';
import type { Log } from '../../core/ports/index.ts';
import { type Card, type PlainStyle, text } from '../../core/views/index.ts';
import { cardBlocks } from './cards.ts';
import type { Reader, Showing } from './reader.ts';
import { messages } from './texts.ts';
import { slackCode } from './web.ts';

/** A member's own page in Slack. */
export interface Home {
  /** The member looks at it: draws it. */
  opened(reader: Reader): Promise<void>;
  /** Something changed: draws it again where the member has looked at it of late and it reads otherwise now. */
  changed(reader: Reader): Promise<void>;
}

// Docs.slack.dev, "Views": 100 blocks.
const mostBlocks = 100;

/** Cards as a Home tab, one below the other. Throws `DefinitionError` where they are more than a tab holds. */
export function homeView(cards: readonly Card[], style: PlainStyle): HomeView & { blocks: KnownBlock[] } {
  const blocks = cards.flatMap((card, index): KnownBlock[] => [
    ...(index === 0 ? [] : [{ type: 'divider' } as const]),
    ...cardBlocks(card, style),
  ]);
  if (blocks.length > mostBlocks)
    throw new DefinitionError(`A Home tab of ${blocks.length} blocks, at most ${mostBlocks}`);
  return { type: 'home', blocks };
}

// Whoever looked at it longer ago draws it anew by looking again.
const mostWatched = 1_000;

export function createHome(parts: {
  readonly showing: Showing;
  readonly log: Log;
  /** What stands on it, in order. */
  cards(actor: Actor): Promise<readonly Card[]>;
}): Home {
  const { showing, log } = parts;
  const drawn = new Map<string, string>();

  const draw = async (reader: Reader, isAnyway: boolean): Promise<void> => {
    const { actor, client } = reader;
    const key = `${actor.communityId} ${actor.userId}`;
    try {
      const cards = await parts.cards(actor);
      const shown = cards.length > 0 ? cards : [emptyCard(actor.locale)];
      const view = homeView(shown, await showing.style(reader));
      const json = JSON.stringify(view);
      if (!isAnyway && drawn.get(key) === json) return;
      await client.views.publish({ user_id: actor.userId, view });
      remember(drawn, key, json);
    } catch (error) {
      drawn.delete(key);
      log.warn({ error: slackCode(error) }, "A member's page could not be drawn");
    }
  };

  return {
    opened: (reader) => draw(reader, true),
    changed: async (reader) => {
      if (drawn.has(`${reader.actor.communityId} ${reader.actor.userId}`)) await draw(reader, false);
    },
  };
}

function remember(drawn: Map<string, string>, key: string, json: string): void {
  drawn.delete(key);
  drawn.set(key, json);
  const oldest = drawn.keys().next();
  if (drawn.size > mostWatched && !oldest.done) drawn.delete(oldest.value);
}

function emptyCard(locale: string): Card {
  return {
    title: messages.text(locale, 'home-title'),
    sections: [text(messages.rich(locale, 'home-empty'))],
    actions: [],
  };
}
