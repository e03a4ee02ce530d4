import { eq } from 'drizzle-orm';
import { createDiscord, type Discord } from '../../src/adapters/discord/index.ts';
import { type Bot, composeBot } from '../../src/compose.ts';
import type { Dispatcher } from '../../src/core/interactions/index.ts';
import type { Claims } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { communities } from '../../src/db/schema.ts';
import type { Person, Where } from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { type StoryClock, storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import { createFace, type DiscordFace, guild, inGeneral } from './discord-face.ts';
import type { LivingCommunity } from './face.ts';
import { rememberingLog } from './log.ts';
import { settleBot } from './settling.ts';

/**
 * A community on Discord: the real client against a server on a loopback address that is as strict as Discord, with a
 * database in memory behind it. Use as any `LivingCommunity`. Closing fails where the bot sent what Discord refuses.
 */
export async function discordCommunity(): Promise<LivingCommunity> {
  const world = await discordWorld();
  return {
    member: (name, options) => world.face(name, { ...options, where: inGeneral }),
    clock: world.clock,
    settle: world.settle,
    close: world.close,
  };
}

/** What a person may do, and what their client is set to. */
type Who = Pick<Partial<Person>, 'moderator' | 'locale'>;

/** The bot on Discord and all around it, for tests that look at the platform itself. */
export interface DiscordWorld {
  readonly server: DiscordServer;
  readonly database: Database;
  readonly clock: StoryClock;
  readonly log: ReturnType<typeof rememberingLog>;
  readonly bot: Bot;
  readonly discord: Discord;
  /** What `onFatal` was told. */
  readonly fatal: readonly Error[];
  face(name: string, options?: Who & { readonly where?: Where }): DiscordFace;
  person(name: string, who?: Who): Person;
  /** What is stored of a server. */
  communityOf(guildId: string): Promise<{ readonly removedAt: Date | null } | undefined>;
  /** Clears what was asked, sent and logged so far, and lets everything through; throws where the bot broke a rule. */
  forget(): void;
  /** Lets the bot do what is due by the clock, and waits until all of it is sent. */
  settle(): Promise<void>;
  /** Ends the bot's process, as it were, and starts another one on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function discordWorld(
  options: {
    readonly heartbeatMs?: number;
    /** How many shards Discord tells the bot to run. */
    readonly shards?: number;
    /** Whether the bot also sends of itself, which takes its queue seconds to make ready; it does unless said otherwise. */
    readonly works?: boolean;
    /** Stands in for the bot's own, to make a handler slow. */
    readonly dispatcher?: (own: Dispatcher) => Dispatcher;
    /** Stands in for the bot's own, to make the database slow. */
    readonly claims?: (own: Claims) => Claims;
  } = {},
): Promise<DiscordWorld> {
  const server = await startDiscordServer(options.heartbeatMs);
  server.state.guilds.set(guild.id, guild);
  server.state.sharding = { shards: options.shards ?? 1, concurrency: 1 };
  const database = await freshDatabase();
  const clock = storyClock();
  const log = rememberingLog();
  const fatal: Error[] = [];
  const persons = new Map<string, string>();

  const person = (name: string, who: Who = {}): Person => {
    const id = persons.get(name) ?? String(800_000_000_000_000_001n + BigInt(persons.size));
    persons.set(name, id);
    return { id, name, moderator: false, ...who };
  };
  const boot = async () => {
    const secretKey = new Uint8Array(32).fill(7);
    const bot = composeBot({ database, secretKey, clock, random: systemRandom, log });
    const dispatcher = options.dispatcher?.(bot.dispatcher) ?? bot.dispatcher;
    const discord = createDiscord({
      options: { token: server.state.token, apiUrl: server.apiUrl, sharding: 'auto' },
      dispatcher,
      communities: bot.communities.port,
      claims: options.claims?.(bot.claims) ?? bot.claims,
      locales: ['en'],
      clock,
      log,
      onFatal: (error) => fatal.push(error),
    });
    const connected = log.heard('Connected to Discord');
    if (options.works ?? true) {
      await bot.open();
      await bot.work([discord.deliveries]);
    }
    await discord.start();
    await connected;
    return { bot, discord };
  };
  const end = async () => {
    await running.discord.close();
    await running.bot.stop();
  };
  let running = await boot();

  return {
    server,
    database,
    clock,
    log,
    fatal,
    get bot() {
      return running.bot;
    },
    get discord() {
      return running.discord;
    },
    person,
    communityOf: async (guildId) => {
      const rows = await database.queries.select().from(communities).where(eq(communities.platformId, guildId));
      return rows[0];
    },
    forget: () => {
      log.forget();
      server.forget();
    },
    face: (name, { where = inGeneral, ...who } = {}) =>
      createFace({
        server,
        log,
        dispatcher: running.bot.dispatcher,
        person: person(name, who),
        where,
        idOf: (named) => person(named).id,
      }),
    restart: async () => {
      await end();
      running = await boot();
    },
    settle: async () => {
      await settleBot(running.bot);
      log.check();
    },
    close: async () => {
      await end();
      await server.close();
      await database.close();
      server.forget();
    },
  };
}
