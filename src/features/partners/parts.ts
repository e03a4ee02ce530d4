import type { Clock, Consents, Log, Outbox, Random, Records } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Vault } from '../../db/vault.ts';
import type { Profile } from './rules.ts';
import type { PartnershipsStore } from './store.ts';
import type { MeetingsStore } from './store-meetings.ts';

/** What the feature is given. */
export interface Given {
  readonly database: Database;
  readonly vault: Vault;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Whether a member asked to be sent nothing at `now`, by the clock of `zone`. */
  isPaused(memberId: string, zone: string, now: Date, queries: Queries): Promise<boolean>;
}

/** What its handlers work with. */
export interface Parts extends Given {
  readonly partnerships: PartnershipsStore;
  readonly meetings: MeetingsStore;
  readonly profiles: Records<Profile>;
}

export const actions = {
  join: 'partners.join',
  leave: 'partners.leave',
  write: 'partners.write',
  takeBack: 'partners.take-back',
  contact: 'partners.contact',
  contactBack: 'partners.contact-back',
  end: 'partners.end',
  block: 'partners.block',
  report: 'partners.report',
  offer: 'partners.offer',
  ending: 'partners.ending',
  endNow: 'partners.end-now',
  reports: 'partners.reports',
} as const;

/** The messages that the feature sends, as the outbox names them. */
export const kinds = {
  /** About a side: whom its member was matched with. */
  met: 'partners.met',
  /** About a member: nobody fitted this time. */
  nobody: 'partners.nobody',
  /** About a note: it, to the other of the two. */
  note: 'partners.note',
  /** About a note: it as it was taken back. */
  noteEdit: 'partners.note-edit',
  /** About a side: the other's contact, once both gave theirs. */
  contact: 'partners.contact',
} as const;
