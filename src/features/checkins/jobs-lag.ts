import { and, eq, lte, min } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { checkinNudges, checkinRounds, checkinSchedules } from './schema.ts';

type Oldest = (now: Date) => Promise<Date | undefined>;

/** When the oldest of what each watcher looks for became due. Each reads one end of the index that the watcher goes by. */
export function oldestDue({ queries }: Database): {
  readonly open: Oldest;
  readonly close: Oldest;
  readonly nudge: Oldest;
} {
  return {
    open: async (now) => {
      const { nextAt, state } = checkinSchedules;
      const due = and(eq(state, 'live'), lte(nextAt, now));
      const [row] = await queries
        .select({ at: min(nextAt) })
        .from(checkinSchedules)
        .where(due);
      return row?.at ?? undefined;
    },
    close: async (now) => {
      const { closesAt, state } = checkinRounds;
      const due = and(eq(state, 'open'), lte(closesAt, now));
      const [row] = await queries
        .select({ at: min(closesAt) })
        .from(checkinRounds)
        .where(due);
      return row?.at ?? undefined;
    },
    nudge: async (now) => {
      const { dueAt, state } = checkinNudges;
      const due = and(eq(state, 'waiting'), lte(dueAt, now));
      const [row] = await queries
        .select({ at: min(dueAt) })
        .from(checkinNudges)
        .where(due);
      return row?.at ?? undefined;
    },
  };
}
