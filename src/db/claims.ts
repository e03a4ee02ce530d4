import { lt, sql } from 'drizzle-orm';
import type { Claims, Clock } from '../core/ports/index.ts';
import type { Database } from './database.ts';
import { once } from './once.ts';
import { claims } from './schema.ts';
import { together } from './together.ts';

// Slack repeats an event for an hour at most; a few days cover a queue that stood still.
const keptForMs = 3 * 24 * 60 * 60 * 1000;
const sweptEveryMs = 60 * 60 * 1000;

/** Claims as rows under a unique key. What has grown old is deleted on the way, once an hour. */
export function createClaims({ database, clock }: { database: Database; clock: Clock }): Claims {
  // A claim is made before anybody knows whose community it is in.
  const { queries } = database.across;
  // In one order, so that two processes that are told of the same do not wait for each other.
  const claiming = sql`select key, ${sql.placeholder('claimedAt')}::timestamptz
    from unnest(${sql.placeholder('keys')}::text[]) as key order by key`;
  const taking = once(() =>
    queries.insert(claims).select(claiming).onConflictDoNothing().returning({ key: claims.key }).prepare('claims_take'),
  );
  const take = together(async (keys: readonly string[]) => {
    const rows = await taking().execute({ keys, claimedAt: clock.now().toISOString() });
    const taken = new Set(rows.map(({ key }) => key));
    // Asked for twice at once, the first one has it.
    return keys.map((key) => taken.delete(key));
  });
  let sweptAtMs = 0;
  return {
    take: async (key) => {
      const isTaken = await take(key);
      const atMs = clock.now().getTime();
      if (atMs - sweptAtMs >= sweptEveryMs) {
        sweptAtMs = atMs;
        const old = lt(claims.claimedAt, new Date(atMs - keptForMs));
        // No claim waits for it or fails with it: a member waits behind that. What it leaves goes the next time.
        void queries
          .delete(claims)
          .where(old)
          .catch(() => undefined);
      }
      return isTaken;
    },
  };
}
