import { lt, sql } from 'drizzle-orm';
import type { Claims, Clock } from '../core/ports/index.ts';
import type { Database } from './database.ts';
import { once } from './once.ts';
import { claims } from './schema.ts';

// Slack repeats an event for an hour at most; a few days cover a queue that stood still.
const keptForMs = 3 * 24 * 60 * 60 * 1000;
const sweptEveryMs = 60 * 60 * 1000;

/** Claims as rows under a unique key. What has grown old is deleted on the way, once an hour. */
export function createClaims({ database, clock }: { database: Database; clock: Clock }): Claims {
  const taking = once(() =>
    database.queries
      .insert(claims)
      .values({ key: sql.placeholder('key'), claimedAt: sql.placeholder('claimedAt') })
      .onConflictDoNothing()
      .returning({ key: claims.key })
      .prepare('claims_take'),
  );
  let sweptAtMs = 0;
  return {
    take: async (key) => {
      const claimedAt = clock.now();
      const taken = await taking().execute({ key, claimedAt });
      const atMs = claimedAt.getTime();
      if (atMs - sweptAtMs >= sweptEveryMs) {
        sweptAtMs = atMs;
        await database.queries.delete(claims).where(lt(claims.claimedAt, new Date(atMs - keptForMs)));
      }
      return taken.length > 0;
    },
  };
}
