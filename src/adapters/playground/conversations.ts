import type { Locale } from '../../core/text/index.ts';
import type { Conversation } from './protocol.ts';
import { messages } from './texts.ts';

const channels = ['general', 'accountability', 'mock-interviews'] as const;

/** The id of a persona's private messages with the bot. */
export function directId(personaId: string): string {
  return `direct:${personaId}`;
}

/** The conversations that a persona can open. */
export function conversationsOf(personaId: string, locale: Locale): readonly Conversation[] {
  return [
    ...channels.map((id): Conversation => {
      return { id, kind: 'channel', name: id, topic: messages.text(locale, `${id}-topic`) };
    }),
    {
      id: directId(personaId),
      kind: 'direct',
      name: messages.text(locale, 'direct-name'),
      topic: messages.text(locale, 'direct-topic'),
    },
  ];
}
