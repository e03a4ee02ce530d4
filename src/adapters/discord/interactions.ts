import {
  ApplicationCommandOptionType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Actor, Interaction, Place } from '../../core/interactions/index.ts';
import { words } from '../../core/text/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import { readCustomId } from './custom-id.ts';

const snowflake = z.string().regex(/^\d{1,20}$/);

const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
});

const base = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ id: snowflake, type: z.int(), parent_id: snowflake.nullish() }).optional(),
  member: z.object({ user, nick: z.string().nullish(), permissions: z.string().regex(/^\d+$/) }).optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  /** There where a card's button or select was used, or the form came from one. */
  message: z.object({ id: snowflake }).optional(),
};

const givenOption = z.object({
  name: z.string(),
  type: z.int(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const option = givenOption.extend({ options: z.array(givenOption).optional() });
const commandData = z.object({ name: z.string(), options: z.array(option).default([]) });

const formField = z.object({
  custom_id: z.string().optional(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

const received = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal(InteractionType.ApplicationCommand), data: commandData }),
  z.object({ ...base, type: z.literal(InteractionType.ApplicationCommandAutocomplete), data: commandData }),
  z.object({
    ...base,
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({
      custom_id: z.string(),
      component_type: z.literal([ComponentType.Button, ComponentType.StringSelect]),
      values: z.array(z.string()).default([]),
    }),
  }),
  z.object({
    ...base,
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({
      custom_id: z.string(),
      components: z.array(z.object({ type: z.int(), component: formField.optional() })).default([]),
    }),
  }),
]);

/** An interaction as Discord sent it, its shape checked; only what the bot reads of it. */
export type Received = z.infer<typeof received>;

/** Reads what came through the gateway; undefined for what is no interaction of a kind that the bot offers. */
export function readInteraction(payload: unknown): Received | undefined {
  const parsed = received.safeParse(payload);
  return parsed.success && userOf(parsed.data) ? parsed.data : undefined;
}

/** Who acted. */
export function userIdOf(interaction: Received): string {
  return userOf(interaction)?.id ?? '';
}

/** The server that an interaction belongs to; undefined for what was done in a direct message without saying which. */
export function communityOf(interaction: Received): string | undefined {
  if (interaction.guild_id !== undefined) return interaction.guild_id;
  return 'custom_id' in interaction.data ? readCustomId(interaction.data.custom_id).communityId : undefined;
}

/** The interaction as core knows it, done in the community that `communityId` names. */
export function toInteraction(from: Received, communityId: string): Interaction {
  const shared = { id: from.id, actor: actorOf(from, communityId), place: placeOf(from) };
  switch (from.type) {
    case InteractionType.ApplicationCommand: {
      const { path, options } = takeApart(from.data);
      return { kind: 'command', ...shared, path, values: valuesOf(options) };
    }
    case InteractionType.ApplicationCommandAutocomplete: {
      const { path, options } = takeApart(from.data);
      const focused = options.find((each) => each.focused);
      return { kind: 'suggest', ...shared, path, option: focused?.name ?? '', typed: String(focused?.value ?? '') };
    }
    case InteractionType.MessageComponent:
      return { kind: 'press', ...shared, token: readCustomId(from.data.custom_id).token, chosen: from.data.values };
    case InteractionType.ModalSubmit:
      return {
        kind: 'submit',
        ...shared,
        token: readCustomId(from.data.custom_id).token,
        values: fieldsOf(from.data.components),
      };
  }
}

function userOf(from: Received) {
  return from.member?.user ?? from.user;
}

const rightsOfModerators = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;

function actorOf(from: Received, communityId: string): Actor {
  const person = userOf(from);
  const rights = BigInt(from.member?.permissions ?? 0);
  return {
    platform: 'discord',
    communityId,
    userId: userIdOf(from),
    displayName: words(from.member?.nick ?? person?.global_name ?? person?.username ?? ''),
    isModerator: (rights & rightsOfModerators) !== 0n,
    locale: from.locale,
  };
}

// Announcement, public and private threads. Source: discord-api-types `ChannelType`.
const threadTypes: readonly number[] = [10, 11, 12];

function placeOf(from: Received): Place {
  const channelId = from.channel?.id ?? from.channel_id;
  if (from.guild_id === undefined || channelId === undefined) return { kind: 'direct' };
  const parent = from.channel?.parent_id;
  if (from.channel && threadTypes.includes(from.channel.type) && parent) {
    return { kind: 'thread', channelId: parent, threadId: channelId };
  }
  return { kind: 'channel', channelId };
}

type GivenOption = z.infer<typeof givenOption>;

function takeApart(data: z.infer<typeof commandData>): {
  path: [string] | [string, string];
  options: readonly GivenOption[];
} {
  const [first] = data.options;
  if (first?.type !== ApplicationCommandOptionType.Subcommand) return { path: [data.name], options: data.options };
  return { path: [data.name, first.name], options: first.options ?? [] };
}

function valuesOf(options: readonly GivenOption[]): Record<string, string | number> {
  const entries = options.flatMap(({ name, value }) => {
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function fieldsOf(components: readonly { readonly component?: z.infer<typeof formField> | undefined }[]): FormValues {
  const entries = components.flatMap(({ component }) => {
    const value = component?.values ?? component?.value;
    return component?.custom_id === undefined || value === undefined ? [] : [[component.custom_id, value] as const];
  });
  return Object.fromEntries(entries);
}
