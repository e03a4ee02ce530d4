import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** What can be told of a Postgres server without changing anything on it. */
export interface ServerFacts {
  /** As the server says, for example `17.6`. */
  readonly version: string;
  /** How far the server's clock is ahead of `now`, in milliseconds. */
  readonly clockAheadMs: number;
  /** Migrations that were made there, and how many this version has. */
  readonly migrations: { readonly made: number; readonly known: number };
}

const patienceMs = 5_000;

/** Asks the server that `url` names. Rejects with an error whose `code` says why where it cannot be reached. */
export async function inspectServer(url: string, now: () => Date): Promise<ServerFacts> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  await client.connect();
  try {
    const asked = now().getTime();
    const { rows } = await client.query<{ version: string; now: Date; table: string | null }>(
      "select current_setting('server_version') as version, now(), to_regclass('drizzle.__drizzle_migrations') as table",
    );
    const halfWay = (asked + now().getTime()) / 2;
    const [row] = rows;
    if (!row) throw new Error('The server answered nothing');
    const made = row.table === null ? 0 : await countMigrations(client);
    const known = readdirSync(join(import.meta.dirname, '../../migrations')).filter((file) =>
      file.endsWith('.sql'),
    ).length;
    return { version: row.version, clockAheadMs: row.now.getTime() - halfWay, migrations: { made, known } };
  } finally {
    await client.end();
  }
}

async function countMigrations(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  );
  return rows[0]?.count ?? 0;
}
