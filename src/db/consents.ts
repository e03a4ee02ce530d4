import { and, count, eq, inArray, isNull } from 'drizzle-orm';
import type { Clock, Consents } from '../core/ports/index.ts';
import type { Database, Queries } from './database.ts';
import { consents, members } from './schema.ts';

/** Consents as rows, read anew each time. */
export function createConsents(parts: { database: Database; clock: Clock }): Consents<Queries> {
  const { queries } = parts.database;
  return {
    give: async (transaction, memberId, { name }) => {
      const row = { memberId, kind: name, givenAt: parts.clock.now() };
      await transaction.insert(consents).values(row).onConflictDoNothing();
    },
    revoke: async (transaction, memberId, { name }) => {
      await transaction.delete(consents).where(and(eq(consents.memberId, memberId), eq(consents.kind, name)));
    },
    of: async (memberId) => {
      const rows = await queries.select({ kind: consents.kind }).from(consents).where(eq(consents.memberId, memberId));
      return rows.map(({ kind }) => kind);
    },
    allGave: async (communityId, userIds, { name }) => {
      const asked = new Set(userIds);
      const [row] = await queries
        .select({ gave: count() })
        .from(consents)
        .innerJoin(members, eq(members.id, consents.memberId))
        .where(
          and(
            eq(consents.kind, name),
            eq(members.communityId, communityId),
            inArray(members.platformUserId, [...asked]),
            isNull(members.leftAt),
          ),
        );
      return row?.gave === asked.size;
    },
  };
}
