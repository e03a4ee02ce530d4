import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import pg from 'pg';

export const makeNotes = 'create table bench_notes (id uuid primary key, note text not null)';
const notes = pgTable('bench_notes', { id: uuid('id').primaryKey(), note: text('note').notNull() });

/** One INSERT and one SELECT: the least that a bot does which keeps what it is told. */
export function storing(connectionString: string): (note: string) => Promise<string> {
  const queries = drizzle(new pg.Pool({ connectionString, max: 10 }));
  return async (note) => {
    const id = randomUUID();
    await queries.insert(notes).values({ id, note });
    const [row] = await queries.select().from(notes).where(eq(notes.id, id));
    return `So close: ${row?.note}`;
  };
}
