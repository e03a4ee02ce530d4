import { isDirect, mayOpen } from './conversations.ts';
import type { Message } from './protocol.ts';

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
  /** The message with its audience, if this persona may read it. */
  find(personaId: string, messageId: string): { message: Message; audience: Audience } | undefined;
  /** What everybody in its conversation reads under this id. */
  get(messageId: string): Posted | undefined;
  /** Whether the id is taken by any message, whoever may read it. */
  has(messageId: string): boolean;
  /** All that this persona may read, oldest first. */
  visibleTo(personaId: string): readonly Message[];
  /** Tells of each message that this persona may read. Answers how to stop. */
  listen(personaId: string, listener: (message: Message) => void): () => void;
}

interface Stored {
  readonly message: Posted;
  readonly audience: Audience;
}

/** @param keep how many messages each conversation keeps, and each persona's private answers in it, 1 or more. */
export function createHistory(keep: number): History {
  // Insertion order is the order of the conversation; a replaced message keeps its place.
  const stored = new Map<string, Stored>();
  const listeners = new Set<(entry: Stored) => void>();

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
      for (const tell of listeners) tell(entry);
    },
    find: (personaId, messageId) => {
      const entry = stored.get(messageId);
      return entry && mayRead(personaId, entry) ? { message: forReader(entry), audience: entry.audience } : undefined;
    },
    get: (messageId) => {
      const entry = stored.get(messageId);
      return entry?.audience.kind === 'everybody' ? entry.message : undefined;
    },
    has: (messageId) => stored.has(messageId),
    visibleTo: (personaId) => [...stored.values()].filter((entry) => mayRead(personaId, entry)).map(forReader),
    listen: (personaId, listener) => {
      const tell = (entry: Stored) => {
        if (mayRead(personaId, entry)) listener(forReader(entry));
      };
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

function bucketOf({ message, audience }: Stored): string {
  return `${message.conversationId} ${audience.kind === 'one' ? audience.personaId : ''}`;
}

/** What is said in a closed place is read by those in it alone, whatever the audience says. */
function mayRead(personaId: string, { message, audience }: Stored): boolean {
  if (!mayOpen(personaId, message.conversationId)) return false;
  return audience.kind === 'everybody' || audience.personaId === personaId;
}

function forReader({ message, audience }: Stored): Message {
  return { ...message, onlyYou: audience.kind === 'one' && !isDirect(message) };
}
