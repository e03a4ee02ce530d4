import { OAuth2Scopes, PermissionFlagsBits } from 'discord-api-types/v10';

/** The rights that the bot asks for, and what each is for. Nothing else is asked for. */
export const permissions = {
  ViewChannel: 'to post in the channels that a moderator chose',
  SendMessages: 'to post a round, a story or a pairing there',
  EmbedLinks: 'to show its cards, which Discord draws as embeds',
  AttachFiles: 'to add a picture or a calendar file',
  CreatePublicThreads: 'to open one thread for each round',
  CreatePrivateThreads: 'to give the members of a pairing a place of their own',
  SendMessagesInThreads: 'to post in those threads',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

/** The address at which whoever manages a server adds the bot to it, with exactly these rights. */
export function inviteLink(applicationId: string): string {
  const names = Object.keys(permissions) as (keyof typeof permissions)[];
  const bits = names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(bits),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
