import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Log, Presence, Watcher } from '../../core/ports/index.ts';
import { daysAfter, daysBefore, lookEveryDays, retentionDays } from '../../core/retention.ts';
import { uptimeMs } from '../../core/time/index.ts';
import type { Database } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';

// A few each minute: some 250,000 members a week, and not one request in fifty of those that Discord allows.
const atOnce = 25;
// The clock's other watchers wait meanwhile.
const patienceMs = 5_000;
const laterMs = 60 * 60 * 1000;

interface Due {
  readonly id: string;
  readonly leftAt: Date | null;
  readonly platform: Parameters<Presence['of']>[0]['platform'];
  readonly communityId: string;
  readonly userId: string;
}

/**
 * Asks platforms, a few members at a time, who is still there: no event tells of it without a right to see all members. Who left
 * is deleted like by their own hand some weeks later, unless they come back.
 * @param parts.remove deletes all that is kept of a member.
 */
export function leavingWatcher(parts: {
  readonly database: Database;
  readonly presence: Presence;
  readonly log: Log;
  remove(memberId: string): Promise<unknown>;
}): Watcher {
  const { database, presence, log } = parts;
  const note = (id: string, standing: { readonly lookAt: Date; readonly leftAt?: Date | null }) =>
    database.queries.update(members).set(standing).where(eq(members.id, id));

  const left = async ({ id, leftAt }: Due, now: Date): Promise<void> => {
    const since = leftAt ?? now;
    if (since > daysBefore(now, retentionDays.leftMembers)) {
      const last = daysAfter(since, retentionDays.leftMembers);
      const next = daysAfter(now, lookEveryDays);
      await note(id, { leftAt: since, lookAt: new Date(Math.min(last.getTime(), next.getTime())) });
      return;
    }
    await parts.remove(id);
    log.info({ memberId: id }, 'Deleted what was kept of a member who left');
  };

  return {
    name: 'mydata.left',
    tick: async (now) => {
      const until = uptimeMs() + patienceMs;
      for (let asked = 0; asked < atOnce && uptimeMs() < until; asked += 1) {
        const due = await takeDue(database, now);
        if (!due) break;
        const standing = await presence.of(due);
        // Put off already; whoever else is due waits as well.
        if (standing === 'later') break;
        const lookAt = daysAfter(now, lookEveryDays);
        if (standing === 'left') await left(due, now);
        else await note(due.id, standing === 'there' ? { lookAt, leftAt: null } : { lookAt });
      }
      return false;
    },
  };
}

/** Whoever is due first, put off for an hour so that no other process asks as well. */
function takeDue(database: Database, now: Date): Promise<Due | undefined> {
  return database.transaction(async (queries) => {
    const [due] = await queries
      .select({
        id: members.id,
        leftAt: members.leftAt,
        platform: communities.platform,
        communityId: communities.platformId,
        userId: members.platformUserId,
      })
      .from(members)
      .innerJoin(communities, eq(communities.id, members.communityId))
      // What its community removed goes with the community.
      .where(and(lte(members.lookAt, now), isNull(communities.removedAt)))
      .orderBy(asc(members.lookAt))
      .limit(1)
      .for('update', { of: members, skipLocked: true });
    if (!due) return undefined;
    const lookAt = new Date(now.getTime() + laterMs);
    await queries.update(members).set({ lookAt }).where(eq(members.id, due.id));
    return due;
  });
}
