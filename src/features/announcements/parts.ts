import type { ContentByLocale } from '../../content/index.ts';
import type { Clock, Consents, Outbox, Random } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Vault } from '../../db/vault.ts';
import type { AnnouncementsStore } from './store.ts';
import type { AliasesStore } from './store-aliases.ts';

/** What the feature is given. */
export interface Given {
  readonly database: Database;
  readonly vault: Vault;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly clock: Clock;
  readonly random: Random;
  readonly content: ContentByLocale;
  /** Whether a member asked to be sent nothing at `now`, by the clock of `zone`. */
  isPaused(memberId: string, zone: string, now: Date): Promise<boolean>;
}

/** What its handlers work with. */
export interface Parts extends Given {
  readonly store: AnnouncementsStore;
  readonly aliases: AliasesStore;
}

export const kinds = {
  /** About an announcement. */
  post: 'announcements.post',
  /** About an announcement: it as it was taken back. */
  edit: 'announcements.edit',
  /** About a moderator who asked: something is held until somebody read it. */
  held: 'announcements.held',
} as const;
