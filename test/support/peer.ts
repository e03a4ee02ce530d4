import { RateLimited, Temporary, Unreachable } from '../../src/core/errors/index.ts';
import type { Deliveries, MessageReference } from '../../src/core/ports/index.ts';
import type { Card } from '../../src/core/views/index.ts';
import { renderPlain } from '../../src/core/views/index.ts';

/** How the next sends are answered. `late`: it arrives, and the answer gets lost. */
export type Weather = 'fair' | 'busy' | 'closed' | 'down' | 'late';

/** A platform at its simplest: it keeps what arrives, and drops a repeat of a key, as Discord does. */
export interface Peer {
  readonly deliveries: Deliveries;
  /** What members see, in the order of arrival; of an edited message what stands now. */
  shown(): string[];
  /** How often something was sent or edited, repeats included. */
  calls(): number;
  /** How the next sends go; when they are used up, fair. */
  forecast(...weather: Weather[]): void;
}

const style = { time: (instant: string) => instant, member: (id: string) => `@${id}`, numberActions: false };

export function createPeer(): Peer {
  const messages = new Map<string, string>();
  const ahead: Weather[] = [];
  let calls = 0;

  const put = async (key: string, communityId: string, channelId: string, card: Card): Promise<MessageReference> => {
    calls += 1;
    const weather = ahead.shift() ?? 'fair';
    if (weather === 'busy') throw new RateLimited(300);
    if (weather === 'closed') throw new Unreachable('closed', '50007');
    if (weather === 'down') throw new Temporary('down');
    if (!messages.has(key)) messages.set(key, renderPlain(card, style));
    if (weather === 'late') throw new Temporary('no answer');
    return { communityId, channelId, messageId: key };
  };

  return {
    deliveries: {
      platform: 'playground',
      send: ({ key, communityId, to, card }) =>
        put(key, communityId, to.kind === 'direct' ? to.userId : to.channelId, card),
      edit: async (reference, card) => {
        calls += 1;
        messages.set(reference.messageId, renderPlain(card, style));
      },
      openThread: async ({ key, communityId, channelId, opening }) => {
        const reference = await put(key, communityId, channelId, opening);
        return { to: { kind: 'thread', channelId, threadId: reference.messageId }, opening: reference };
      },
      isMember: async () => true,
      openGroup: async ({ key, communityId, channelId, opening }) => {
        const reference = await put(key, communityId, channelId, opening);
        return { to: { kind: 'channel', channelId }, opening: reference };
      },
    },
    shown: () => [...messages.values()],
    calls: () => calls,
    forecast: (...weather) => ahead.push(...weather),
  };
}
