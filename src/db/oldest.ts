import { min, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queries } from './database.ts';

/**
 * When the oldest of what is due became so: the least of `at` among the rows that `which` names; undefined where there are none.
 * With an index on `at` Postgres reads one end of it.
 */
export async function oldest(queries: Queries, at: PgColumn, which: SQL | undefined): Promise<Date | undefined> {
  const [row] = await queries
    .select({ at: min(at).mapWith(at) })
    .from(at.table)
    .where(which);
  return (row?.at as Date | null | undefined) ?? undefined;
}
