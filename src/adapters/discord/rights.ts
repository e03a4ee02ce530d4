import type { REST } from 'discord.js';
import {
  type APIChannel,
  type APIGuildMember,
  type APIRole,
  PermissionFlagsBits,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord-api-types/v10';
import { permissions } from './invite.ts';

type Right = keyof typeof permissions;
type Overwrite = { readonly id: string; readonly allow: string; readonly deny: string };

/** A channel, with the server that it is in. */
export interface Spot {
  readonly guildId: string;
  readonly channelId: string;
}

/** Which rights the bot lacks in each of these channels; `gone` where it does not see the channel at all. In their order. */
export async function rightsMissing(
  rest: REST,
  spots: readonly Spot[],
): Promise<readonly (Spot & { readonly missing: readonly Right[] | 'gone' })[]> {
  const { bot } = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
  const found = [];
  for (const spot of spots) found.push({ ...spot, missing: await missingAt(rest, bot?.id ?? '', spot) });
  return found;
}

async function missingAt(rest: REST, botId: string, { guildId, channelId }: Spot): Promise<readonly Right[] | 'gone'> {
  try {
    const channel = (await rest.get(Routes.channel(channelId))) as APIChannel;
    const roles = (await rest.get(Routes.guildRoles(guildId))) as APIRole[];
    const member = (await rest.get(Routes.guildMember(guildId, botId))) as APIGuildMember;
    const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
    const held = rightsIn({ guildId, botId, roles, mine: member.roles, overwrites });
    const names = Object.keys(permissions) as Right[];
    return names.filter((name) => (held & PermissionFlagsBits[name]) === 0n);
  } catch {
    return 'gone';
  }
}

/**
 * What somebody may do in a channel: what the server gives to all and to their roles, then what the channel takes from and
 * gives to all, to their roles together, and to themselves. Source: docs.discord.com "Permissions", Permission Overwrites.
 */
export function rightsIn(parts: {
  readonly guildId: string;
  readonly botId: string;
  readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[];
  /** The ids of those that the bot has; the one of all is not among them. */
  readonly mine: readonly string[];
  readonly overwrites: readonly Overwrite[];
}): bigint {
  const { guildId, botId, roles, mine, overwrites } = parts;
  const having = [guildId, ...mine];
  const base = roles.filter(({ id }) => having.includes(id)).reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const among = (ids: readonly string[]) => overwrites.filter(({ id }) => ids.includes(id));
  return [among([guildId]), among(mine), among([botId])].reduce((held, layer) => {
    const denied = layer.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = layer.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (held & ~denied) | allowed;
  }, base);
}
