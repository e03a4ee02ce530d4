import type { KnownBlock } from '@slack/types';

/** A workspace of the pretended Slack. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly enterpriseId?: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  isModerator: boolean;
  locale: string;
  zone: string;
  /** Takes no messages from the bot any more. */
  isGone: boolean;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  text: string;
  blocks: readonly KnownBlock[];
  readonly threadTs?: string;
  /** Of a message that one user alone sees. */
  readonly onlyFor?: string;
  readonly files: { readonly name: string; readonly bytes: Buffer }[];
}

/** One window of Slack's client: modals open where somebody pressed, messages appear in all of a user's. */
export interface Window {
  readonly userId: string;
  /** The topmost last. */
  modals: View[];
  readonly shown: Shown[];
}

export interface View {
  readonly id: string;
  type: 'modal' | 'home';
  callback_id: string;
  private_metadata: string;
  title?: { readonly text: string };
  submit?: { readonly text: string };
  blocks: readonly KnownBlock[];
  hash: string;
}

/** Something that came to be seen by a user. */
export type Shown =
  | { readonly kind: 'message'; readonly message: Message; readonly isReplaced: boolean }
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'errors'; readonly view: View; readonly errors: Readonly<Record<string, string>> };

/** Fails the next call of a method. */
export interface Fault {
  /** A method of the Web API, or `response_url`. */
  readonly method: string;
  readonly status: number;
  /** Slack's code, for a failure told with status 200. */
  readonly error?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All that the pretended Slack holds. */
export interface State {
  /** Of the server, for the addresses that it gives out. */
  origin: string;
  /** Organisations that installed the bot as a whole. */
  readonly organisations: Set<string>;
  readonly workspaces: Map<string, Workspace>;
  readonly users: Map<string, User>;
  /** Bot tokens with the workspace or organisation that each is for. */
  readonly tokens: Map<string, string>;
  /** The rights that were granted with them: said with every answer, and needed by most methods. */
  scopes: readonly string[];
  readonly channels: Map<string, { readonly id: string; readonly name: string; readonly members: readonly string[] }>;
  readonly messages: Message[];
  readonly windows: Window[];
  readonly homes: Map<string, View>;
  /** Trigger ids that still open something, and where. */
  readonly triggers: Map<string, Window>;
  /** Per response_url who is answered, where, and how many answers are left. */
  readonly responses: Map<string, Response>;
  readonly faults: Fault[];
  /** Asked of every call whether it fails, and how. */
  interfere?: (method: string, args: Readonly<Record<string, unknown>>) => Omit<Fault, 'method'> | undefined;
  /** What the bot sent that Slack would not take. */
  readonly refused: string[];
  readonly calls: { readonly method: string; readonly at: number; readonly args: Readonly<Record<string, unknown>> }[];
  readonly uploads: Map<string, { readonly name: string; readonly length: number; bytes: Buffer }>;
  /** An id that is never given twice. */
  next(): number;
}

export interface Response {
  readonly window: Window;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly original?: Message;
  left: number;
}

export function createState(): State {
  let count = 0;
  return {
    origin: '',
    organisations: new Set(),
    workspaces: new Map(),
    users: new Map(),
    tokens: new Map(),
    scopes: ['chat:write', 'commands', 'files:write', 'im:write', 'mpim:write', 'users:read'],
    channels: new Map(),
    messages: [],
    windows: [],
    homes: new Map(),
    triggers: new Map(),
    responses: new Map(),
    faults: [],
    refused: [],
    calls: [],
    uploads: new Map(),
    next: () => {
      count += 1;
      return count;
    },
  };
}

/** Puts a message where it belongs and before whoever may see it; in `window` alone where it answers what was done there. */
export function post(state: State, message: Omit<Message, 'ts' | 'files'>, window?: Window): Message {
  const posted: Message = { ...message, blocks: named(state, message.blocks), ts: newTs(state), files: [] };
  state.messages.push(posted);
  for (const each of windowsOf(state, posted, window)) {
    each.shown.push({ kind: 'message', message: posted, isReplaced: false });
  }
  return posted;
}

export function replace(
  state: State,
  message: Message,
  content: Pick<Message, 'text' | 'blocks'>,
  window?: Window,
): void {
  Object.assign(message, { text: content.text, blocks: named(state, content.blocks) });
  for (const each of windowsOf(state, message, window)) each.shown.push({ kind: 'message', message, isReplaced: true });
}

/** Blocks with the ids that Slack gives those that came without. */
export function named(state: State, blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  return blocks.map((block) => (block.block_id === undefined ? { ...block, block_id: `b${state.next()}` } : block));
}

function windowsOf(state: State, message: Message, window: Window | undefined): readonly Window[] {
  if (window) return [window];
  const readers = message.onlyFor === undefined ? state.channels.get(message.channel)?.members : [message.onlyFor];
  return state.windows.filter((each) => readers?.includes(each.userId));
}

/** The id of the bot's own conversation with a user. */
export function directId(userId: string): string {
  return `D${userId}`;
}

function newTs(state: State): string {
  return `17000000${String(state.next()).padStart(2, '0')}.000100`;
}
