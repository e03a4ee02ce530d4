import type { Consents } from '../../core/ports/index.ts';
import { type LocalDate, localDateOf } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { isPaused } from './rules.ts';
import { createWishesStore } from './store-wishes.ts';

/** Who asked to be sent nothing for a while, whatever it is. */
export interface Pauses {
  /** Whether a member did at `now`, by the clock of `zone`. */
  isPaused(memberId: string, zone: string, now: Date, queries?: Queries): Promise<boolean>;
  /** The last days of the pauses in a community, by member, within a transaction. */
  pausesOf(queries: Queries, communityId: string): Promise<ReadonlyMap<string, LocalDate>>;
}

export function createPauses(given: { readonly database: Database; readonly consents: Consents<Queries> }): Pauses {
  const wishes = createWishesStore(given);
  return {
    isPaused: async (memberId, zone, now, queries) =>
      isPaused(await wishes.of(memberId, queries), localDateOf(now, zone)),
    pausesOf: wishes.pausesOf,
  };
}
