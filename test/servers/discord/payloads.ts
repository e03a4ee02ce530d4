/** Interactions as Discord's gateway sends them (API v10), with the parts that clients and Discord always fill in. */

export interface Person {
  readonly id: string;
  readonly name: string;
  /** The right to manage the server. */
  readonly moderator: boolean;
  /** What their client is set to; British English unless it says so. */
  readonly locale?: string;
}

export type Where =
  | { readonly kind: 'channel'; readonly guildId: string; readonly channelId: string }
  | {
      readonly kind: 'thread';
      readonly guildId: string;
      readonly channelId: string;
      readonly threadId: string;
      readonly isPrivate?: boolean;
    }
  | { readonly kind: 'direct'; readonly channelId: string };

export interface InteractionParts {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly person: Person;
  readonly where: Where;
}

export interface OptionParts {
  readonly name: string;
  readonly type: number;
  readonly value: string | number;
  readonly focused?: boolean;
}

// View channel, send messages, use application commands; with 32 besides, manage the server.
const rightsOfMembers = 0x80000c00n;

function base({ id, token, applicationId, person, where }: InteractionParts) {
  const user = { id: person.id, username: person.name, global_name: person.name, avatar: null, discriminator: '0' };
  const shared = {
    id,
    application_id: applicationId,
    token,
    version: 1,
    locale: person.locale ?? 'en-GB',
    entitlements: [],
    attachment_size_limit: 10_485_760,
    app_permissions: '442368',
  };
  if (where.kind === 'direct') {
    const channel = { id: where.channelId, type: 1, recipients: [user] };
    return { ...shared, channel_id: where.channelId, channel, user, context: 1, authorizing_integration_owners: {} };
  }
  const permissions = String(person.moderator ? rightsOfMembers | 32n : rightsOfMembers);
  const member = {
    user,
    nick: null,
    permissions,
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    deaf: false,
    mute: false,
  };
  const channel =
    where.kind === 'thread'
      ? {
          id: where.threadId,
          type: where.isPrivate ? 12 : 11,
          name: 'thread',
          parent_id: where.channelId,
          guild_id: where.guildId,
        }
      : { id: where.channelId, type: 0, name: 'general', parent_id: null, guild_id: where.guildId };
  return {
    ...shared,
    guild_id: where.guildId,
    guild: { id: where.guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel_id: channel.id,
    channel,
    member: { ...member, flags: 0 },
    context: 0,
    authorizing_integration_owners: { 0: where.guildId },
  };
}

/** A slash command; `path` is the command and, where there is one, its subcommand. */
export function commandPayload(parts: InteractionParts, path: readonly string[], options: readonly OptionParts[]) {
  return { ...base(parts), type: 2, data: commandData(path, options) };
}

/** Asked while an option is typed. */
export function autocompletePayload(parts: InteractionParts, path: readonly string[], options: readonly OptionParts[]) {
  return { ...base(parts), type: 4, data: commandData(path, options) };
}

function commandData([name = '', subcommand]: readonly string[], options: readonly OptionParts[]) {
  const given = subcommand === undefined ? options : [{ name: subcommand, type: 1, options }];
  return { id: '900000000000000001', name, type: 1, options: given };
}

/** A press of a button, or with `values` a choice from a select. */
export function componentPayload(
  parts: InteractionParts,
  message: { readonly id: string },
  customId: string,
  values?: readonly string[],
) {
  const data = { custom_id: customId, id: 2, component_type: values ? 3 : 2, ...(values ? { values } : {}) };
  return { ...base(parts), type: 3, message, data };
}

/** A submitted form; `message` is the one whose button opened it. */
export function modalPayload(
  parts: InteractionParts,
  customId: string,
  values: Readonly<Record<string, string | readonly string[]>>,
  message?: { readonly id: string },
) {
  const components = Object.entries(values).map(([name, value], index) => ({
    type: 18,
    id: index + 1,
    component:
      typeof value === 'string' ? { type: 4, custom_id: name, value } : { type: 3, custom_id: name, values: value },
  }));
  return { ...base(parts), ...(message ? { message } : {}), type: 5, data: { custom_id: customId, components } };
}
