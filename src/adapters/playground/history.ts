import { directId } from './conversations.ts';
import type { Message, Spot } from './protocol.ts';

/** A message before it is known who reads it. */
export type Posted = Omit<Message, 'onlyYou'>;

/** Who reads a message: everybody in the conversation, or one persona. */
export type Audience = { readonly kind: 'everybody' } | { readonly kind: 'one'; readonly personaId: string };

/**
 * The messages of the playground, in memory, the newest ones. What only one persona may read is told to nobody else, and
 * many private answers to one persona push out no message of the others.
 */
export interface History {
  /** Adds the message, or puts it in the place of the one with its id. */
  put(message: Posted, audience: Audience): void;
  /** Takes the message away for all who could read it. Nothing happens where it is gone. */
  remove(messageId: string): void;
  /** The message with its audience, if this persona may read it. */
  find(personaId: string, messageId: string): { message: Message; audience: Audience } | undefined;
  /** Whether the id is taken by any message, whoever may read it. */
  has(messageId: string): boolean;
  /** All that this persona may read, oldest first. */
  visibleTo(personaId: string): readonly Message[];
  /** Tells of each change that this persona may know. Answers how to stop. */
  listen(personaId: string, listener: HistoryListener): () => void;
}

export interface HistoryListener {
  put(message: Message): void;
  removed(messageId: string): void;
}

interface Stored {
  readonly message: Posted;
  readonly audience: Audience;
}

/** @param keep how many messages each conversation keeps, and each persona's private answers in it, 1 or more. */
export function createHistory(keep: number): History {
  // Insertion order is the order of the conversation; a replaced message keeps its place.
  const stored = new Map<string, Stored>();
  const listeners = new Set<{ personaId: string; listener: HistoryListener }>();

  const tell = (entry: Stored, call: (listener: HistoryListener) => void) => {
    for (const each of [...listeners]) if (mayRead(each.personaId, entry)) call(each.listener);
  };

  const forgetOldest = (entry: Stored) => {
    const bucket = bucketOf(entry);
    const inBucket = [...stored.values()].filter((each) => bucketOf(each) === bucket);
    for (const oldest of inBucket.slice(0, Math.max(0, inBucket.length - keep))) stored.delete(oldest.message.id);
  };

  return {
    put: (message, audience) => {
      const entry = { message, audience };
      stored.set(message.id, entry);
      forgetOldest(entry);
      tell(entry, (listener) => listener.put(forReader(entry)));
    },
    remove: (messageId) => {
      const entry = stored.get(messageId);
      if (!entry) return;
      stored.delete(messageId);
      tell(entry, (listener) => listener.removed(messageId));
    },
    find: (personaId, messageId) => {
      const entry = stored.get(messageId);
      return entry && mayRead(personaId, entry) ? { message: forReader(entry), audience: entry.audience } : undefined;
    },
    has: (messageId) => stored.has(messageId),
    visibleTo: (personaId) => [...stored.values()].filter((entry) => mayRead(personaId, entry)).map(forReader),
    listen: (personaId, listener) => {
      const entry = { personaId, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}

function bucketOf({ message, audience }: Stored): string {
  return `${message.conversationId} ${audience.kind === 'one' ? audience.personaId : ''}`;
}

/** Private messages are read by their owner alone, whatever the audience says. */
function mayRead(personaId: string, { message, audience }: Stored): boolean {
  if (isDirect(message) && message.conversationId !== directId(personaId)) return false;
  return audience.kind === 'everybody' || audience.personaId === personaId;
}

function forReader({ message, audience }: Stored): Message {
  return { ...message, onlyYou: audience.kind === 'one' && !isDirect(message) };
}

/** Whether this is said in somebody's private messages. */
export function isDirect(spot: Spot): boolean {
  return spot.conversationId.startsWith(directId(''));
}
