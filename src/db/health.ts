import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

const patienceMs = 2_000;

/** Rejects where the database does not answer within 2 s. */
export async function requireAnswer(database: Database): Promise<void> {
  const waiting = new AbortController();
  const tooLong = pause(patienceMs, undefined, { signal: waiting.signal }).then(() => {
    throw new Error('The database did not answer in time');
  });
  try {
    await Promise.race([database.queries.execute(sql`select 1`), tooLong]);
  } finally {
    waiting.abort();
  }
}
