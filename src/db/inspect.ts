import pg from 'pg';
import { knownMigrations, madeOn } from './migrations.ts';

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
    const { rows } = await client.query<{ version: string; now: Date }>(
      "select current_setting('server_version') as version, now()",
    );
    const halfWay = (asked + now().getTime()) / 2;
    const [row] = rows;
    if (!row) throw new Error('The server answered nothing');
    return {
      version: row.version,
      clockAheadMs: row.now.getTime() - halfWay,
      migrations: { made: await madeOn(client), known: knownMigrations() },
    };
  } finally {
    await client.end();
  }
}
