import { eq } from 'drizzle-orm';
import type { Destination } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import { pairingShares } from './schema.ts';
import type { Kind } from './vocabulary.ts';

/** Questions that a member shows to a channel. */
export interface Share {
  readonly id: string;
  readonly memberId: string;
  readonly kind: Kind;
  readonly to: Destination;
}

export interface SharesStore {
  add(queries: Queries, share: Share): Promise<void>;
  /** With the language of its community. */
  find(id: string): Promise<(Share & { readonly locale: string }) | undefined>;
}

export function createSharesStore({ database }: { readonly database: Database }): SharesStore {
  return {
    add: async (queries, { to, ...share }) => {
      await queries
        .insert(pairingShares)
        .values({ ...share, place: JSON.stringify(to) })
        .onConflictDoNothing();
    },
    find: async (id) => {
      const [row] = await database.queries
        .select({ share: pairingShares, locale: communities.locale })
        .from(pairingShares)
        .innerJoin(members, eq(members.id, pairingShares.memberId))
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(pairingShares.id, id));
      if (!row) return undefined;
      const { place, ...share } = row.share;
      // Written by `add` alone.
      return { ...share, to: JSON.parse(place) as Destination, locale: row.locale };
    },
  };
}
