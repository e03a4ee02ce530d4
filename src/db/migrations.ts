import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

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

/** The migrations that were made, by a connection that is open. */
export async function madeOn(client: pg.Client): Promise<number> {
  const table = await client.query<{ name: string | null }>(
    "select to_regclass('drizzle.__drizzle_migrations') as name",
  );
  if (!table.rows[0]?.name) return 0;
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  );
  return rows[0]?.count ?? 0;
}

/** How many migrations this version has. */
export function knownMigrations(): number {
  return readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).length;
}
