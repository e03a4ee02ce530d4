import { and, count, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { PlatformName } from '../../core/interactions/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import { partnerPairs, partnerProfiles, partnerships } from './schema.ts';
import type { Partnership } from './shapes.ts';

/** Agreements between communities. Ids are our own. */
export interface PartnershipsStore {
  /** Those that stand, of a community. */
  of(communityId: string): Promise<readonly Partnership[]>;
  isPartnered(communityId: string): Promise<boolean>;
  /** Keeps an offer under a code. Answers the code that stands: the first one, where `id` was offered before. */
  offer(offer: { id: string; communityId: string; code: string; expiresAt: Date }): Promise<string>;
  /** Enters a code for a community. Nothing is changed where the answer is not `agreed`. */
  agree(code: string, communityId: string, now: Date, nextAt: Date): Promise<'agreed' | 'unknown' | 'own' | 'already'>;
  /** Ends it with all its pairs. False where it is none of this community's. */
  end(id: string, communityId: string): Promise<boolean>;
}

export function createPartnershipsStore({ database }: { readonly database: Database }): PartnershipsStore {
  const { queries } = database;
  const joined = async (communityId: string) => {
    const [row] = await queries
      .select({ rows: count() })
      .from(partnerProfiles)
      .innerJoin(members, eq(members.id, partnerProfiles.memberId))
      .where(eq(members.communityId, communityId));
    return row?.rows ?? 0;
  };
  return {
    of: async (communityId) => {
      const rows = await queries
        .select({
          id: partnerships.id,
          other: sql<string>`${otherOf(communityId)}`,
          platform: communities.platform,
          pairs: sql<number>`(select count(*) from ${partnerPairs} where ${partnerPairs.partnershipId} = ${partnerships.id})`,
        })
        .from(partnerships)
        .innerJoin(communities, eq(communities.id, otherOf(communityId)))
        .where(standing(communityId));
      const here = await joined(communityId);
      return Promise.all(
        rows.map(async ({ id, other, platform, pairs }) => ({
          id,
          platform: platform as PlatformName,
          joined: { here, there: await joined(other) },
          pairs: Number(pairs),
        })),
      );
    },
    isPartnered: async (communityId) => {
      const rows = await queries
        .select({ id: partnerships.id })
        .from(partnerships)
        .where(standing(communityId))
        .limit(1);
      return rows.length > 0;
    },
    offer: async ({ id, communityId, code, expiresAt }) => {
      await queries
        .insert(partnerships)
        .values({ id, offeredBy: communityId, code, expiresAt, round: 0 })
        .onConflictDoNothing();
      const [row] = await queries.select({ code: partnerships.code }).from(partnerships).where(eq(partnerships.id, id));
      return row?.code ?? code;
    },
    agree: (code, communityId, now, nextAt) =>
      database.transaction(async (transaction) => {
        const [offer] = await transaction
          .select()
          .from(partnerships)
          .where(and(eq(partnerships.code, code), gt(partnerships.expiresAt, now)))
          .for('update');
        if (!offer) return 'unknown';
        if (offer.offeredBy === communityId) return 'own';
        if (await arePartners(transaction, offer.offeredBy, communityId)) return 'already';
        const agreed = { agreedBy: communityId, code: null, nextAt };
        await transaction.update(partnerships).set(agreed).where(eq(partnerships.id, offer.id));
        return 'agreed';
      }),
    end: async (id, communityId) => {
      const mine = and(eq(partnerships.id, id), standing(communityId));
      return (await queries.delete(partnerships).where(mine).returning({ id: partnerships.id })).length > 0;
    },
  };
}

const otherOf = (communityId: string) =>
  sql`(case when ${partnerships.offeredBy} = ${communityId} then ${partnerships.agreedBy} else ${partnerships.offeredBy} end)`;

function standing(communityId: string) {
  return and(
    isNull(partnerships.code),
    or(eq(partnerships.offeredBy, communityId), eq(partnerships.agreedBy, communityId)),
  );
}

async function arePartners(queries: Queries, one: string, other: string): Promise<boolean> {
  const rows = await queries
    .select({ id: partnerships.id })
    .from(partnerships)
    .where(and(standing(one), standing(other)));
  return rows.length > 0;
}
