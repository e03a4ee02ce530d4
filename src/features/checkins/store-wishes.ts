import { eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import { noWishes, type Wishes } from './rules.ts';
import { checkinNudges, contactWishes } from './schema.ts';

export interface WishesStore {
  /** What the member asked for; nothing where they never did. */
  of(memberId: string): Promise<Wishes>;
  change(memberId: string, change: Partial<Wishes>): Promise<Wishes>;
  nudge(id: string): Promise<NudgeRow | undefined>;
}

/** A nudge and whom it is for. */
export interface NudgeRow {
  readonly roundId: string;
  readonly memberId: string;
  /** The platform's user id. */
  readonly platformUserId: string;
  readonly date: LocalDate;
  readonly zone: string;
  /** As the member chose, else the community's. */
  readonly locale: string;
}

export function createWishesStore({ database }: { readonly database: Database }): WishesStore {
  const { queries } = database;
  const asWishes = (row: typeof contactWishes.$inferSelect): Wishes => {
    const { nudges, nudgeTime, afterRejection, pausedUntil } = row;
    return { nudges, nudgeTime, afterRejection, pausedUntil };
  };
  return {
    of: async (memberId) => {
      const [row] = await queries.select().from(contactWishes).where(eq(contactWishes.memberId, memberId));
      return row ? asWishes(row) : noWishes;
    },
    nudge: async (id) => {
      const [row] = await queries
        .select({
          roundId: checkinNudges.roundId,
          memberId: checkinNudges.memberId,
          platformUserId: members.platformUserId,
          date: checkinNudges.date,
          zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
          locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
        })
        .from(checkinNudges)
        .innerJoin(members, eq(members.id, checkinNudges.memberId))
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(checkinNudges.id, id));
      return row;
    },
    change: async (memberId, change) => {
      const [row] = await queries
        .insert(contactWishes)
        .values({ ...noWishes, ...change, memberId })
        .onConflictDoUpdate({ target: contactWishes.memberId, set: change })
        .returning();
      if (!row) throw new Error('A wish was not stored');
      return asWishes(row);
    },
  };
}
