import type { Locale } from '../../core/text/index.ts';
import { communityOf, idIn } from './personas.ts';
import type { Conversation, Spot } from './protocol.ts';
import { messages } from './texts.ts';

// Every community has them.
const channels = ['general', 'accountability', 'mock-interviews'] as const;
const directPrefix = 'direct:';
const groupPrefix = 'group:';

/** The id of a persona's private messages with the bot. */
export function directId(personaId: string): string {
  return `${directPrefix}${personaId}`;
}

/** An id for a place of these members alone. It names them, so that it holds when the bot was restarted. */
export function groupId(memberIds: readonly string[], unique: string): string {
  return `${groupPrefix}${memberIds.join('+')}:${unique}`;
}

/** Whether this is said in somebody's private messages. */
export function isDirect(spot: Spot): boolean {
  return spot.conversationId.startsWith(directPrefix);
}

/** Whether this persona may read and write there. */
export function mayOpen(personaId: string, conversationId: string): boolean {
  if (conversationId.startsWith(groupPrefix)) return groupMembers(conversationId).includes(personaId);
  if (conversationId === directId(personaId)) return true;
  return channels.some((name) => idIn(communityOf(personaId), name) === conversationId);
}

function groupMembers(conversationId: string): readonly string[] {
  return conversationId.split(':')[1]?.split('+') ?? [];
}

/** The places to talk. Channels and private messages are always there; groups are opened. */
export interface Conversations {
  openTo(personaId: string, locale: Locale): readonly Conversation[];
  /** Opens a group; one that is open already keeps its name. */
  openGroup(id: string, name: string): void;
  /** Whether anybody can be reached there. */
  has(conversationId: string): boolean;
  /** Tells of each group that this persona is in, as it opens. Answers how to stop. */
  listen(personaId: string, listener: (conversation: Conversation) => void): () => void;
}

export function createConversations(personas: ReadonlyMap<string, unknown>): Conversations {
  const groups = new Map<string, Conversation>();
  const listeners = new Set<(conversation: Conversation) => void>();
  return {
    openTo: (personaId, locale) => [
      ...channels.map((name): Conversation => {
        const id = idIn(communityOf(personaId), name);
        return { id, kind: 'channel', name, topic: messages.text(locale, `${name}-topic`) };
      }),
      {
        id: directId(personaId),
        kind: 'direct',
        name: messages.text(locale, 'direct-name'),
        topic: messages.text(locale, 'direct-topic'),
      },
      ...[...groups.values()].filter((group) => mayOpen(personaId, group.id)),
    ],
    openGroup: (id, name) => {
      if (groups.has(id)) return;
      const group: Conversation = { id, kind: 'group', name, topic: '' };
      groups.set(id, group);
      for (const listener of listeners) listener(group);
    },
    has: (id) => {
      if (id.startsWith(groupPrefix)) return groupMembers(id).every((member) => personas.has(member));
      return [...personas.keys()].some((persona) => mayOpen(persona, id));
    },
    listen: (personaId, listener) => {
      const mine = (group: Conversation) => {
        if (mayOpen(personaId, group.id)) listener(group);
      };
      listeners.add(mine);
      return () => listeners.delete(mine);
    },
  };
}
