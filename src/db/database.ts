import type { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/**
 * Where queries go: the database or a transaction on it. Both engines answer alike to what Drizzle's builder sends.
 * Inside a transaction use the transaction alone: the embedded engine has one connection, and a query beside it would wait
 * for it forever.
 */
export type Queries = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** The server's address, or the embedded engine itself. Whoever opened it closes it. */
export type Source =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly client: PGlite };

/** An open database. */
export interface Database {
  readonly engine: 'postgres' | 'embedded';
  readonly queries: Queries;
  /** What the queue needs, which speaks to the database in its own way. */
  readonly source: Source;
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /**
   * Runs what a member of this community does: from within, `queries` and `transaction` reach its rows alone, where `isWalled`.
   * Elsewhere it changes nothing.
   */
  within<Result>(communityId: string, work: () => Promise<Result>): Promise<Result>;
  /** The same database for what rightly concerns several communities, wherever it is asked for. Each use says why. */
  readonly across: Database;
  /** Whether Postgres itself keeps communities apart (`wall.ts`). The embedded engine does not. */
  readonly isWalled: boolean;
  /** Lets what is done within a community use this schema too, whose tables know of no communities. Safe to call twice. */
  admitWithin(schema: string): Promise<void>;
  /** How many connections of the pool are open, idle, and waited for; undefined on the embedded engine, which has one. */
  pool(): { readonly open: number; readonly idle: number; readonly waiting: number } | undefined;
  /** Ends every connection and gives the folder free. Safe to call twice. */
  close(): Promise<void>;
}
