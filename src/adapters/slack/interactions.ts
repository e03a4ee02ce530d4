import type { BlockAction, GlobalShortcut, MessageShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type {
  Actor,
  CommandInteraction,
  LineInteraction,
  Place,
  PressInteraction,
  SubmitInteraction,
} from '../../core/interactions/index.ts';
import { linkAction } from './cards.ts';
import { type Carried, readCarried, submittedValues } from './forms.ts';
import { umbrellaCommand } from './manifest.ts';
import { messageText, unescapeText } from './markdown.ts';

/** Who acted, as far as the payload tells. */
export interface Sender {
  readonly userId: string;
  /** The handle, for when Slack does not tell the name. */
  readonly handle: string;
  /** The workspace. */
  readonly teamId: string;
  readonly enterpriseId: string | undefined;
}

/** What was done, apart from who did it. */
type Act<Interaction> = Omit<Interaction, 'actor'>;

/** A payload understood. `triggerId` opens a modal for 3 s; `responseUrl` takes five answers in 30 min. */
export interface Heard<Interaction> {
  readonly sender: Sender;
  readonly act: Act<Interaction>;
  readonly triggerId: string;
  readonly responseUrl?: string;
}

/** Where a button was pressed, and so where its answer belongs. */
export type Surface =
  /**
   * `isKept`: a message in the bot's own conversation with the member, not one that vanishes. `isShared`: a message that
   * others read as well.
   */
  | { readonly kind: 'message'; readonly isKept: boolean; readonly isShared: boolean }
  | { readonly kind: 'modal'; readonly viewId: string; readonly carried: Carried }
  | { readonly kind: 'home' };

export interface HeardPress extends Heard<PressInteraction> {
  readonly surface: Surface;
}

export interface HeardSubmit extends Heard<SubmitInteraction> {
  readonly viewId: string;
  /** The modal below this one, if there is one. */
  readonly previousViewId: string | undefined;
  readonly carried: Carried;
}

/** Reads a slash command. `/rebound goal list` is another way to say `/goal list`. */
export function hearCommand(body: SlashCommand): Heard<LineInteraction> {
  const text = unescapeText(body.text ?? '').trim();
  const line = body.command === `/${umbrellaCommand}` ? `/${text || 'help'}` : `${body.command} ${text}`.trim();
  return {
    sender: {
      userId: body.user_id,
      handle: body.user_name,
      teamId: body.team_id,
      enterpriseId: body.enterprise_id,
    },
    // Slack gives a command no id of its own; each has a trigger of its own, and a repeat carries the same.
    act: { kind: 'line', id: body.trigger_id, place: placeOf(body.channel_id), line },
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
  };
}

/** Reads a global shortcut; its callback_id is the name of the command that it stands for. */
export function hearShortcut(body: GlobalShortcut): Heard<LineInteraction> {
  return {
    sender: {
      userId: body.user.id,
      handle: body.user.username,
      teamId: body.team?.id ?? body.user.team_id ?? body.enterprise?.id ?? '',
      enterpriseId: body.enterprise?.id ?? body.team?.enterprise_id,
    },
    act: { kind: 'line', id: body.trigger_id, place: { kind: 'direct' }, line: `/${body.callback_id}` },
    triggerId: body.trigger_id,
  };
}

/** A message shortcut understood, and whether the message is of whoever uses it. */
export interface HeardMessageShortcut extends Heard<CommandInteraction> {
  readonly isOwnMessage: boolean;
}

/**
 * Reads a shortcut of a message; its callback_id names the command and the option that takes the message's text, as in
 * `goal add words`. The payload brings the text: nothing is read from Slack for it.
 */
export function hearMessageShortcut(body: MessageShortcut): HeardMessageShortcut {
  const [name = '', subcommand = '', option = ''] = body.callback_id.split(' ');
  return {
    sender: {
      userId: body.user.id,
      handle: body.user.name,
      teamId: body.team?.id ?? body.user.team_id ?? '',
      enterpriseId: body.team?.enterprise_id,
    },
    act: {
      kind: 'command',
      id: body.trigger_id,
      place: placeOf(body.channel.id),
      path: [name, subcommand],
      values: { [option]: messageText(body.message.text ?? '').trim() },
    },
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    isOwnMessage: body.message.user === body.user.id,
  };
}

/** Reads a press of a button or a choice from a select; undefined where there is nothing to do, as for a link. */
export function hearPress(body: BlockAction): HeardPress | undefined {
  const [action] = body.actions;
  if (!action || action.action_id.startsWith(`${linkAction}:`)) return undefined;
  const chosen = action.type === 'static_select' ? [action.selected_option.value] : [];
  const surface = surfaceOf(body);
  return {
    sender: {
      userId: body.user.id,
      handle: body.user.username,
      teamId: body.view?.app_installed_team_id ?? body.team?.id ?? body.user.team_id ?? body.enterprise?.id ?? '',
      enterpriseId: body.enterprise?.id ?? body.team?.enterprise_id,
    },
    act: {
      kind: 'press',
      id: `${body.trigger_id} ${action.action_ts}`,
      place: surface.kind === 'modal' ? surface.carried.place : placeOf(body.channel?.id, threadOf(body)),
      token: action.action_id,
      chosen,
    },
    triggerId: body.trigger_id,
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    surface,
  };
}

/** Reads a submitted modal. */
export function hearSubmit(body: ViewSubmitAction): HeardSubmit {
  const { view } = body;
  const carried = readCarried(view.private_metadata);
  return {
    sender: {
      userId: body.user.id,
      handle: body.user.name,
      teamId: view.app_installed_team_id ?? body.team?.id ?? body.user.team_id ?? body.enterprise?.id ?? '',
      enterpriseId: body.enterprise?.id ?? body.team?.enterprise_id,
    },
    act: {
      kind: 'submit',
      id: body.trigger_id,
      place: carried.place,
      token: view.callback_id,
      values: submittedValues(view.state.values),
    },
    triggerId: body.trigger_id,
    viewId: view.id,
    previousViewId: view.previous_view_id ?? undefined,
    carried,
  };
}

/** The sender as core knows an actor, with what Slack tells of them. */
export function actorOf(sender: Sender, person: Pick<Actor, 'displayName' | 'isModerator' | 'locale' | 'zone'>): Actor {
  return { platform: 'slack', communityId: sender.teamId, userId: sender.userId, ...person };
}

function placeOf(channelId: string | undefined, threadId?: string): Place {
  // Ids of conversations between two begin with D.
  if (channelId === undefined || channelId.startsWith('D')) return { kind: 'direct' };
  return threadId === undefined ? { kind: 'channel', channelId } : { kind: 'thread', channelId, threadId };
}

function threadOf(body: BlockAction): string | undefined {
  const thread: unknown = body.container.thread_ts;
  return typeof thread === 'string' ? thread : undefined;
}

function surfaceOf(body: BlockAction): Surface {
  if (body.view?.type === 'home') return { kind: 'home' };
  if (body.view) return { kind: 'modal', viewId: body.view.id, carried: readCarried(body.view.private_metadata) };
  const isDirect = body.channel?.id.startsWith('D') ?? false;
  const vanishes = body.container.is_ephemeral === true;
  return { kind: 'message', isKept: isDirect && !vanishes, isShared: !isDirect && !vanishes };
}
