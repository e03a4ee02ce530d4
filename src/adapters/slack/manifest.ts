import type { CommandEntry } from '../../core/commands/index.ts';
import { isGroup } from '../../core/commands/index.ts';
import { defaultLocale } from '../../core/text/index.ts';
import { messages } from './texts.ts';

/** `/rebound goal list`: reaches every command, also one whose own name Slack or another app has taken. */
export const umbrellaCommand = 'rebound';

/**
 * Names that Slack keeps for commands of its own: a manifest that has one is refused as a whole. What is among them is
 * reached through `/rebound` alone. Sources: slack.com/help "Use slash commands in Slack"; NousResearch/hermes-agent#18456.
 */
const reservedNames: ReadonlySet<string> = new Set(
  (
    'apps archive away call collapse dm dnd expand feed feedback huddle invite join kick leave me msg mute open prefs pro ' +
    'remind remove rename search shortcuts shrug star status topic unarchive who'
  ).split(' '),
);

/** Commands that a shortcut opens as well, where they exist; shortcuts work everywhere in Slack, also in threads. */
const shortcutCommands = ['rejected'] as const;

/** Commands that a shortcut of a message opens with its text, each with the option that takes it. */
const messageShortcuts = [{ name: 'goal', path: ['goal', 'add'], option: 'words' }] as const;

/** The rights that the bot asks for; why it needs each stands in docs/slack.md. */
export const botScopes: readonly string[] = [
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'mpim:write',
  'users:read',
];

/** The events that the bot listens to: none of them is a message. */
const botEvents: readonly string[] = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

/** How Slack reaches the bot: over a connection that the bot opens, or at its public address. */
export type Connection = { readonly kind: 'socket' } | { readonly kind: 'http'; readonly publicUrl: string };

/** Where Slack sends events and presses, and where an install comes back, below PUBLIC_URL. */
export const eventsPath = '/slack/events';
export const installPath = '/slack/install';
export const redirectPath = '/slack/oauth_redirect';

/**
 * The app manifest (docs.slack.dev, "App manifest reference"), ready to be pasted into Slack's "From a manifest". Throws for a
 * summary or name that Slack would refuse.
 */
export function slackManifest(commands: readonly CommandEntry[], connection: Connection): object {
  const isSocket = connection.kind === 'socket';
  const url = isSocket ? undefined : new URL(eventsPath, connection.publicUrl).href;
  return {
    display_information: {
      name: 'Rebound',
      description: messages.text(defaultLocale, 'app-description'),
      background_color: '#2f4858',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Rebound', always_online: true },
      shortcuts: shortcutsOf(commands),
      slash_commands: slashCommands(commands).map((command) => ({ ...command, ...(url ? { url } : {}) })),
    },
    oauth_config: {
      ...(isSocket ? {} : { redirect_urls: [new URL(redirectPath, connection.publicUrl).href] }),
      scopes: { bot: botScopes },
    },
    settings: {
      event_subscriptions: { ...(url ? { request_url: url } : {}), bot_events: botEvents },
      interactivity: { is_enabled: true, ...(url ? { request_url: url } : {}) },
      org_deploy_enabled: true,
      socket_mode_enabled: isSocket,
      token_rotation_enabled: false,
    },
  };
}

function slashCommands(commands: readonly CommandEntry[]): object[] {
  const own = commands
    .filter((command) => !reservedNames.has(command.name))
    .map((command) => ({
      command: `/${command.name}`,
      description: command.summary(defaultLocale),
      ...hintOf(command),
      should_escape: false,
    }));
  const umbrella = {
    command: `/${umbrellaCommand}`,
    description: messages.text(defaultLocale, 'umbrella-description'),
    usage_hint: messages.text(defaultLocale, 'umbrella-hint'),
    should_escape: false,
  };
  return [...own, umbrella];
}

/** What may follow a command, in the order in which flat text fills it; Slack shows it while somebody types. */
function hintOf(command: CommandEntry): { usage_hint?: string } {
  const parts = isGroup(command)
    ? [command.subcommands.map((each) => each.name).join(' | ')]
    : Object.keys(command.options).map((name) => `[${name}]`);
  const hint = parts.join(' ');
  return hint === '' ? {} : { usage_hint: hint };
}

function shortcutsOf(commands: readonly CommandEntry[]): object[] {
  const ofMessages = messageShortcuts
    .filter(({ path: [group] }) => commands.some((command) => command.name === group))
    .map(({ name, path, option }) => ({
      name: messages.text(defaultLocale, `shortcut-${name}`),
      type: 'message',
      callback_id: [...path, option].join(' '),
      description: messages.text(defaultLocale, `shortcut-${name}-description`),
    }));
  const global = shortcutCommands
    .filter((name) => commands.some((command) => command.name === name))
    .map((name) => ({
      name: messages.text(defaultLocale, `shortcut-${name}`),
      type: 'global',
      callback_id: name,
      description: messages.text(defaultLocale, `shortcut-${name}-description`),
    }));
  return [...global, ...ofMessages];
}
