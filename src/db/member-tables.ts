import { and, asc, count, eq, exists, getTableColumns, getTableName, lte, or, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { MessageReference } from '../core/ports/index.ts';
import { daysBefore, type Shortenable } from '../core/retention.ts';
import type { Locale } from '../core/text/index.ts';
import type { Queries } from './database.ts';
import { members, shorterRetention } from './schema.ts';
import type { Vault } from './vault.ts';

/** A table with rows of members, as the feature that owns it hands it on: to be shown, exported and deleted with the rest. */
export interface MemberTable {
  readonly table: PgTable & { readonly memberId: PgColumn };
  /** What `count` rows of it are, in words: the start of a line, no full stop. */
  describe(locale: Locale, count: number): string;
  /**
   * Rows go when the instant in this column is so many days ago, or earlier where their community wants `kind` kept for less;
   * absent: they stay until their member lets them go.
   */
  readonly kept?: { readonly since: PgColumn; readonly days: number; readonly kind?: Shortenable };
  /**
   * Called in the transaction that deletes a member, before their rows go: answers the messages in places that others read
   * which hold their words, to be taken back, and asks for what else must be shown anew.
   */
  posts?(queries: Queries, memberId: string): Promise<readonly Post[]>;
}

/** A message that somebody else reads and that holds a member's words. */
export interface Post {
  readonly message: MessageReference;
  /** Our id of the community that it was sent for, where that is not the member's own. */
  readonly communityId?: string;
}

/** A row as its owner may take it along: every column but whose it is, by its name in the schema, and all that was sealed opened. */
export type OpenedRow = Readonly<Record<string, unknown>>;

/** The table's name in the database. */
export function nameOfTable({ table }: MemberTable): string {
  return getTableName(table);
}

export async function countRows(queries: Queries, { table }: MemberTable, memberId: string): Promise<number> {
  const [row] = await queries.select({ rows: count() }).from(table).where(eq(table.memberId, memberId));
  return row?.rows ?? 0;
}

/** Deletes what was kept for its time. Answers how many rows went. */
export async function purgeRows(queries: Queries, { table, kept }: MemberTable, now: Date): Promise<number> {
  if (!kept) return 0;
  const old = lte(kept.since, daysBefore(now, kept.days));
  const due = kept.kind ? or(old, isOldWhereItIs(queries, table, kept.since, kept.kind, now)) : old;
  return (await queries.delete(table).where(due).returning({ memberId: table.memberId })).length;
}

function isOldWhereItIs(queries: Queries, table: MemberTable['table'], since: PgColumn, kind: Shortenable, now: Date) {
  // Of 24 hours each, whatever the clocks do meanwhile.
  const last = sql`${now.toISOString()}::timestamptz - ${shorterRetention.days} * interval '24 hours'`;
  const wanted = queries
    .select({ days: shorterRetention.days })
    .from(shorterRetention)
    .innerJoin(members, eq(members.communityId, shorterRetention.communityId))
    .where(and(eq(members.id, table.memberId), eq(shorterRetention.kind, kind), lte(since, last)));
  return exists(wanted);
}

/**
 * All rows of a member's. What is sealed is opened where `Vault` says it lies: under the table's and the column's own names
 * and the row's id, or the member's where the table has one row for each member.
 */
export async function openRows(
  queries: Queries,
  vault: Vault,
  { table }: MemberTable,
  memberId: string,
): Promise<readonly OpenedRow[]> {
  const columns = getTableColumns(table);
  const mine = eq(table.memberId, memberId);
  const rows = await queries
    .select()
    .from(table)
    .where(mine)
    .orderBy(asc(columns.id ?? table.memberId));
  const opened: OpenedRow[] = [];
  // One after the other: the first makes the vault remember the key, and the others ask for no more.
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const place = { table: getTableName(table), row: String(row.id ?? memberId) };
    const own: Record<string, unknown> = {};
    for (const [key, { name: column }] of Object.entries(columns)) {
      const value = row[key];
      if (key === 'memberId') continue;
      own[key] = value instanceof Uint8Array ? await vault.open(queries, memberId, { ...place, column }, value) : value;
    }
    opened.push(own);
  }
  return opened;
}
