import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientOptions, DiscordAPIError, Events, Options, Status } from 'discord.js';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { SetupError } from '../../core/errors/index.ts';
import type { Log } from '../../core/ports/index.ts';
import { kindOf } from './failures.ts';
import { tolerantSharding } from './frames.ts';

/** Which shards this process runs: as many as Discord recommends, or some of a fixed number. */
export type Sharding = 'auto' | { readonly count: number; readonly ids: readonly number[] };

export interface GatewayParts {
  readonly token: string;
  readonly apiUrl?: string;
  readonly sharding: Sharding;
  readonly log: Log;
  /** What to do with what comes in. A rejection is logged and ends nothing. */
  readonly on: GatewayEvents;
  /** Told when Discord will never let this bot in again as it is set up. */
  onFatal(error: SetupError): void;
}

export interface GatewayEvents {
  interaction(payload: unknown): Promise<void>;
  /** The bot is in this server: just added, or still. */
  present(guildId: string): Promise<void>;
  /** The bot was taken out of this server. An outage of a server is none. */
  removed(guildId: string): Promise<void>;
  /** All servers of one shard, when it has connected anew; `covers` tells which servers would be this shard's. */
  shardReady(guildIds: readonly string[], covers: (guildId: string) => boolean): Promise<void>;
}

export interface Gateway {
  /** Whether every shard of this process can hear Discord at this moment. */
  isConnected(): boolean;
  close(): Promise<void>;
}

const longestPauseMs = 60_000;

// discord.js that is told to end while a shard waits for READY closes twice, waits for the second close for ever and connects
// anew meanwhile: a login under way is let finish first, and what does not end by then ends with the process.
const loginGraceMs = 1_500;
const longestCloseMs = 3_000;

/**
 * Connects, and stays connected until closed: resumes, reconnects and identifies anew as Discord asks. Answers at once; where
 * Discord cannot be reached it keeps trying.
 */
export function connectGateway(parts: GatewayParts): Gateway {
  const closing = new AbortController();
  let latest: Client | undefined;
  const connected = connect(parts, closing.signal, (client) => {
    latest = client;
  });
  return {
    isConnected: () => latest?.isReady() === true && latest.ws.shards.every(({ status }) => status === Status.Ready),
    close: async () => {
      closing.abort();
      const destroyed = connected.then((client) => client?.destroy());
      await Promise.race([destroyed, pause(longestCloseMs, undefined, { ref: false })]);
    },
  };
}

async function connect(
  parts: GatewayParts,
  closing: AbortSignal,
  trying: (client: Client) => void,
): Promise<Client | undefined> {
  for (let attempt = 0; !closing.aborted; attempt += 1) {
    const client = createClient(parts);
    trying(client);
    try {
      await Promise.race([client.login(parts.token), rejectAfterAbort(closing)]);
      return client;
    } catch (error) {
      await client.destroy();
      if (closing.aborted) return undefined;
      const fatal = setupFaultOf(error);
      if (fatal) {
        parts.onFatal(fatal);
        return undefined;
      }
      parts.log.warn({ error: kindOf(error) }, 'Discord could not be reached; trying again');
      const pauseMs = Math.min(1_000 * 2 ** attempt, longestPauseMs);
      await pause(pauseMs, undefined, { signal: closing }).catch(() => undefined);
    }
  }
  return undefined;
}

function rejectAfterAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const rejectLater = () => setTimeout(() => reject(new Error('closed')), loginGraceMs).unref();
    signal.addEventListener('abort', rejectLater, { once: true });
  });
}

/** A wrong token is told by the web API at once; what else will never do closes the gateway with a code of its own. */
export function setupFaultOf(error: unknown): SetupError | undefined {
  const isTokenFault =
    (error instanceof DiscordAPIError && error.status === 401) ||
    (error instanceof Error && 'code' in error && error.code === 'TokenInvalid');
  return isTokenFault ? new SetupError(wrongToken) : undefined;
}

const wrongToken =
  'Discord does not accept DISCORD_TOKEN. Copy the bot token anew: Discord Developer Portal, your application, Bot, Reset Token.';

const fatalCloses: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: wrongToken,
  [GatewayCloseCodes.InvalidShard]:
    'Discord does not accept the shards. Check DISCORD_SHARD_COUNT and DISCORD_SHARD_IDS.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for one shard. Set DISCORD_SHARDS=auto.',
};

function createClient(parts: GatewayParts): Client {
  const client = new Client(optionsOf(parts));
  const { log, on } = parts;
  const handle = (what: string, work: (payload: unknown) => Promise<void>) => (payload: unknown) => {
    work(payload).catch((error: unknown) => {
      log.error({ event: what, error: kindOf(error) }, 'What Discord told could not be dealt with');
    });
  };
  // Raw events: the rest of the bot reads them itself, and nothing is kept of them here.
  const listen = (event: GatewayDispatchEvents, work: (payload: unknown) => Promise<void>) => {
    client.ws.on(event, handle(event, work));
  };
  listen(GatewayDispatchEvents.InteractionCreate, on.interaction);
  listen(GatewayDispatchEvents.GuildCreate, (payload) => on.present(guild.parse(payload).id));
  listen(GatewayDispatchEvents.GuildDelete, async (payload) => {
    const { id, unavailable } = guild.parse(payload);
    if (!unavailable) await on.removed(id);
  });
  listen(GatewayDispatchEvents.Ready, async (payload) => {
    const { guilds, shard } = ready.parse(payload);
    await on.shardReady(
      guilds.map(({ id }) => id),
      (guildId) => shardOf(guildId, shard[1]) === shard[0],
    );
  });
  tellTrouble(client, parts);
  return client;
}

function tellTrouble(client: Client, { log, onFatal }: GatewayParts): void {
  client.on(Events.Error, (error) => log.warn({ error: kindOf(error) }, 'The connection to Discord had an error'));
  client.on(Events.ShardError, (error, shardId) => {
    log.warn({ shardId, error: kindOf(error) }, 'The connection to Discord had an error');
  });
  client.on(Events.ShardReconnecting, (shardId) => log.info({ shardId }, 'Connecting to Discord again'));
  client.on(Events.ShardResume, (shardId, replayed) => log.info({ shardId, replayed }, 'Connected to Discord again'));
  client.on(Events.ShardReady, (shardId) => log.info({ shardId }, 'Connected to Discord'));
  client.on(Events.ShardDisconnect, ({ code }, shardId) => {
    log.error({ shardId, code }, 'Discord closed the connection for good');
    onFatal(new SetupError(fatalCloses[code] ?? `Discord closed the connection for good (code ${code}).`));
  });
}

const guild = z.object({ id: z.string(), unavailable: z.boolean().optional() });
const ready = z.object({ guilds: z.array(guild), shard: z.tuple([z.int(), z.int()]).default([0, 1]) });

/** Source: docs.discord.com "Gateway", sharding. */
function shardOf(guildId: string, count: number): number {
  return /^\d+$/.test(guildId) ? Number((BigInt(guildId) >> 22n) % BigInt(count)) : -1;
}

function optionsOf({ apiUrl, sharding, log }: GatewayParts): ClientOptions {
  const onBadFrame = (shardId: number, why: string) => {
    log.error({ shardId, error: why }, 'Discord sent a frame that could not be read; it was left out');
  };
  return {
    intents: [GatewayIntentBits.Guilds],
    ...(sharding === 'auto' ? { shards: 'auto' } : { shards: sharding.ids, shardCount: sharding.count }),
    ...(apiUrl === undefined ? {} : { rest: { api: apiUrl } }),
    ws: { buildStrategy: (manager) => tolerantSharding(manager, onBadFrame) },
    // Nothing that discord.js would keep of servers is ever asked for.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      StageInstanceManager: 0,
      GuildScheduledEventManager: 0,
    }),
  };
}
