import { and, count, countDistinct, eq, gte, inArray, lte } from 'drizzle-orm';
import type { Counted } from '../../core/numbers.ts';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database } from '../../db/database.ts';
import { members } from '../../db/schema.ts';
import { applicationEvents, applications } from './schema.ts';

/** What the members of a community did from one day to another, both included, each by their own days. */
export async function countOfCommunity(
  { queries }: Database,
  communityId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<{ readonly sent: Counted; readonly interviews: Counted }> {
  const ofCommunity = eq(members.communityId, communityId);
  const [sent] = await queries
    .select({ count: count(), members: countDistinct(applications.memberId) })
    .from(applications)
    .innerJoin(members, eq(members.id, applications.memberId))
    .where(and(ofCommunity, gte(applications.appliedOn, from), lte(applications.appliedOn, to)));
  const reached = inArray(applicationEvents.stage, ['interview', 'final']);
  const [interviews] = await queries
    .select({ count: count(), members: countDistinct(applicationEvents.memberId) })
    .from(applicationEvents)
    .innerJoin(members, eq(members.id, applicationEvents.memberId))
    .where(and(ofCommunity, reached, gte(applicationEvents.onDate, from), lte(applicationEvents.onDate, to)));
  const nothing = { count: 0, members: 0 };
  return { sent: sent ?? nothing, interviews: interviews ?? nothing };
}
