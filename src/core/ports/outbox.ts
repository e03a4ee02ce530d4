import type { Unreachable } from '../errors/index.ts';
import type { Card } from '../views/index.ts';
import type { Consent } from './consents.ts';
import type { Destination, MessageReference, OpenedPlace, OutgoingFile } from './delivery.ts';

/**
 * What is to be sent, named and not yet written: the kind of message and the row that it is about. Its card is built at the
 * moment of sending from what stands then, so that no member's words lie in a queue, and who paused meanwhile gets nothing.
 */
export interface QueuedMessage {
  /** `feature.message`, as the feature registered it. */
  readonly kind: string;
  /** The row it is about, a UUID. One row has one message of a kind, however often it is asked for. */
  readonly row: string;
  /** Our id of the community that it is sent for. */
  readonly communityId: string;
  /** Our id of the member it is for alone; with the member it is forgotten. */
  readonly memberId?: string;
}

/** Messages on their way out. `Transaction` is the database's own. */
export interface Outbox<Transaction> {
  /**
   * Asks for a message within the transaction that makes it true: both happen or neither. Asked for twice, it is sent once.
   */
  enqueue(transaction: Transaction, message: QueuedMessage): Promise<void>;
  /** Asks for it, also where it was sent before: what was sent is to be built and sent anew, as an edit is. */
  refresh(transaction: Transaction, message: QueuedMessage): Promise<void>;
}

/** A message that did not arrive, for moderators to see. */
export interface Undelivered {
  readonly id: string;
  readonly kind: string;
  /** `failed`: tried until it made no sense any more; sending it again may help. */
  readonly state: 'unreachable' | 'failed';
  /** See `Unreachable`, or the kind of the last error. */
  readonly reason: string;
  readonly since: Date;
}

/** What became of a community's messages. Ids are our own. */
export interface OutboxHealth {
  /** Those that did not arrive, the latest first, at most 25. */
  undelivered(communityId: string): Promise<readonly Undelivered[]>;
  /** Tries one of them again; false where it is gone, arrived meanwhile, or is another community's. */
  sendAgain(communityId: string, id: string): Promise<boolean>;
  /** How many messages of all communities are in each state, for metrics. */
  counts(): Promise<Readonly<Record<'waiting' | 'sent' | 'nothing' | 'unreachable' | 'failed', number>>>;
}

/** What a kind of message turns out to be when it is sent. */
export type Outgoing =
  | {
      readonly what: 'message';
      readonly to: Destination;
      readonly card: Card;
      readonly files?: readonly OutgoingFile[];
    }
  | { readonly what: 'thread'; readonly channelId: string; readonly title: string; readonly opening: Card }
  | {
      readonly what: 'group';
      readonly channelId: string;
      readonly title: string;
      readonly opening: Card;
      /** The platform's user ids. */
      readonly memberIds: readonly string[];
    }
  /** Puts another card in the place of one that was sent. */
  | { readonly what: 'edit'; readonly reference: MessageReference; readonly card: Card };

/** Where it went. `to` is where more can be said: the thread or group that was opened, else where the message was sent. */
export interface Sent {
  readonly to?: OpenedPlace['to'];
  readonly reference: MessageReference;
}

/** Why a message did not arrive and will not: see `Unreachable`; `unasked`: somebody it was for does not stand by their consent. */
export type NotReached = Unreachable['reason'] | 'unasked';

/** One kind of message, registered by the feature that sends it. */
export interface MessageKind<Transaction> {
  readonly kind: string;
  /**
   * What gives the right to send it. `place`: it stands in a channel or thread, for who is there, and reaches nobody in private.
   * A consent: everybody whom it reaches in private gave it; where one of them did not, or took it back, it is not sent.
   */
  readonly standsOn: 'place' | Consent;
  /** What to send now; undefined where there is nothing to send (any more). Decides eligibility. */
  build(row: string): Promise<Outgoing | undefined>;
  /** Records where it went, in the transaction that marks it as sent. Called once, and once more for each refresh. */
  sent?(transaction: Transaction, row: string, sent: Sent): Promise<void>;
  /** Told in the transaction that gives it up. */
  notReached?(transaction: Transaction, row: string, why: NotReached): Promise<void>;
}

/** Something that looks every minute for what is due, and never remembers anything itself. */
export interface Watcher {
  /** For the log. */
  readonly name: string;
  /** Does what is due at `now`, a bounded part of it at a time. Answers whether more is waiting. */
  tick(now: Date): Promise<boolean>;
  /** When the oldest thing that is due at `now` became due; undefined where nothing is. Absent where nothing ever waits. */
  oldestDue?(now: Date): Promise<Date | undefined>;
}
