import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { SetupError } from '../core/errors/index.ts';
import { createConnections } from './connections.ts';
import type { Database, Queries } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { countMigrations, migrationsFolder } from './migrations.ts';
import type { ConnectionOptions } from './pool.ts';
import { asSetupError } from './refused.ts';
import { silence } from './silence.ts';
import { findWall, raiseWall, type Wall } from './wall.ts';

// Any fixed number, the same in every process: who migrates holds it, the others wait.
const migrationLock = 7_326_224_853;

export interface ServerOptions extends ConnectionOptions {
  /** Whether the database is brought up to date first; where it is not, it has to be already. It is, unless said otherwise. */
  readonly migrates?: boolean;
}

/**
 * Opens the embedded database in `folder` and brings it up to date, unless it is to be looked at as it is. Takes the folder's lock
 * first and holds it until closed. Throws `SetupError` where another process holds it.
 */
export async function openEmbedded(folder: string, migrates = true): Promise<Database> {
  const lock = lockFolder(folder);
  let client: PGlite | undefined;
  try {
    const store = join(folder, 'postgres');
    mkdirSync(store, { recursive: true, mode: 0o700 });
    client = await PGlite.create(store);
    return await ready(client, () => lock.release(), migrates);
  } catch (error) {
    await client?.close().catch(() => undefined);
    lock.release();
    throw error;
  }
}

/** An embedded database in memory, gone when closed; `snapshot` is another one's `dumpDataDir`. */
export async function openInMemory(snapshot?: Blob): Promise<Database & { readonly client: PGlite }> {
  const client = await PGlite.create(snapshot ? { loadDataDir: snapshot } : {});
  return { ...(await ready(client, () => undefined)), client };
}

async function ready(client: PGlite, release: () => void, migrates = true): Promise<Database> {
  const queries = drizzleEmbedded(client);
  if (migrates) await migrateEmbedded(queries, { migrationsFolder });
  let closing: Promise<void> | undefined;
  const database: Database = {
    engine: 'embedded',
    queries: queries as unknown as Queries,
    source: { kind: 'embedded', client },
    within: (_, work) => work(),
    get across() {
      return database;
    },
    isWalled: false,
    admitWithin: async () => undefined,
    transaction: (work) => queries.transaction((tx) => work(tx as unknown as Queries)),
    pool: () => undefined,
    close: () => {
      closing ??= client.close().finally(release);
      return closing;
    },
  };
  return database;
}

/**
 * Opens a Postgres server's database and, under an advisory lock, brings it up to date and raises the wall between communities.
 * Throws `SetupError` where it cannot be reached, or lacks migrations that it was not to make.
 */
export async function openServer(options: ServerOptions): Promise<Database> {
  const { url, migrates = true } = options;
  if (!migrates) await requireMigrated(url);
  return createConnections(options, await onOneConnection(url, migrates ? migrateUnderLock : findWall));
}

async function onOneConnection<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  // Migrating a large table may take its time.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: silence.connectionTimeoutMillis });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw asSetupError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The lock goes with the connection. */
async function migrateUnderLock(client: pg.Client): Promise<Wall | undefined> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  await migrateServer(drizzleServer(client), { migrationsFolder });
  return raiseWall(client);
}

/** A later Rebound may have migrated further: what it added is no hindrance to this one. */
async function requireMigrated(url: string): Promise<void> {
  const { made, known } = await countMigrations(url).catch((error: unknown) => {
    throw asSetupError(error);
  });
  if (made >= known) return;
  throw new SetupError(
    `The database has ${made} of ${known} migrations. Run \`rebound migrate\`, or start without --no-migrate.`,
  );
}
