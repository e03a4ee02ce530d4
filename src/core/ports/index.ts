import type { Form } from '../views/index.ts';

export type { Communities } from './communities.ts';
export type { Consent, Consents } from './consents.ts';
export type {
  Deliveries,
  Destination,
  KeepBegun,
  MessageReference,
  OpenedPlace,
  OutgoingFile,
  OutgoingGroup,
  OutgoingMessage,
  OutgoingThread,
  PostingChannel,
  Presence,
  Standing,
} from './delivery.ts';
export type {
  MessageKind,
  NotReached,
  Outbox,
  OutboxHealth,
  Outgoing,
  QueuedMessage,
  Sent,
  Undelivered,
  Watcher,
} from './outbox.ts';
export type { Change, Kept, Records } from './records.ts';
export { type Delivered, silent, type Telemetry } from './telemetry.ts';

/** The current instant. Nothing else reads the wall clock. */
export interface Clock {
  now(): Date;
}

/** All chance comes from here, so that a test or a seed can repeat it. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  /** A number from 0 up to but not including 1. */
  fraction(): number;
}

/**
 * Forms put aside with what a member typed in them, so that a platform that cannot show a form at once (or again) loses
 * nothing. They are the member's own: `find` answers undefined for anybody else and for what has expired.
 */
export interface FormKeeper {
  keep(memberId: string, form: Form): Promise<string>;
  find(memberId: string, id: string): Promise<Form | undefined>;
}

/** Where errors and slow paths are told to the operator: ids and kinds, never a member's words. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** Claims on things that happen once, over all processes and restarts. A claim is kept for some days. */
export interface Claims {
  /** Whether this is the first claim on `key`. */
  take(key: string): Promise<boolean>;
}

/** What the installation itself keeps secret, a token for example, sealed under its key. Values are anything JSON can hold. */
export interface Secrets {
  find(name: string): Promise<unknown>;
  /** Puts `value` in the place of what was there. */
  save(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}
