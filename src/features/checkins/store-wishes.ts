import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Consents } from '../../core/ports/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, consents, members } from '../../db/schema.ts';
import { nudgeConsent } from './consents.ts';
import { noWishes, type Wishes } from './rules.ts';
import { checkinNudges, contactWishes } from './schema.ts';

export interface WishesStore {
  /** What the member asked for; nothing where they never did. */
  of(memberId: string, at?: Queries): Promise<Wishes>;
  change(memberId: string, change: Partial<Wishes>): Promise<Wishes>;
  nudge(id: string): Promise<NudgeRow | undefined>;
  /** The last days of the pauses in a community, by member. */
  pausesOf(at: Queries, communityId: string): Promise<ReadonlyMap<string, LocalDate>>;
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

export function createWishesStore(parts: {
  readonly database: Database;
  readonly consents: Consents<Queries>;
}): WishesStore {
  const { queries } = parts.database;
  /** How often is a setting; whether at all is the consent, which can be taken back elsewhere too. */
  const wishesOf = async (memberId: string, at: Queries): Promise<Wishes> => {
    const given = and(eq(consents.memberId, contactWishes.memberId), eq(consents.kind, nudgeConsent.name));
    const [row] = await at
      .select({ wishes: contactWishes, consent: consents.kind })
      .from(contactWishes)
      .leftJoin(consents, given)
      .where(eq(contactWishes.memberId, memberId));
    if (!row) return noWishes;
    const { memberId: _, ...wishes } = row.wishes;
    return { ...wishes, nudges: row.consent === null ? 'off' : wishes.nudges };
  };
  return {
    of: (memberId, at = queries) => wishesOf(memberId, at),
    pausesOf: async (at, communityId) => {
      const rows = await at
        .select({ memberId: contactWishes.memberId, until: contactWishes.pausedUntil })
        .from(contactWishes)
        .innerJoin(members, eq(members.id, contactWishes.memberId))
        .where(and(eq(members.communityId, communityId), isNotNull(contactWishes.pausedUntil)));
      return new Map(rows.flatMap(({ memberId, until }) => (until === null ? [] : [[memberId, until]])));
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
    change: (memberId, { nudges, ...rest }) =>
      parts.database.transaction(async (tx) => {
        const set = nudges === undefined || nudges === 'off' ? rest : { ...rest, nudges };
        await tx
          .insert(contactWishes)
          .values({ ...noWishes, nudges: 'light', ...set, memberId })
          .onConflictDoUpdate({ target: contactWishes.memberId, set: { ...set, memberId } });
        if (nudges === 'off') await parts.consents.revoke(tx, memberId, nudgeConsent);
        else if (nudges !== undefined) await parts.consents.give(tx, memberId, nudgeConsent);
        return wishesOf(memberId, tx);
      }),
  };
}
