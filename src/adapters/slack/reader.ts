import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../core/interactions/index.ts';
import type { Clock } from '../../core/ports/index.ts';
import type { Inline, RichText } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import type { Card, PlainStyle } from '../../core/views/index.ts';
import type { Carried, Frame, ModalTexts } from './forms.ts';
import type { People } from './people.ts';
import { messages } from './texts.ts';

/** Somebody to show something to. */
export interface Reader {
  readonly actor: Actor;
  readonly client: WebClient;
}

/** How cards are shown to a reader. */
export interface Showing {
  /** With the names of those whom the card names. */
  style(reader: Reader, shown?: Card): Promise<PlainStyle>;
  /** What a modal for this reader is framed by. */
  frame(reader: Reader, carried: Carried, shown?: Card): Promise<Frame>;
}

export function createShowing({ people, clock }: { people: People; clock: Clock }): Showing {
  const style: Showing['style'] = async ({ actor, client }, shown) => {
    const named = shown ? memberIdsOf(shown) : [];
    const names = named.length > 0 ? await people.names(client, actor.communityId, named) : new Map<string, string>();
    const { locale, zone = 'UTC' } = actor;
    return {
      time: (instant, show) => formatMoment(instant, show, { locale, zone, now: clock.now() }),
      member: (id) => names.get(id) ?? messages.text(locale, 'somebody'),
      numberActions: false,
    };
  };
  return {
    style,
    frame: async (reader, carried, shown) => ({
      style: await style(reader, shown),
      texts: modalTexts(reader.actor.locale),
      carried,
    }),
  };
}

function modalTexts(locale: string): ModalTexts {
  return {
    title: messages.text(locale, 'modal-title'),
    close: messages.text(locale, 'modal-close'),
    cancel: messages.text(locale, 'modal-cancel'),
  };
}

/** The Slack ids of the members whom a card names, each once. */
export function memberIdsOf(card: Card): readonly string[] {
  return [...new Set(inlinesOf(card).flatMap((each) => (each.type === 'member' ? [each.platformId] : [])))];
}

/** Whether a card tells an instant, which reads otherwise in each zone and language. */
export function tellsTime(card: Card): boolean {
  return inlinesOf(card).some(({ type }) => type === 'time');
}

function inlinesOf({ sections, footer = [] }: Card): readonly Inline[] {
  const texts: RichText[] = sections.flatMap((section) => {
    if (section.kind === 'text') return [section.text];
    return section.kind === 'fields' ? section.fields.map((field) => field.value) : [];
  });
  return [...texts, footer]
    .flatMap((text) => text.flatMap((block) => (block.type === 'paragraph' ? block.children : block.items.flat())))
    .flatMap(withChildren);
}

function withChildren(inline: Inline): readonly Inline[] {
  return 'children' in inline ? inline.children.flatMap(withChildren) : [inline];
}
