import { and, eq, isNull } from 'drizzle-orm';
import pg from 'pg';
import type { PlatformName } from '../core/interactions/index.ts';
import type { Database } from './database.ts';
import { knownMigrations, madeOn } from './migrations.ts';
import { communities, memberKeys, secrets } from './schema.ts';
import { secretPlace } from './secrets.ts';
import { decryptUnderEither, type InstallationKeys, keyPlace } from './vault.ts';
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

// All lie under one key, or under two while it is being replaced: a few tell.
const tried = 20;

/** Whether what is sealed in a database opens under these keys. True also where nothing is sealed yet. */
export async function opensUnder({ queries }: Database, keys: InstallationKeys): Promise<boolean> {
  const ofMembers = await queries.select().from(memberKeys).limit(tried);
  const ofInstallation = await queries.select().from(secrets).limit(tried);
  try {
    for (const { memberId, wrapped } of ofMembers) decryptUnderEither(keys, wrapped, keyPlace(memberId));
    for (const { name, value } of ofInstallation) decryptUnderEither(keys, value, secretPlace(name));
    return true;
  } catch {
    return false;
  }
}

/** The platform's ids of communities that the bot is in, at most `most`. */
export async function presentOn(
  { queries }: Database,
  platform: PlatformName,
  most: number,
): Promise<readonly string[]> {
  const rows = await queries
    .select({ id: communities.platformId })
    .from(communities)
    .where(and(eq(communities.platform, platform), isNull(communities.removedAt)))
    .limit(most);
  return rows.map(({ id }) => id);
}
