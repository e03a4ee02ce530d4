import { renderCommands } from '../../src/adapters/discord/index.ts';
import { parseLine, readOptions } from '../../src/core/commands/index.ts';
import type { Dispatcher } from '../../src/core/interactions/index.ts';
import { isWords } from '../../src/core/text/index.ts';
import {
  commandPayload,
  componentPayload,
  modalPayload,
  type OptionParts,
  type Person,
  type Where,
} from '../servers/discord/payloads.ts';
import type { Deed, DiscordServer } from '../servers/discord/server.ts';
import type { DrawnModal, Shown, State, StoredMessage } from '../servers/discord/state.ts';
import { seenMessage, seenModal, standingValues } from './discord-seen.ts';
import type { Face, Reader, Seen } from './face.ts';
import type { rememberingLog } from './log.ts';

export const guild = { id: '700000000000000001', name: 'Job seekers' };
/** Where members are unless a test says otherwise. */
export const inGeneral = {
  kind: 'channel',
  guildId: guild.id,
  channelId: '600000000000000001',
} as const satisfies Where;

const channelIds: Readonly<Record<string, string>> = { general: inGeneral.channelId };

/** A member whose client can do what only Discord has. */
export interface DiscordFace extends Reader {
  /** A card that the bot sent by itself becomes the last card. */
  looksAt(message: StoredMessage): Seen;
  /** What the member does next reaches the bot twice. */
  twice(): DiscordFace;
}

interface FaceParts {
  readonly server: DiscordServer;
  readonly log: ReturnType<typeof rememberingLog>;
  readonly dispatcher: Dispatcher;
  readonly person: Person;
  readonly where: Where;
  /** The id of somebody by the name that stories have for them. */
  readonly idOf: (name: string) => string;
}

export function createFace(parts: FaceParts): DiscordFace {
  const { server, log, person } = parts;
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
    return seenMessage(message, server.state.names);
  };
  const act = async (deed: Omit<Deed, 'person' | 'where' | 'twice'>) => {
    const twice = isTwice;
    isTwice = false;
    const where = deed.message ? whereIs(server.state, deed.message.channelId, parts.where) : parts.where;
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
      const all = standingValues(modal, values, (type, name) => {
        return type === 5 ? parts.idOf(name) : (channelIds[name] ?? name);
      });
      const answered = await act({
        type: 5,
        ...(openedOn ? { message: openedOn } : {}),
        make: (ids) => modalPayload(ids, modal.custom_id, all, openedOn),
      });
      return reopened(face, answered);
    },
    reads: async (place) => {
      const channels = channelsOf(server.state, place, person.id);
      const sent = [...server.state.messages.values()].filter((each) => {
        return each.onlyFor === undefined && channels.has(each.channelId);
      });
      message = sent.findLast((each) => (each.body.components ?? []).length > 0) ?? message;
      return sent.map((each) => seenMessage(each, server.state.names));
    },
    looksAt: (sent) => take({ kind: 'message', message: sent }),
    twice: () => {
      isTwice = true;
      return face;
    },
  };
  return face;
}

/** The channels that a story means by a place: a channel with its threads, what is private, or what is of a few. */
function channelsOf({ directChannels, threads }: State, place: string, userId: string): ReadonlySet<string> {
  if (place === 'direct') return new Set([directChannels.get(userId) ?? '']);
  const all = [...threads.values()];
  if (place === 'group') return new Set(all.flatMap(({ id, memberIds }) => (memberIds.has(userId) ? [id] : [])));
  const channelId = channelIds[place];
  if (channelId === undefined) throw new Error(`There is no place "${place}"`);
  const below = all.filter((thread) => thread.parentId === channelId && !thread.isPrivate);
  return new Set([channelId, ...below.map(({ id }) => id)]);
}

/** Where somebody is who looks at a message of this channel. */
function whereIs({ directChannels, threads }: State, channelId: string, home: Where): Where {
  const thread = threads.get(channelId);
  if (thread) {
    const { parentId, isPrivate } = thread;
    return { kind: 'thread', guildId: guild.id, channelId: parentId, threadId: channelId, isPrivate };
  }
  return [...directChannels.values()].includes(channelId) ? { kind: 'direct', channelId } : home;
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
  const parsed = parseLine(line, commands, 'en');
  if (!parsed.ok || parsed.value.kind !== 'help') return undefined;
  const [registered] = renderCommands([parsed.value.entry], ['en']);
  const options = (registered?.options ?? []).map(({ name, description }) => `${name}: ${description}`);
  return { text: [registered?.description ?? '', ...options].join('\n'), buttons: [], selects: [], copyable: [] };
}

/** A line as somebody fills it into Discord's client: the command chosen from the list, each value in its option. */
function takeApart(line: string, { commands }: Dispatcher): { path: readonly string[]; options: OptionParts[] } {
  const parsed = parseLine(line, commands, 'en');
  if (!parsed.ok || parsed.value.kind === 'help') return takeRaw(line);
  const { command, raw } = parsed.value;
  const group = commands.find((entry) => 'subcommands' in entry && entry.subcommands.includes(command));
  const path = group ? [group.name, command.name] : [command.name];
  const read = readOptions(command, raw, 'en');
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
