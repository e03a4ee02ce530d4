import { setTimeout as wait } from 'node:timers/promises';
import { placesOf, RateLimited, Unreachable } from '../core/errors/index.ts';
import type { PlatformName } from '../core/interactions/index.ts';
import {
  type Clock,
  type Consents,
  type Delivered,
  type Deliveries,
  type KeepBegun,
  type Log,
  type MessageKind,
  type Outbox,
  type OutboxHealth,
  type Outgoing,
  type Presence,
  type Random,
  type Sent,
  silent,
  type Telemetry,
} from '../core/ports/index.ts';
import { neutralPreview, withoutName } from '../core/previews.ts';
import type { Database, Queries } from '../db/database.ts';
import type { MemberTable } from '../db/member-tables.ts';
import { createPace } from './pace.ts';
import { createQueue, type Queue } from './queue.ts';
import { outbox } from './schema.ts';
import { type Asked, createOutboxStore } from './store.ts';
import { messages } from './texts.ts';

/** Everything between a message that was asked for and the platform that shows it. */
export interface Delivery {
  readonly outbox: Outbox<Queries>;
  readonly health: OutboxHealth;
  readonly stored: readonly MemberTable[];
  /** By the platforms that this process carries out messages on. */
  readonly presence: Presence;
  /** Makes the queue ready. Messages can be asked for from here on, whoever carries them out. */
  open(): Promise<void>;
  /** Carries out what is asked for on these platforms, until closed. */
  work(kinds: readonly MessageKind<Queries>[], platforms: readonly Deliveries[]): Promise<void>;
  /** Puts every message that waits in line anew: twice in line, it is sent once. Only after `open`. */
  requeue(): Promise<void>;
  /** How much lies in the queue of each platform. */
  depths: Queue['depths'];
  /** Lets what is being sent finish. Close it before the database. Safe to call twice. */
  close(): Promise<void>;
}

// A short pause is waited out; during a longer one the message stands in line again, so that others are not held up.
const longestPauseMs = 2_000;

export function createDelivery(parts: {
  database: Database;
  clock: Clock;
  random: Random;
  log: Log;
  consents: Consents<Queries>;
  telemetry?: Telemetry;
}): Delivery {
  const { database, log, consents, telemetry = silent } = parts;
  const store = createOutboxStore(parts);
  const queue = createQueue(database, log);
  const pace = createPace();
  let worked: readonly Deliveries[] = [];

  const ask = async (queries: Queries, message: Parameters<Outbox<Queries>['enqueue']>[1], again: boolean) => {
    const platform = await store.platformOf(queries, message.communityId);
    const id = await store.ask(queries, message, again, telemetry.current());
    if (id !== undefined) await queue.send(queries, platform, id);
  };

  const later = (platform: PlatformName, id: string, afterMs: number) =>
    queue.send(database.queries, platform, id, Math.max(1, Math.ceil(afterMs / 1000)));

  /** Carries out one message. Rejects where it is to be tried again, with an error that holds no word of it. */
  const carryOut = async (kinds: ReadonlyMap<string, MessageKind<Queries>>, platform: Deliveries, id: string) => {
    const asked = await store.find(id);
    if (!asked || asked.done >= asked.wanted) return;
    await telemetry.within(asked.trace ?? asked.id, () => tryOnce(kinds, platform, asked));
  };

  const tryOnce = async (kinds: ReadonlyMap<string, MessageKind<Queries>>, platform: Deliveries, asked: Asked) => {
    const { bot, community } = scopesOf(asked);
    const pauseMs = Math.max(pace.waitMs(bot), pace.waitMs(community));
    if (pauseMs > longestPauseMs) return later(asked.platform, asked.id, pauseMs);
    await wait(pauseMs);
    const kind = kinds.get(asked.kind);
    let outgoing: Outgoing | undefined;
    try {
      if (asked.removedAt !== null) throw new Unreachable('gone', 'the bot was removed');
      if (!kind) throw new Error('This kind of message is not known');
      outgoing = await kind.build(asked.row);
      if (!outgoing) {
        await store.settle(asked, 'nothing', null, async () => undefined);
        return tell(asked, 'nothing');
      }
      if (!(await isAsked(kind, asked, outgoing))) {
        await store.settle(asked, 'nothing', 'unasked', async (queries) => {
          await kind.notReached?.(queries, asked.row, 'unasked');
        });
        return tell(asked, 'nothing');
      }
      const keep = (placeId: string) => store.begin(asked.id, placeId);
      const sent = await send(platform, asked, outgoing, await previewOf(asked, outgoing), keep);
      await store.settle(asked, 'sent', null, async (queries) => kind.sent?.(queries, asked.row, sent));
      tell(asked, 'sent');
    } catch (error) {
      await takeFailure(asked, kind, outgoing, error);
    }
  };

  /** Whether everybody whom this reaches in private asked for it, as it stands at this moment. */
  const isAsked = async ({ standsOn, kind }: MessageKind<Queries>, asked: Asked, outgoing: Outgoing) => {
    const userIds = reachedInPrivate(outgoing);
    if (userIds.length === 0) return true;
    if (standsOn !== 'place') return consents.allGave(asked.communityId, userIds, standsOn);
    log.error(
      { messageId: asked.id, kind },
      'A message for a place was meant to go to somebody in private; it was not sent',
    );
    return false;
  };

  /** What a notification is to say in the place of the message, where whom it is for wants that. */
  const previewOf = async ({ communityId }: Asked, outgoing: Outgoing): Promise<string | undefined> => {
    if (outgoing.what !== 'message' || outgoing.to.kind !== 'direct') return undefined;
    const locale = await store.localeForNeutralPreview(communityId, outgoing.to.userId);
    return locale && neutralPreview(locale);
  };

  const tell = ({ platform, kind }: Asked, result: Delivered) => telemetry.delivered(platform, kind, result);

  const takeFailure = async (
    asked: Asked,
    kind: MessageKind<Queries> | undefined,
    outgoing: Outgoing | undefined,
    error: unknown,
  ): Promise<void> => {
    if (error instanceof RateLimited) {
      if (error.reach !== 'message') pace.hold(scopesOf(asked)[error.reach], error.retryAfterMs);
      telemetry.paused(asked.platform, error.retryAfterMs);
      tell(asked, 'rate-limited');
      return later(asked.platform, asked.id, error.retryAfterMs);
    }
    if (error instanceof Unreachable) {
      const { reason } = error;
      // What a moderator took away themselves is no trouble to tell moderators of.
      const state = reason === 'deleted' ? 'nothing' : 'unreachable';
      tell(asked, state);
      log.info({ messageId: asked.id, kind: asked.kind, reason }, 'A message could not be delivered');
      return store.settle(asked, state, reason, async (queries) => {
        // They may have left, which the platform tells whoever asks.
        if (outgoing) await store.askAfterSoon(queries, asked.communityId, reachedInPrivate(outgoing));
        await kind?.notReached?.(queries, asked.row, reason);
      });
    }
    const name = error instanceof Error ? error.name : typeof error;
    const [place] = error instanceof Error ? placesOf(error) : [];
    log.warn({ messageId: asked.id, kind: asked.kind, error: name, place }, 'A delivery failed');
    tell(asked, 'again');
    await store.noteFailure(asked.id, name);
    // The queue keeps what is thrown; an error's own message may hold what a member wrote.
    throw new Error(name);
  };

  return {
    outbox: {
      enqueue: (queries, message) => ask(queries, message, false),
      refresh: (queries, message) => ask(queries, message, true),
    },
    stored: [{ table: outbox, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
    health: {
      undelivered: store.undelivered,
      counts: store.counts,
      sendAgain: (communityId, id) =>
        database.transaction(async (queries) => {
          const woken = await store.wake(queries, communityId, id);
          if (woken === undefined) return false;
          await queue.send(queries, await store.platformOf(queries, communityId), woken);
          return true;
        }),
    },
    open: queue.open,
    depths: queue.depths,
    presence: {
      of: async ({ platform, communityId, userId }) => {
        const deliveries = worked.find((each) => each.platform === platform);
        if (!deliveries) return 'unknown';
        const { bot, community } = scopesOf({ platform, community: communityId });
        if (Math.max(pace.waitMs(bot), pace.waitMs(community)) > 0) return 'later';
        try {
          return (await deliveries.isMember(communityId, userId)) ? 'there' : 'left';
        } catch (error) {
          // The bot itself is not in it, or may not ask.
          return error instanceof Unreachable ? 'unknown' : 'later';
        }
      },
    },
    work: async (kinds, platforms) => {
      worked = platforms;
      const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
      for (const platform of platforms) await queue.work(platform.platform, (id) => carryOut(byName, platform, id));
      await queue.bury(async (id) => {
        await store.giveUp(id);
        const given = await store.find(id);
        if (given) tell(given, 'given-up');
        log.error({ messageId: id }, 'A message was given up after many tries');
      });
    },
    requeue: async () => {
      for await (const { id, platform } of store.waiting()) await queue.send(database.queries, platform, id);
    },
    close: queue.close,
  };
}

/** The platform's ids of those whom it turns to themselves. An edit turns to nobody: it changes what they have. */
function reachedInPrivate(outgoing: Outgoing): readonly string[] {
  if (outgoing.what === 'group') return outgoing.memberIds;
  return outgoing.what === 'message' && outgoing.to.kind === 'direct' ? [outgoing.to.userId] : [];
}

/** The names of what may have to keep quiet besides the message itself, by how far it reaches. */
function scopesOf({
  platform,
  community,
}: Pick<Asked, 'platform' | 'community'>): Record<Exclude<RateLimited['reach'], 'message'>, string> {
  return { bot: platform, community: `${platform} ${community}` };
}

async function send(
  platform: Deliveries,
  asked: Asked,
  outgoing: Outgoing,
  preview: string | undefined,
  keep: KeepBegun,
): Promise<Sent> {
  const base = { key: asked.wanted === 1 ? asked.id : `${asked.id} ${asked.wanted}`, communityId: asked.community };
  switch (outgoing.what) {
    case 'message': {
      const { to, card, files = [] } = outgoing;
      if (preview === undefined) return { to, reference: await platform.send({ ...base, to, card, files }) };
      return { to, reference: await platform.send({ ...base, to, card, files: files.map(withoutName), preview }) };
    }
    case 'thread': {
      const { channelId, title, opening } = outgoing;
      const opened = await platform.openThread({ ...base, channelId, title, opening });
      return { to: opened.to, reference: opened.opening };
    }
    case 'group': {
      const { channelId, title, opening, memberIds } = outgoing;
      const group = { ...base, channelId, title, opening, memberIds, begun: asked.begun ?? undefined };
      const opened = await platform.openGroup(group, keep);
      return { to: opened.to, reference: opened.opening };
    }
    case 'edit':
      await platform.edit(outgoing.reference, outgoing.card);
      return { reference: outgoing.reference };
  }
}
