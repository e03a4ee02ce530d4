import { isDeepStrictEqual } from 'node:util';
import { DiscordAPIError, type REST } from 'discord.js';
import {
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord-api-types/v10';
import { SetupError, Temporary } from '../../core/errors/index.ts';
import type { DiscordCommand } from './commands.ts';
import { kindOf } from './failures.ts';
import { setupFaultOf } from './gateway.ts';

/** How what is registered differs from what the bot offers; all empty where it does not. */
export interface CommandChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Command name and the parts of it that differ. */
  readonly changed: readonly { readonly name: string; readonly parts: readonly string[] }[];
}

/** The commands that are registered in one server or, without `guildId`, everywhere. */
export interface Registrar {
  readonly applicationId: string;
  /** Throws `SetupError` where Discord does not let the bot look, `Temporary` where it does not answer. */
  compare(wanted: readonly DiscordCommand[], guildId?: string): Promise<CommandChanges>;
  /** Puts all commands in one call: what is not among them is gone. */
  put(wanted: readonly DiscordCommand[], guildId?: string): Promise<void>;
}

/** Asks Discord who the bot is. Throws `SetupError` for a wrong token, `Temporary` where Discord does not answer. */
export async function createRegistrar(rest: REST): Promise<Registrar> {
  const ask = async <Result>(request: Promise<unknown>): Promise<Result> => {
    try {
      return (await request) as Result;
    } catch (error) {
      throw setupFaultOf(error) ?? unanswered(error);
    }
  };
  const { id } = await ask<RESTGetCurrentApplicationResult>(rest.get(Routes.currentApplication()));
  const routeOf = (guildId: string | undefined) => {
    return guildId === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
  };
  return {
    applicationId: id,
    compare: async (wanted, guildId) => {
      const query = new URLSearchParams({ with_localizations: 'true' });
      const registered = await ask<RESTGetAPIApplicationCommandsResult>(rest.get(routeOf(guildId), { query }));
      return compareCommands(registered, wanted);
    },
    put: async (wanted, guildId) => {
      await ask(rest.put(routeOf(guildId), { body: wanted }));
    },
  };
}

function unanswered(error: unknown): Error {
  if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) {
    return new SetupError(
      'Discord does not let the bot see the commands there. Is it a server that the bot was added to?',
    );
  }
  return new Temporary(`Discord did not do as asked (${kindOf(error)})`);
}

// What makes two commands the same; Discord adds ids, versions and defaults to what it was given.
const comparedParts = [
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'default_member_permissions',
  'contexts',
  'integration_types',
] as const;

/** Pure: what `put` would change. */
export function compareCommands(registered: readonly object[], wanted: readonly DiscordCommand[]): CommandChanges {
  const there = new Map(registered.map((command) => [nameOf(command), command]));
  const names = new Set(wanted.map((command) => command.name));
  return {
    added: wanted.filter((command) => !there.has(command.name)).map((command) => command.name),
    removed: [...there.keys()].filter((name) => !names.has(name)),
    changed: wanted.flatMap((command) => {
      const other = there.get(command.name);
      const parts = other === undefined ? [] : differingParts(other, command);
      return parts.length === 0 ? [] : [{ name: command.name, parts }];
    }),
  };
}

function nameOf(command: object): string {
  return 'name' in command ? String(command.name) : '';
}

function differingParts(registered: object, wanted: DiscordCommand): string[] {
  return comparedParts.filter((part) => {
    const before = part in registered ? (registered as Record<string, unknown>)[part] : undefined;
    return !isDeepStrictEqual(plain(before), plain(wanted[part]));
  });
}

/** Without what Discord leaves out or adds where it means nothing: null, false, and empty lists and maps; in one order. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(plain);
  if (typeof value !== 'object' || value === null) return value === null || value === false ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, plain(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function isUnchanged({ added, removed, changed }: CommandChanges): boolean {
  return added.length + removed.length + changed.length === 0;
}
