import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';

export const migrationsFolder = join(import.meta.dirname, '../../migrations');

const patienceMs = 5_000;

/** How many migrations were made on a server, and how many this version has. Rejects with pg's error where it is out of reach. */
export async function countMigrations(url: string): Promise<{ readonly made: number; readonly known: number }> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  try {
    await client.connect();
    return { made: await madeOn(client), known: knownMigrations() };
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Asking {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}

/** The migrations that were made, by a connection that is open, or in the embedded database. */
export async function madeOn(client: Asking): Promise<number> {
  const found = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as found");
  if (!z.tuple([z.object({ found: z.boolean() })]).parse(found.rows)[0].found) return 0;
  const counted = await client.query('select count(*)::int as count from drizzle.__drizzle_migrations');
  return z.tuple([z.object({ count: z.int() })]).parse(counted.rows)[0].count;
}

/** How many migrations this version has. */
export function knownMigrations(): number {
  return readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).length;
}
