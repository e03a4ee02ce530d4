import pg from 'pg';
import { knownMigrations, madeOn } from './migrations.ts';
import { findWall, statementsFor } from './wall.ts';

/** What can be told of a Postgres server without changing anything on it. */
export interface ServerFacts {
  /** As the server says, for example `17.6`. */
  readonly version: string;
  /** How far the server's clock is ahead of `now`, in milliseconds. */
  readonly clockAheadMs: number;
  /** Migrations that were made there, and how many this version has. */
  readonly migrations: { readonly made: number; readonly known: number };
  /** What would let Postgres keep communities apart as well; undefined where it does, or is yet to be migrated. */
  readonly wallNeeds: string | undefined;
}

const patienceMs = 5_000;

/** Asks the server that `url` names. Rejects where it cannot be reached; `whyRefused` tells why. */
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
    const migrations = { made: await madeOn(client), known: knownMigrations() };
    const isWalled = migrations.made < migrations.known || (await findWall(client)) !== undefined;
    return {
      version: row.version,
      clockAheadMs: row.now.getTime() - halfWay,
      migrations,
      wallNeeds: isWalled ? undefined : await statementsFor(client),
    };
  } finally {
    await client.end();
  }
}
