import { eq } from 'drizzle-orm';
import { createDiscord, type Discord, renderCommands } from '../../src/adapters/discord/index.ts';
import { type Bot, composeBot } from '../../src/compose.ts';
import { parseLine, readOptions } from '../../src/core/commands/index.ts';
import type { Dispatcher } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { isWords } from '../../src/core/text/index.ts';
import type { Database } from '../../src/db/database.ts';
import { communities } from '../../src/db/schema.ts';
import {
  commandPayload,
  componentPayload,
  modalPayload,
  type OptionParts,
  type Person,
  type Where,
} from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import type { DrawnModal, Shown, StoredMessage } from '../servers/discord/state.ts';
import { type StoryClock, storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import { seenMessage, seenModal, standingValues } from './discord-seen.ts';
import type { Community, Face, Seen } from './face.ts';
import { rememberingLog } from './log.ts';

const guild = { id: '700000000000000001', name: 'Job seekers' };
/** Where members are unless a test says otherwise. */
export const inGeneral = {
  kind: 'channel',
  guildId: guild.id,
  channelId: '600000000000000001',
} as const satisfies Where;

/**
 * A community on Discord: the real client against a server on a loopback address that is as strict as Discord, with a
 * database in memory behind it. Use as any `Community`. Closing fails where the bot sent what Discord refuses.
 */
export async function discordCommunity(): Promise<Community> {
  const world = await discordWorld();
  return {
    member: (name, options) => world.face(name, { ...options, where: inGeneral }),
    clock: world.clock,
    close: world.close,
  };
}

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
  face(name: string, options?: { readonly moderator?: boolean; readonly where?: Where }): DiscordFace;
  person(name: string, moderator?: boolean): Person;
  /** What is stored of a server. */
  communityOf(guildId: string): Promise<{ readonly removedAt: Date | null } | undefined>;
  /** Clears what was asked, sent and logged so far, and lets everything through; throws where the bot broke a rule. */
  forget(): void;
  /** Ends the bot's process, as it were, and starts another one on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A member whose client can do what only Discord has. */
export interface DiscordFace extends Face {
  /** A card that the bot sent by itself becomes the last card. */
  looksAt(message: StoredMessage): Seen;
  /** What the member does next reaches the bot twice. */
  twice(): DiscordFace;
}

export async function discordWorld(
  options: {
    readonly heartbeatMs?: number;
    /** Stands in for the bot's own, to make a handler slow. */
    readonly dispatcher?: (own: Dispatcher) => Dispatcher;
  } = {},
): Promise<DiscordWorld> {
  const server = await startDiscordServer(options.heartbeatMs);
  server.state.guilds.set(guild.id, guild);
  const database = await freshDatabase();
  const clock = storyClock();
  const log = rememberingLog();
  const fatal: Error[] = [];
  const persons = new Map<string, string>();

  const person = (name: string, moderator = false): Person => {
    const id = persons.get(name) ?? String(800_000_000_000_000_001n + BigInt(persons.size));
    persons.set(name, id);
    return { id, name, moderator };
  };
  const boot = async () => {
    const secretKey = new Uint8Array(32).fill(7);
    const bot = composeBot({ database, secretKey, clock, random: systemRandom, log });
    const dispatcher = options.dispatcher?.(bot.dispatcher) ?? bot.dispatcher;
    const discord = createDiscord({
      options: { token: server.state.token, apiUrl: server.apiUrl, sharding: 'auto' },
      dispatcher,
      communities: bot.communities.port,
      locales: ['en'],
      clock,
      log,
      onFatal: (error) => fatal.push(error),
    });
    const connected = log.heard('Connected to Discord');
    await discord.start();
    await connected;
    return { bot, discord };
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
    face: (name, { moderator = false, where = inGeneral } = {}) =>
      createFace({ server, log, dispatcher: running.bot.dispatcher, person: person(name, moderator), where }),
    restart: async () => {
      await running.discord.close();
      running = await boot();
    },
    close: async () => {
      await running.discord.close();
      await server.close();
      await database.close();
      server.forget();
    },
  };
}

interface FaceParts {
  readonly server: DiscordServer;
  readonly log: ReturnType<typeof rememberingLog>;
  readonly dispatcher: Dispatcher;
  readonly person: Person;
  readonly where: Where;
}

function createFace(parts: FaceParts): DiscordFace {
  const { server, log, person, where } = parts;
  let message: StoredMessage | undefined;
  let open: { modal: DrawnModal; openedOn?: StoredMessage } | undefined;
  let isTwice = false;

  const take = (shown: Shown): Seen => {
    log.check();
    if (shown.kind === 'choices') throw new Error('A client shows choices only while an option is typed');
    if (shown.kind === 'modal') {
      open = shown;
      return seenModal(shown.modal);
    }
    open = undefined;
    message = shown.message;
    return seenMessage(message);
  };
  const act = async (deed: Omit<Parameters<DiscordServer['act']>[0], 'person' | 'where' | 'twice'>) => {
    const twice = isTwice;
    isTwice = false;
    return take(await server.act({ ...deed, person, where, twice }));
  };
  const use = (label: string, chosen?: readonly string[]) => {
    const on = message;
    const control = on?.body.components
      ?.flatMap((row) => row.components)
      .find((each) => label === (each.type === 3 ? each.placeholder : each.label));
    if (!on || control?.custom_id === undefined) throw new Error(`There is no "${label}" on the last card`);
    const customId = control.custom_id;
    return act({ type: 3, message: on, make: (ids) => componentPayload(ids, on, customId, chosen) });
  };

  const face: DiscordFace = {
    types: async (line) => {
      const help = shownWhileTyping(line, parts.dispatcher);
      if (help) return help;
      const { path, options } = takeApart(line, parts.dispatcher);
      return act({ type: 2, make: (ids) => commandPayload(ids, path, options) });
    },
    presses: (label) => use(label),
    chooses: (label, ...chosen) => use(label, chosen),
    submits: async (values) => {
      if (!open) throw new Error('There is no open form');
      const { modal, openedOn } = open;
      const all = standingValues(modal, values);
      const answered = await act({
        type: 5,
        ...(openedOn ? { message: openedOn } : {}),
        make: (ids) => modalPayload(ids, modal.custom_id, all, openedOn),
      });
      return reopened(face, answered);
    },
    looksAt: (sent) => take({ kind: 'message', message: sent }),
    twice: () => {
      isTwice = true;
      return face;
    },
  };
  return face;
}

/**
 * Discord can neither mark an error in a form nor open one after another: it shows a card with the button that opens it. A
 * story reads it as any other platform's: the form, with what the card said beside its fields.
 */
async function reopened(face: Face, answered: Seen): Promise<Seen> {
  const [only, ...others] = answered.buttons;
  if (others.length > 0 || (only !== 'Edit' && only !== 'Open the form')) return answered;
  const again = await face.presses(only);
  if (!again.form) return again;
  const fields = again.form.fields.map((field) => {
    const line = answered.text.split('\n').find((each) => each.startsWith(`${field.label}: `));
    return line === undefined ? field : { ...field, error: line.slice(field.label.length + 2) };
  });
  return { ...again, form: { ...again.form, fields } };
}

/** Discord's client itself shows what a command takes, from what is registered: there is no help to send for. */
function shownWhileTyping(line: string, { commands }: Dispatcher): Seen | undefined {
  const parsed = parseLine(line, commands);
  if (!parsed.ok || parsed.value.kind !== 'help') return undefined;
  const [registered] = renderCommands([parsed.value.entry], ['en']);
  const options = (registered?.options ?? []).map(({ name, description }) => `${name}: ${description}`);
  return { text: [registered?.description ?? '', ...options].join('\n'), buttons: [], selects: [], copyable: [] };
}

/** A line as somebody fills it into Discord's client: the command chosen from the list, each value in its option. */
function takeApart(line: string, { commands }: Dispatcher): { path: readonly string[]; options: OptionParts[] } {
  const parsed = parseLine(line, commands);
  if (!parsed.ok || parsed.value.kind === 'help') return takeRaw(line);
  const { command, raw } = parsed.value;
  const group = commands.find((entry) => 'subcommands' in entry && entry.subcommands.includes(command));
  const path = group ? [group.name, command.name] : [command.name];
  const read = readOptions(command, raw);
  if (!read.ok) return { path, options: Object.entries(raw).map(([name, value]) => ({ name, type: 3, value })) };
  const options = Object.entries(read.value).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (isWords(value)) return [{ name, type: 3, value: value.value }];
    return [typeof value === 'number' ? { name, type: 10, value } : { name, type: 3, value }];
  });
  return { path, options };
}

/** What no client of Discord lets anybody send, as a forged request would. */
function takeRaw(line: string): { path: readonly string[]; options: OptionParts[] } {
  const [name = '', ...rest] = line.replace(/^\//, '').split(/\s+/);
  const options = rest.flatMap((piece) => {
    const [, option, value] = /^([a-z-]+):"?(.*?)"?$/.exec(piece) ?? [];
    return option === undefined || value === undefined ? [] : [{ name: option, type: 3, value }];
  });
  return { path: [name], options };
}
