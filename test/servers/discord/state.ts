/** What the server knows, as Discord would: all in memory. Ids are snowflakes in strings. */

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce?: string;
  body: MessageBody;
  files: readonly StoredFile[];
  /** Only the member with this id sees it. */
  readonly onlyFor?: string;
}

export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly text: string;
}

/** What of a message's body a client draws. */
export interface MessageBody {
  readonly content?: string;
  readonly embeds?: readonly DrawnEmbed[];
  readonly components?: readonly { readonly components: readonly DrawnControl[] }[];
  readonly attachments?: readonly { readonly filename: string; readonly description?: string }[];
}

export interface DrawnEmbed {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

export interface DrawnControl {
  readonly type: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly url?: string;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly description?: string }[];
}

/** A form that a client has open. */
export interface DrawnModal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly {
    readonly type: number;
    readonly content?: string;
    readonly label?: string;
    readonly description?: string;
    readonly component?: DrawnField;
  }[];
}

export interface DrawnField {
  readonly type: number;
  readonly custom_id: string;
  readonly value?: string;
  readonly required?: boolean;
  readonly max_length?: number;
  readonly max_values?: number;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
  /** What stands in a select of Discord's own channels or people. */
  readonly default_values?: readonly { readonly id: string }[];
}

export interface OpenInteraction {
  readonly id: string;
  readonly token: string;
  readonly userId: string;
  readonly channelId: string;
  /** 2 command, 3 button or select, 4 option while typed, 5 form. */
  readonly type: number;
  /** The card that it was done on. */
  readonly message?: StoredMessage;
  /** Discord takes a first response only this long. */
  readonly sentAt: number;
  /** The type of the first response, once there was one. */
  response?: number;
  /** What `@original` names. */
  original?: StoredMessage;
}

/** What a client shows in answer to what its member did. */
export type Shown =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  | { readonly kind: 'modal'; readonly modal: DrawnModal; readonly openedOn?: StoredMessage }
  | { readonly kind: 'choices'; readonly choices: readonly { readonly name: string; readonly value: string }[] };

export interface Guild {
  readonly id: string;
  readonly name: string;
}

export interface Thread {
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly memberIds: Set<string>;
  readonly archiveAfterMinutes: number;
  /** Nobody wrote in it for so long. */
  isArchived: boolean;
  /** A moderator closed it; only moderators open it again. */
  isLocked: boolean;
}

export interface State {
  readonly applicationId: string;
  readonly token: string;
  readonly guilds: Map<string, Guild>;
  readonly messages: Map<string, StoredMessage>;
  readonly threads: Map<string, Thread>;
  /** Channel id by user id. */
  readonly directChannels: Map<string, string>;
  /** Who is in no server any more. */
  readonly left: Set<string>;
  /** Who takes no direct messages. */
  readonly closedDirect: Set<string>;
  /** What servers give to all, as a bit set. */
  rights: bigint;
  /** What a channel takes from somebody or gives them, by the channel's id. */
  readonly overwrites: Map<string, readonly { readonly id: string; readonly allow: string; readonly deny: string }[]>;
  /** Channels that the bot may not post in. */
  readonly forbidden: Set<string>;
  /** Names of users by id, of those who did something. */
  readonly names: Map<string, string>;
  /** How many threads may be active at once, all channels together. */
  mostThreads: number;
  /** How many requests one route and channel takes in a time. */
  bucket: { readonly limit: number; readonly windowMs: number };
  /** How many shards a bot is told to run, and how many of them may identify at once. */
  sharding: { readonly shards: number; readonly concurrency: number };
  readonly interactions: Map<string, OpenInteraction>;
  /** Registered commands; the key is a server's id or `global`. */
  readonly commands: Map<string, readonly Readonly<Record<string, unknown>>[]>;
  /** Bodies that broke a rule, each with what it was and why. A test that expects none fails on any. */
  readonly violations: string[];
  nextId(): string;
}

// Discord announces limits with every answer; a test that is not about them must not wait for them.
export const unlimited = { limit: 1_000, windowMs: 1_000 };

export function createState(): State {
  // 2026, so that ids look as they do; counted up, so that they sort by time.
  let last = 1_440_000_000_000_000_000n;
  return {
    applicationId: '500000000000000001',
    token: 'test-token',
    guilds: new Map(),
    left: new Set(),
    messages: new Map(),
    threads: new Map(),
    directChannels: new Map(),
    closedDirect: new Set(),
    rights: 0n,
    overwrites: new Map(),
    forbidden: new Set(),
    names: new Map(),
    mostThreads: 1_000,
    bucket: unlimited,
    sharding: { shards: 1, concurrency: 1 },
    interactions: new Map(),
    commands: new Map(),
    violations: [],
    nextId: () => {
      last += 4_194_304n;
      return String(last);
    },
  };
}

/** A message as Discord's web API answers it. */
export function messageJson(state: State, message: StoredMessage): object {
  const { id, channelId, nonce, body } = message;
  return {
    id,
    channel_id: channelId,
    ...(nonce === undefined ? {} : { nonce }),
    type: 0,
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: message.onlyFor === undefined ? 0 : 64,
    timestamp: '2026-11-22T00:00:00.000000+00:00',
    edited_timestamp: null,
    author: botUser(state),
  };
}

export function botUser(state: State): object {
  return {
    id: state.applicationId,
    username: 'rebound',
    discriminator: '0',
    avatar: null,
    global_name: null,
    bot: true,
  };
}
