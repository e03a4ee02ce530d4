import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** Rejects where the database does not answer. */
export async function requireAnswer(database: Database): Promise<void> {
  await database.queries.execute(sql`select 1`);
}
