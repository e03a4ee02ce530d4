import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import type { Kept, Records } from '../core/ports/index.ts';
import { instant, rowId, sealed } from './columns.ts';
import type { Database } from './database.ts';
import { ofMember } from './schema.ts';
import type { Vault } from './vault.ts';

/** A table of things that members keep for themselves. All that they say, choices too, is in the one sealed column. */
export const recordTable = (name: string) =>
  pgTable(
    name,
    {
      id: rowId(),
      memberId: ofMember(),
      /** 1 when new; goes up by one with each change. */
      version: integer('version').notNull(),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
      words: sealed('words').notNull(),
    },
    (table) => [index(`${name}_member`).on(table.memberId, table.createdAt)],
  );

export type RecordTable = ReturnType<typeof recordTable>;

/** @param name the table's own name, which is bound into what is sealed. */
export function createRecords<Value>(
  table: RecordTable,
  name: string,
  parts: { readonly database: Database; readonly vault: Vault },
): Records<Value> {
  const { vault } = parts;
  const { queries } = parts.database;
  const place = (row: string) => ({ table: name, column: 'words', row });
  const mine = (memberId: string, id: string) => and(eq(table.id, id), eq(table.memberId, memberId));

  const opened = async (row: RecordTable['$inferSelect']): Promise<Kept<Value>> => ({
    id: row.id,
    version: row.version,
    createdAt: row.createdAt,
    // Sealed by `save` alone and bound to this row, so it is what `save` was given.
    value: (await vault.open(queries, row.memberId, place(row.id), row.words)) as Value,
  });

  return {
    find: async (memberId, id) => {
      const [row] = await queries.select().from(table).where(eq(table.id, id));
      if (!row) return undefined;
      return row.memberId === memberId ? opened(row) : 'not-yours';
    },
    save: async (memberId, { id, version, value, now }) => {
      const words = await vault.seal(queries, memberId, place(id), value);
      const fresh = { id, memberId, version: 1, createdAt: now, updatedAt: now, words };
      const [row] =
        version === 0
          ? await queries.insert(table).values(fresh).onConflictDoNothing().returning()
          : await queries
              .update(table)
              .set({ version: version + 1, updatedAt: now, words })
              .where(and(mine(memberId, id), eq(table.version, version)))
              .returning();
      return row && opened(row);
    },
    remove: async (memberId, id, version) => {
      const there = and(mine(memberId, id), eq(table.version, version));
      return (await queries.delete(table).where(there).returning({ id: table.id })).length > 0;
    },
    latest: async (memberId, count, after) => {
      const rows = await queries
        .select()
        .from(table)
        .where(and(eq(table.memberId, memberId), after === undefined ? undefined : follows(after)))
        .orderBy(desc(table.createdAt), desc(table.id))
        .limit(count);
      return Promise.all(rows.map(opened));
    },
  };

  /** Those older than the given one. Where it is gone, none: the comparison is with null. */
  function follows(id: string) {
    const createdAt = sql`(select ${table.createdAt} from ${table} where ${table.id} = ${id})`;
    return or(lt(table.createdAt, createdAt), and(eq(table.createdAt, createdAt), lt(table.id, id)));
  }
}
