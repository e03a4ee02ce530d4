import { Unreachable } from '../../core/errors/index.ts';
import type {
  Clock,
  Deliveries,
  Destination,
  MessageReference,
  OutgoingFile,
  OutgoingMessage,
  Random,
} from '../../core/ports/index.ts';
import type { Card } from '../../core/views/index.ts';
import { type Conversations, directId, groupId } from './conversations.ts';
import type { Files } from './files.ts';
import type { History, Posted } from './history.ts';
import { createOnce } from './once.ts';
import type { Spot } from './protocol.ts';

// A delivery is tried again within hours; the playground remembers more of them than it keeps messages.
const keptKeys = 5_000;

/** Sends to the playground: what was sent under a key is not sent again while the bot runs. */
export function createDeliveries(parts: {
  readonly clock: Clock;
  readonly random: Random;
  readonly conversations: Conversations;
  readonly history: History;
  readonly files: Files;
}): Deliveries {
  const { conversations, history, random } = parts;
  const once = createOnce<MessageReference>(keptKeys);

  const post = (
    spot: Spot,
    card: Card,
    more: { files?: readonly OutgoingFile[]; threadTitle?: string; id?: string; preview?: string },
  ) => {
    if (!conversations.has(spot.conversationId)) throw new Unreachable('gone', 'nobody is there');
    const message: Posted = {
      ...spot,
      id: more.id ?? random.uuid(),
      author: { kind: 'bot' },
      at: parts.clock.now().toISOString(),
      ...(more.threadTitle === undefined ? {} : { threadTitle: more.threadTitle }),
      content: {
        kind: 'card',
        card,
        files: (more.files ?? []).map((file) => parts.files.add(file)),
        ...(more.preview === undefined ? {} : { preview: more.preview }),
      },
    };
    history.put(message, { kind: 'everybody' });
    return message.id;
  };

  /** A thread whose opening message went with a restart has nowhere to be shown; its channel has. */
  const spotOf = (to: Destination): Spot => {
    if (to.kind === 'direct') return { conversationId: directId(to.userId) };
    const isThread = to.kind === 'thread' && history.has(to.threadId);
    return { conversationId: to.channelId, ...(isThread ? { threadId: to.threadId } : {}) };
  };

  const send = ({ key, communityId, to, card, ...more }: OutgoingMessage) =>
    once(key, async () => {
      const spot = spotOf(to);
      return { communityId, channelId: spot.conversationId, messageId: post(spot, card, more) };
    });

  return {
    platform: 'playground',
    send,
    edit: async ({ channelId, messageId }, card) => {
      const standing = history.get(messageId);
      if (standing) history.put({ ...standing, content: { kind: 'card', card, files: [] } }, { kind: 'everybody' });
      else post({ conversationId: channelId }, card, { id: messageId });
    },
    openThread: async ({ key, communityId, channelId, title, opening }) => {
      const reference = await once(key, async () => {
        const messageId = post({ conversationId: channelId }, opening, { threadTitle: title });
        return { communityId, channelId, messageId };
      });
      return { to: { kind: 'thread', channelId, threadId: reference.messageId }, opening: reference };
    },
    // Nobody leaves the playground.
    isMember: async () => true,
    openGroup: async ({ key, communityId, memberIds, title, opening }) => {
      const reference = await once(key, async () => {
        const channelId = groupId(memberIds, random.uuid());
        if (!conversations.has(channelId)) throw new Unreachable('closed', 'a member of the group');
        conversations.openGroup(channelId, title);
        return { communityId, channelId, messageId: post({ conversationId: channelId }, opening, {}) };
      });
      return { to: { kind: 'channel', channelId: reference.channelId }, opening: reference };
    },
  };
}
