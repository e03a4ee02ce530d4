import type { WebClient } from '@slack/web-api';
import { Unreachable } from '../../core/errors/index.ts';
import type { Clock, Deliveries, Destination, MessageReference, OutgoingMessage } from '../../core/ports/index.ts';
import { defaultLocale } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import type { Card, PlainStyle } from '../../core/views/index.ts';
import type { Access } from './access.ts';
import { cardMessage } from './cards.ts';
import { uploadFiles } from './files.ts';
import { escapeText } from './markdown.ts';
import { channelRate, createPace, methodRates } from './pace.ts';
import type { People, Person } from './people.ts';
import { memberIdsOf, tellsTime } from './reader.ts';
import { messages } from './texts.ts';
import { deliveryError, slackCode } from './web.ts';

/** Sends messages that answer nobody. Slack drops no repeats: a message that was sent twice after a fault is seen twice. */
export function createDeliveries(parts: {
  readonly access: Access;
  readonly people: People;
  readonly clock: Clock;
  clientOf(token: string): WebClient;
}): Deliveries {
  const { access, people, clock, clientOf } = parts;
  const pace = createPace();

  /** Keeps within what Slack allows of a method in a workspace. */
  const inTurn = (communityId: string, method: keyof typeof methodRates) =>
    pace.turn(`${communityId} ${method}`, methodRates[method]);

  const inWorkspace = async <Result>(teamId: string, work: (client: WebClient) => Promise<Result>): Promise<Result> => {
    const token = await access.token(teamId);
    if (token === undefined) throw new Unreachable('gone', 'not_installed');
    try {
      return await work(clientOf(token));
    } catch (error) {
      throw deliveryError(error);
    }
  };

  /** @param userId whom it is for, where it is for one alone. */
  const shown = async (client: WebClient, teamId: string, card: Card, userId?: string) => {
    const named = memberIdsOf(card);
    const names = await people.names(client, teamId, named);
    const depends = named.length > 0 || tellsTime(card);
    const reader =
      userId !== undefined && depends ? await people.find(client, { teamId, userId, handle: userId }) : undefined;
    return { ...cardMessage(card, styleFor(names, clock, reader)), unfurl_links: false, unfurl_media: false };
  };

  const post = async (
    client: WebClient,
    communityId: string,
    { to, card, preview }: Pick<OutgoingMessage, 'to' | 'card' | 'preview'>,
  ): Promise<MessageReference> => {
    const { channel, ...thread } = target(to);
    await pace.turn(`${communityId} ${channel}`, channelRate);
    const message = await shown(client, communityId, card, to.kind === 'direct' ? to.userId : undefined);
    const text = preview === undefined ? message.text : escapeText(preview);
    const sent = await client.chat.postMessage({ channel, ...thread, ...message, text });
    return { communityId, channelId: sent.channel ?? channel, messageId: sent.ts ?? '' };
  };

  return {
    platform: 'slack',
    send: ({ communityId, files = [], ...message }) =>
      inWorkspace(communityId, async (client) => {
        const { to } = message;
        // Before the message: what is turned away after it would be sent a second time.
        for (const _file of files) await inTurn(communityId, 'files.getUploadURLExternal');
        const sent = await post(client, communityId, message);
        const thread = to.kind === 'thread' ? { threadId: to.threadId } : {};
        if (files.length > 0)
          await uploadFiles(client, { channelId: sent.channelId, ...thread }, files, message.preview);
        return sent;
      }),
    edit: ({ communityId, channelId, messageId }, card) =>
      inWorkspace(communityId, async (client) => {
        await inTurn(communityId, 'chat.update');
        await client.chat.update({ channel: channelId, ts: messageId, ...(await shown(client, communityId, card)) });
      }),
    openThread: ({ communityId, channelId, opening: card }) =>
      inWorkspace(communityId, async (client) => {
        const opening = await post(client, communityId, { to: { kind: 'channel', channelId }, card });
        return { to: { kind: 'thread', channelId: opening.channelId, threadId: opening.messageId }, opening };
      }),
    isMember: (communityId, userId) =>
      inWorkspace(communityId, async (client) => {
        await inTurn(communityId, 'users.info');
        try {
          const { user } = await client.users.info({ user: userId });
          return user?.deleted !== true;
        } catch (error) {
          if (slackCode(error) === 'user_not_found') return false;
          throw error;
        }
      }),
    openGroup: ({ communityId, memberIds, opening: card }) =>
      inWorkspace(communityId, async (client) => {
        await inTurn(communityId, 'conversations.open');
        const { channel } = await client.conversations.open({ users: memberIds.join(',') });
        const to = { kind: 'channel', channelId: channel?.id ?? '' } as const;
        return { to, opening: await post(client, communityId, { to, card }) };
      }),
  };
}

/** A member's id as the channel reaches the bot's own conversation with them. */
function target(to: Destination): { channel: string; thread_ts?: string } {
  switch (to.kind) {
    case 'channel':
      return { channel: to.channelId };
    case 'thread':
      return { channel: to.channelId, thread_ts: to.threadId };
    case 'direct':
      return { channel: to.userId };
  }
}

/** Nobody's zone is known for a channel; Slack shows each reader their own, and UTC stands in the notification alone. */
function styleFor(names: ReadonlyMap<string, string>, clock: Clock, reader?: Person): PlainStyle {
  const { locale = defaultLocale, zone } = reader ?? {};
  return {
    time: (instant, show) => {
      const time = formatMoment(instant, show, { locale, zone: zone ?? 'UTC', now: clock.now() });
      return zone !== undefined || show === 'date' || show === 'relative' ? time : `${time} UTC`;
    },
    member: (id) => names.get(id) ?? messages.text(locale, 'somebody'),
    numberActions: false,
  };
}
