import { createHash } from 'node:crypto';
import { DiscordAPIError, type REST } from 'discord.js';
import {
  type APIChannel,
  type APIMessage,
  ChannelType,
  type RESTPatchAPIChannelJSONBody,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  type RESTPostAPIChannelThreadsJSONBody,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { Unreachable } from '../../core/errors/index.ts';
import type { Clock, Deliveries, Log, MessageReference, OutgoingMessage } from '../../core/ports/index.ts';
import { renderCard } from './cards.ts';
import { classify, codes } from './failures.ts';
import { attach, describeFiles } from './files.ts';
import { discordLimits } from './limits.ts';
import { escapeMarkdown } from './markdown.ts';
import type { InvalidRequests } from './requests.ts';

export interface DeliveryParts {
  /** One that rejects on a rate limit and does not retry. */
  readonly rest: REST;
  readonly budget: InvalidRequests;
  readonly clock: Clock;
  readonly log: Log;
}

// Long enough for rights to be put right, short enough that nobody has to restart the bot for it.
const barredMs = 10 * 60_000;

// A direct channel never changes; opening it anew each time is what Discord counts as opening too fast.
const rememberedChannels = 5_000;

/** Sends through Discord's web API alone, so that a process without a gateway can. */
export function createDeliveries(parts: DeliveryParts): Deliveries {
  const { rest, log } = parts;
  const request = guardRequests(parts);
  const directChannel = rememberDirectChannels((userId) =>
    request(userId, () => rest.post(Routes.userChannels(), { body: { recipient_id: userId } })),
  );

  const post = async (channelId: string, message: OutgoingMessage): Promise<MessageReference> => {
    const body: RESTPostAPIChannelMessageJSONBody = {
      // What a notification says where there is no content is taken from the card.
      ...(message.preview === undefined ? {} : { content: escapeMarkdown(message.preview) }),
      ...renderCard(message.card, message.communityId),
      nonce: nonceOf(message.key),
      enforce_nonce: true,
      ...describeFiles(message.files ?? []),
    };
    const sent = (await request(channelId, () =>
      rest.post(Routes.channelMessages(channelId), { body, ...attach(message.files ?? []) }),
    )) as APIMessage;
    return { communityId: message.communityId, channelId, messageId: sent.id };
  };

  /** In a thread where nobody wrote for long Discord lets nothing be changed; sending wakes it by itself. */
  const afterWaking = (threadId: string, change: () => Promise<unknown>) => async (error: unknown) => {
    if (!(error instanceof DiscordAPIError) || error.code !== codes.threadArchived) throw error;
    const body: RESTPatchAPIChannelJSONBody = { archived: false };
    await rest.patch(Routes.channel(threadId), { body });
    return change();
  };

  const send: Deliveries['send'] = async (message) => {
    switch (message.to.kind) {
      case 'channel':
        return post(message.to.channelId, message);
      case 'thread':
        return post(message.to.threadId, message);
      case 'direct':
        return post(await directChannel(message.to.userId), message);
    }
  };

  return {
    platform: 'discord',
    send,
    edit: async ({ communityId, channelId, messageId }, card) => {
      const body: RESTPatchAPIChannelMessageJSONBody = renderCard(card, communityId);
      const change = () => rest.patch(Routes.channelMessage(channelId, messageId), { body });
      await request(channelId, () => change().catch(afterWaking(channelId, change)));
    },
    openThread: async ({ key, communityId, channelId, title, opening }) => {
      const first = await send({ key, communityId, to: { kind: 'channel', channelId }, card: opening });
      const body: RESTPostAPIChannelMessagesThreadsJSONBody = { name: title, auto_archive_duration: longestArchive };
      await request(channelId, () =>
        rest.post(Routes.threads(channelId, first.messageId), { body }).catch(unless(codes.threadAlreadyThere)),
      );
      // A thread below a message carries that message's id.
      return { to: { kind: 'thread', channelId, threadId: first.messageId }, opening: first };
    },
    isMember: async (communityId, userId) => {
      // Who is known from no server cannot have left one.
      if (!/^\d+$/.test(communityId)) return true;
      const member = () => rest.get(Routes.guildMember(communityId, userId)).catch(unless(...codes.notInServer));
      return (await request(communityId, member)) !== 'refused';
    },
    openGroup: async ({ key, communityId, channelId, title, opening, memberIds, begun }, keep) => {
      const body: RESTPostAPIChannelThreadsJSONBody = {
        name: title,
        type: ChannelType.PrivateThread,
        invitable: false,
        auto_archive_duration: longestArchive,
      };
      const open = async () =>
        ((await request(channelId, () => rest.post(Routes.threads(channelId), { body }))) as APIChannel).id;
      const threadId = begun ?? (await keep(await open()));
      const to = { kind: 'thread', channelId, threadId } as const;
      // Discord drops no second thread as it drops a second message: until here nobody but the bot is in it.
      try {
        const first = await send({ key, communityId, to, card: opening });
        for (const memberId of memberIds) {
          const put = () => rest.put(Routes.threadMembers(threadId, memberId)).catch(unless(...codes.noSuchMember));
          const added = await request(threadId, put);
          if (added === 'refused') log.warn({ threadId, memberId }, 'A member could not be added to a thread');
        }
        return { to, opening: first };
      } catch (error) {
        // The channel was there a moment ago: it is the thread that somebody deleted.
        if (error instanceof Unreachable && error.reason === 'gone') throw new Unreachable('deleted', 'while filled');
        throw error;
      }
    },
  };
}

/** Takes an error with one of these codes for an answer. */
function unless(...expected: readonly number[]) {
  return (error: unknown): 'refused' => {
    if (error instanceof DiscordAPIError && expected.includes(Number(error.code))) return 'refused';
    throw error;
  };
}

const longestArchive = ThreadAutoArchiveDuration.OneWeek;

/**
 * Makes a request once, unless Discord forbade the same destination lately or counts too much against the bot already.
 * Rejects with what `classify` makes of a failure.
 */
function guardRequests({ budget, clock }: Pick<DeliveryParts, 'budget' | 'clock'>) {
  const barredUntil = new Map<string, number>();
  return async (destination: string, make: () => Promise<unknown>): Promise<unknown> => {
    budget.check();
    const now = clock.now().getTime();
    if ((barredUntil.get(destination) ?? 0) > now) throw new Unreachable('forbidden', 'not tried again yet');
    barredUntil.delete(destination);
    try {
      return await make();
    } catch (error) {
      if (error instanceof DiscordAPIError && error.status === 403) barredUntil.set(destination, now + barredMs);
      throw classify(error);
    }
  };
}

function rememberDirectChannels(open: (userId: string) => Promise<unknown>) {
  const known = new Map<string, string>();
  return async (userId: string): Promise<string> => {
    const found = known.get(userId);
    if (found !== undefined) return found;
    const { id } = (await open(userId)) as APIChannel;
    const oldest = known.keys().next();
    if (known.size >= rememberedChannels && !oldest.done) known.delete(oldest.value);
    known.set(userId, id);
    return id;
  };
}

/** The same key makes the same nonce, by which Discord drops a repeat within some minutes. */
function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, discordLimits.nonce);
}
