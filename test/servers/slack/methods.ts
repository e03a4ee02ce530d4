import type { KnownBlock } from '@slack/types';
import { faultsOfHome, faultsOfMessage, faultsOfModal } from './check.ts';
import { directId, type Message, named, post, replace, type State, type View, type Window } from './state.ts';

export type Args = Readonly<Record<string, unknown>>;
/** A failure with Slack's own code. */
export class ApiError extends Error {}

/** What a method answers besides `ok`. @param team the workspace or organisation of the token. */
type Method = (state: State, args: Args, team: string) => object;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The methods that the bot may use; docs.slack.dev, "Methods". Any other is `unknown_method`. */
export const methods: Readonly<Record<string, Method>> = {
  'auth.test': (state, _args, team) => ({
    url: 'https://jobs.slack.test/',
    team: state.workspaces.get(team)?.name ?? team,
    team_id: team,
    user_id: 'UBOT',
    bot_id: 'BBOT',
  }),
  'users.info': (state, args) => {
    const user = state.users.get(text(args.user));
    if (!user) throw new ApiError('user_not_found');
    return {
      user: {
        id: user.id,
        team_id: user.teamId,
        name: user.name,
        deleted: user.isGone,
        real_name: user.name,
        tz: user.zone,
        locale: user.locale,
        is_admin: user.isModerator,
        is_owner: false,
        is_primary_owner: false,
        profile: { display_name: user.name, real_name: user.name },
      },
    };
  },
  'conversations.open': (state, args) => {
    const members = text(args.users).split(',');
    for (const id of members) requireReachable(state, id);
    const [only = ''] = members;
    if (members.length === 1) return { channel: { id: directChannel(state, only) } };
    const name = members.toSorted().join('-');
    const known = [...state.channels.values()].find((channel) => channel.name === name);
    const channel = known ?? { id: `G${state.next()}`, name, members };
    state.channels.set(channel.id, channel);
    return { channel: { id: channel.id } };
  },
  'chat.postMessage': (state, args) => {
    const { blocks, said } = requireMessage(state, args);
    const channel = channelFor(state, text(args.channel));
    const threadTs = text(args.thread_ts);
    if (threadTs !== '' && !state.messages.some((each) => each.ts === threadTs)) throw new ApiError('thread_not_found');
    const message = post(state, { channel, text: said, blocks, ...(threadTs === '' ? {} : { threadTs }) });
    return { channel, ts: message.ts, message: { ts: message.ts, text: said } };
  },
  'chat.update': (state, args) => {
    const { blocks, said } = requireMessage(state, args);
    const message = state.messages.find((each) => each.ts === args.ts && each.channel === args.channel);
    if (!message) throw new ApiError('message_not_found');
    replace(state, message, { text: said, blocks });
    return { channel: message.channel, ts: message.ts };
  },
  'views.open': (state, args) => {
    const window = useTrigger(state, args);
    const view = viewOf(state, args.view, 'modal');
    window.modals = [view];
    return shownView(window, view);
  },
  'views.push': (state, args) => {
    const window = useTrigger(state, args);
    if (window.modals.length >= 3) throw new ApiError('push_limit_reached');
    const view = viewOf(state, args.view, 'modal');
    window.modals.push(view);
    return shownView(window, view);
  },
  'views.update': (state, args) => {
    const window = state.windows.find(({ modals }) => modals.some((view) => view.id === args.view_id));
    const open = window?.modals.find((view) => view.id === args.view_id);
    if (!window || !open) throw new ApiError('not_found');
    redraw(open, viewOf(state, args.view, 'modal'));
    return shownView(window, open);
  },
  'views.publish': (state, args) => {
    const userId = text(args.user_id);
    if (!state.users.has(userId)) throw new ApiError('user_not_found');
    const view = viewOf(state, args.view, 'home');
    state.homes.set(userId, view);
    return { view: { id: view.id } };
  },
  'files.getUploadURLExternal': (state, args) => {
    const id = `F${state.next()}`;
    state.uploads.set(id, { name: text(args.filename), length: Number(args.length), bytes: Buffer.alloc(0) });
    return { file_id: id, upload_url: `/upload/${id}` };
  },
  'files.completeUploadExternal': (state, args) => {
    const files = args.files as readonly { id: string; title?: string }[];
    const broken = files.find(({ id }) => {
      const upload = state.uploads.get(id);
      return !upload || upload.bytes.length !== upload.length;
    });
    if (broken) throw new ApiError('file_not_found');
    const channel = text(args.channel_id);
    if (!state.channels.has(channel)) throw new ApiError('channel_not_found');
    const threadTs = text(args.thread_ts);
    const message = post(state, { channel, text: '', blocks: [], ...(threadTs === '' ? {} : { threadTs }) });
    message.files.push(...files.flatMap(({ id }) => state.uploads.get(id) ?? []));
    return { files };
  },
};

/** The right that a call needs; docs.slack.dev, "Methods". */
export function scopeOf(method: string, args: Args): string | undefined {
  switch (method) {
    case 'chat.postMessage':
    case 'chat.update':
      return 'chat:write';
    case 'conversations.open':
      return text(args.users).includes(',') ? 'mpim:write' : 'im:write';
    case 'files.getUploadURLExternal':
    case 'files.completeUploadExternal':
      return 'files:write';
    case 'users.info':
      return 'users:read';
    default:
      return undefined;
  }
}

/** Opens, or finds, the bot's own conversation with a user. */
export function directChannel(state: State, userId: string): string {
  const id = directId(userId);
  state.channels.set(id, { id, name: 'directmessage', members: [userId] });
  return id;
}

/** What Slack would refuse is noted and refused. */
export function requireTaken(state: State, faults: readonly string[]): void {
  if (faults.length === 0) return;
  state.refused.push(...faults);
  throw new ApiError(
    faults.some((fault) => fault.startsWith('msg_blocks_too_long')) ? 'msg_blocks_too_long' : 'invalid_blocks',
  );
}

export function viewOf(state: State, given: unknown, type: View['type']): View {
  requireTaken(state, type === 'modal' ? faultsOfModal(given) : faultsOfHome(given));
  const view = given as Omit<View, 'id' | 'hash'>;
  const id = `V${state.next()}`;
  return {
    id,
    type,
    callback_id: view.callback_id ?? '',
    private_metadata: view.private_metadata ?? '',
    ...(view.title ? { title: view.title } : {}),
    ...(view.submit ? { submit: view.submit } : {}),
    blocks: named(state, view.blocks as readonly KnownBlock[]),
    hash: `${state.next()}.h`,
  };
}

/** Puts another view in the place of an open one, whose id stays. */
export function redraw(open: View, next: View): void {
  delete open.submit;
  Object.assign(open, next, { id: open.id });
}

function requireMessage(state: State, args: Args): { blocks: readonly KnownBlock[]; said: string } {
  requireTaken(state, faultsOfMessage(args));
  return { blocks: (args.blocks ?? []) as Message['blocks'], said: text(args.text) };
}

function channelFor(state: State, id: string): string {
  if (id.startsWith('U')) {
    requireReachable(state, id);
    return directChannel(state, id);
  }
  if (!state.channels.has(id)) throw new ApiError('channel_not_found');
  return id;
}

function requireReachable(state: State, userId: string): void {
  const user = state.users.get(userId);
  if (!user) throw new ApiError('user_not_found');
  if (user.isGone) throw new ApiError('user_disabled');
}

/** A trigger opens one thing, and soon. */
function useTrigger(state: State, args: Args): Window {
  const trigger = text(args.trigger_id);
  const window = state.triggers.get(trigger);
  if (window === undefined) throw new ApiError('expired_trigger_id');
  state.triggers.delete(trigger);
  return window;
}

function shownView(window: Window, view: View): object {
  window.shown.push({ kind: 'view', view });
  return { view: { id: view.id, hash: view.hash, blocks: view.blocks } };
}
