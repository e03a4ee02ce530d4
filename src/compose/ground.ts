import type { ContentByLocale } from '../content/index.ts';
import type { Feature } from '../core/interactions/index.ts';
import type {
  Clock,
  Consents,
  Log,
  MessageKind,
  Outbox,
  PostingChannel,
  Random,
  Watcher,
} from '../core/ports/index.ts';
import type { Database, Queries } from '../db/database.ts';
import type { MemberTable } from '../db/member-tables.ts';
import type { Vault } from '../db/vault.ts';
import type { DaysOffReader } from '../features/calendar/index.ts';
import type { Pauses } from '../features/checkins/index.ts';

/** What features stand on. Each says in its own types what of it it takes. */
export interface Ground extends Pauses, DaysOffReader {
  readonly database: Database;
  readonly vault: Vault;
  readonly content: ContentByLocale;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What a feature brings into the bot. What is not there, it does not need. */
export interface Brought {
  readonly feature: Feature;
  /** Its tables with rows of members: to be shown, exported and deleted. */
  readonly stored?: readonly MemberTable[];
  /** What it sends without answering a command. */
  readonly messages?: readonly MessageKind<Queries>[];
  /** What it does by the clock. */
  readonly watchers?: readonly Watcher[];
  /** Where it was set up to post of itself, in all communities. */
  readonly channels?: () => Promise<readonly PostingChannel[]>;
  /** To be told within the transaction that changed a member's zone. */
  memberMoved?(memberId: string, now: Date, queries: Queries): Promise<void>;
}
