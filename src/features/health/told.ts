import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Clock, Consent } from '../../core/ports/index.ts';
import type { Database } from '../../db/database.ts';
import { communities, consents, members } from '../../db/schema.ts';

export interface ToldParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether a member asked to be sent nothing at `now`. */
  isPaused(memberId: string, zone: string, now: Date): Promise<boolean>;
}

/**
 * Who hears of trouble with what a member set up, by the platform's user id: that member, while they are there, want to know of it,
 * and are on no pause. Undefined: nobody does.
 */
export async function toldOf(
  parts: ToldParts,
  setBy: string | null,
  consent: Pick<Consent, 'name'>,
): Promise<string | undefined> {
  if (setBy === null) return undefined;
  const [row] = await parts.database.queries
    .select({ userId: members.platformUserId, zone: sql<string>`coalesce(${members.zone}, ${communities.zone})` })
    .from(members)
    .innerJoin(communities, eq(communities.id, members.communityId))
    .innerJoin(consents, and(eq(consents.memberId, members.id), eq(consents.kind, consent.name)))
    .where(and(eq(members.id, setBy), isNull(members.leftAt)));
  if (!row || (await parts.isPaused(setBy, row.zone, parts.clock.now()))) return undefined;
  return row.userId;
}
