import type { Clock, Consents, Outbox } from '../../core/ports/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { About } from './rules.ts';

/** Whose something is, and how they read a day. */
export interface Owner {
  /** Our id. */
  readonly id: string;
  readonly zone: string;
  readonly locale: string;
}

/** What can be sent later, by what it is about. */
export interface Subject {
  /** As its owner sees it now; undefined where it is gone or somebody else's. */
  card(owner: Owner, id: string, now: Date): Promise<Card | undefined>;
  /** The day that it names itself, where it does. */
  day(owner: Owner, id: string, now: Date): Promise<LocalDate | undefined>;
}

export interface Parts {
  readonly database: Database;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly clock: Clock;
  readonly subjects: Readonly<Record<About, Subject>>;
  /** Whether a member asked to be sent nothing at `now`, by the clock of `zone`. */
  isPaused(memberId: string, zone: string, now: Date): Promise<boolean>;
}
