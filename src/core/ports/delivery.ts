import type { PlatformName } from '../interactions/interaction.ts';
import type { Card } from '../views/index.ts';

/** Where a message goes, in the platform's own ids. */
export type Destination =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'thread'; readonly channelId: string; readonly threadId: string }
  /** Only to somebody who acted first and asked for it. */
  | { readonly kind: 'direct'; readonly userId: string };

/** A picture or another file beside a message. */
export interface OutgoingFile {
  /** With its ending, for example `week.png`. */
  readonly name: string;
  /** For example `image/png` or `text/calendar`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** The same picture as SVG, for screens that show one: sharp at any size, and read out by a screen reader. */
  readonly vector?: Uint8Array;
  /** What it shows, in words: for screen readers. Plain text, 1 to 1,000 characters. */
  readonly description: string;
}

interface Outgoing {
  /**
   * One key for one message, however often it is tried, of any length. Where the platform can (Discord, for some minutes),
   * it drops a repeat with the same key.
   */
  readonly key: string;
  /** The platform's id of the server or workspace it is sent for. */
  readonly communityId: string;
}

export interface OutgoingMessage extends Outgoing {
  readonly to: Destination;
  readonly card: Card;
  readonly files?: readonly OutgoingFile[];
  /** Plain text that a notification and a list of conversations say in the place of what is on the card; absent: the card itself. */
  readonly preview?: string;
}

/** A thread that everybody in the channel sees, below an opening message. */
export interface OutgoingThread extends Outgoing {
  readonly channelId: string;
  /** 1 to 100 characters, plain text. Slack shows none. */
  readonly title: string;
  readonly opening: Card;
}

/** A place for a few members alone: a private thread on Discord, a group message on Slack. */
export interface OutgoingGroup extends OutgoingThread {
  /** The platform's user ids; 2 to 7. */
  readonly memberIds: readonly string[];
  /** The platform's id of what an earlier try opened; absent: nothing yet. */
  readonly begun?: string | undefined;
}

/** Keeps what a try has opened, before anybody is brought into it. Answers what to go on with: the same, or what another try kept first. */
export type KeepBegun = (placeId: string) => Promise<string>;

/** What was sent, for a later edit. Holds only strings, so that it can be stored as JSON. */
export interface MessageReference {
  readonly communityId: string;
  readonly channelId: string;
  readonly messageId: string;
}

/** A channel that the bot was set up to post in of itself, by the platform's ids. */
export interface PostingChannel {
  readonly platform: PlatformName;
  readonly communityId: string;
  readonly channelId: string;
  /** Whether the platform refused the last post there. */
  readonly isWaiting: boolean;
}

/** A place that was opened, to send more to, and its opening message. */
export interface OpenedPlace {
  readonly to: Destination;
  readonly opening: MessageReference;
}

/** Whether somebody is still in the community that they were met in: `later` is to be asked again soon, `unknown` cannot be told. */
export type Standing = 'there' | 'left' | 'unknown' | 'later';

/** Asks platforms after members. */
export interface Presence {
  /** By the platform's own ids. Never rejects. */
  of(member: {
    readonly platform: PlatformName;
    readonly communityId: string;
    readonly userId: string;
  }): Promise<Standing>;
}

/**
 * Sends messages that answer nobody's interaction. Needs no connection but the platform's web API, so any process may.
 * Every method rejects with `RateLimited`, `Unreachable` or `Temporary`. It waits a moment at most for its turn, and tries nothing
 * again: that is the queue's part.
 */
export interface Deliveries {
  readonly platform: PlatformName;
  send(message: OutgoingMessage): Promise<MessageReference>;
  /** Puts another card in the place of one that was sent. Safe to repeat. */
  edit(reference: MessageReference, card: Card): Promise<void>;
  openThread(thread: OutgoingThread): Promise<OpenedPlace>;
  /** Tried again it goes on where the last try stopped: nobody is brought into two. An empty one, which no member sees, may stay behind. */
  openGroup(group: OutgoingGroup, keep: KeepBegun): Promise<OpenedPlace>;
  /** Whether somebody still belongs to a server or workspace that the bot is in. */
  isMember(communityId: string, userId: string): Promise<boolean>;
}
