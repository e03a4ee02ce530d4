import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { SetupError } from '../core/errors/index.ts';
import type { Database, Queries } from './database.ts';

// A moved database is a gzipped file of JSON lines: a header, then batches of rows as Postgres itself writes them as JSON, which
// is the same on both engines. Parents come before the rows that refer to them.

const batchRows = 500;

const again =
  'Does nothing else run on the database? Run the import again; what is there already is left alone. Where it says the same again, export anew, and import that into an empty database.';
const damaged =
  'The file is damaged, or no export of Rebound. What was read so far is there; export anew, and import that into an empty database.';

const tableShape = z.strictObject({
  name: z.string(),
  rows: z.number().int(),
  /** Of all rows, in whatever order. */
  checksum: z.string(),
});
const headerShape = z.strictObject({
  format: z.literal('rebound-database-1'),
  /** How many migrations its database had seen. */
  migrations: z.number().int(),
  /** Says under which key the words are sealed, and nothing of the key. */
  key: z.string(),
  tables: z.array(tableShape),
});
const batchShape = z.strictObject({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) });

/** What a table holds: how many rows, and a checksum over them that does not depend on their order. */
export type TableTally = z.infer<typeof tableShape>;

export interface TransferParts {
  readonly database: Database;
  /** 32 bytes: what the words in it are sealed under. */
  readonly secretKey: Uint8Array;
  /** Told of each batch of rows that is done, and of how many there are over all. */
  advanced(rows: number, ofAll: number): void;
}

/** Writes every row of ours into `file`. Answers what it holds. The queue is left out: what waits in the outbox says it all. */
export async function exportDatabase(parts: TransferParts, file: string): Promise<readonly TableTally[]> {
  return parts.database.transaction(async (queries) => {
    await queries.execute(sql`set transaction isolation level repeatable read`);
    await asUtc(queries);
    const tables: TableTally[] = [];
    for (const name of await tablesInOrder(queries)) tables.push(await tallyOf(queries, name));
    const header = {
      format: 'rebound-database-1' as const,
      migrations: await migrationsOf(queries),
      key: keyMark(parts.secretKey),
      tables,
    };
    await write(linesOf(parts, queries, header), file);
    return tables;
  });
}

/** The file is there under its name only once it is whole. */
async function write(lines: AsyncIterable<string>, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(lines), createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
    renameSync(part, file);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    throw new SetupError(
      `${file} could not be written (${error.code}). Name a file in a folder that you may write to.`,
    );
  }
}

async function* linesOf(parts: TransferParts, queries: Queries, header: z.infer<typeof headerShape>) {
  yield `${JSON.stringify(header)}\n`;
  const ofAll = header.tables.reduce((sum, { rows }) => sum + rows, 0);
  for (const { name } of header.tables) {
    const rows = sql`select to_jsonb(t) as row from ${sql.identifier(name)} t`;
    for await (const found of inBatches<{ row: Record<string, unknown> }>(queries, rows)) {
      yield `${JSON.stringify({ table: name, rows: found.map(({ row }) => row) })}\n`;
      parts.advanced(found.length, ofAll);
    }
  }
}

/**
 * What `select` finds, a part at a time and read once from end to end, however long all of it takes: asked for with an offset, each
 * part would read all of those before it. Within a transaction, and one at a time.
 */
async function* inBatches<Row>(queries: Queries, select: ReturnType<typeof sql>): AsyncGenerator<readonly Row[]> {
  await queries.execute(sql`declare reading no scroll cursor for ${select}`);
  for (;;) {
    const found = await rowsOf<Row>(queries, sql.raw(`fetch ${batchRows} from reading`));
    if (found.length === 0) break;
    yield found;
  }
  await queries.execute(sql`close reading`);
}

/**
 * Brings what `exportDatabase` wrote into a migrated database that is empty, or that the same file was being brought into before: what
 * is there already is left alone, so that an import that was interrupted is run again. Compares counts and checksums, and answers
 * what each table holds now; then comes `finishImport`.
 * Throws `SetupError`: for a database in use, another key or another version nothing was changed; for anything else what was brought
 * in so far is left there.
 */
export async function importDatabase(parts: TransferParts, file: string): Promise<readonly TableTally[]> {
  const { database } = parts;
  let header: z.infer<typeof headerShape> | undefined;
  for await (const line of readLines(file)) {
    if (!header) {
      header = await acceptHeader(parts, line);
      continue;
    }
    const batch = batchShape.safeParse(asJson(line));
    if (!batch.success || !header.tables.some(({ name }) => name === batch.data.table)) throw new SetupError(damaged);
    const { table, rows } = batch.data;
    await bringIn(database, table, rows);
    parts.advanced(
      rows.length,
      header.tables.reduce((sum, each) => sum + each.rows, 0),
    );
  }
  if (!header) throw new SetupError('The file is empty.');
  return compare(database, header.tables);
}

/** Ends what `importDatabase` began: from now on it is a database in use, into which nothing is imported. */
export async function finishImport({ queries }: Database): Promise<void> {
  await queries.execute(sql`comment on table communities is null`);
}

async function bringIn(database: Database, table: string, rows: readonly unknown[]): Promise<void> {
  const name = sql.identifier(table);
  const json = JSON.stringify(rows);
  const insert = sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${json}::jsonb)
    on conflict do nothing`;
  try {
    await database.transaction(async (queries) => {
      await asUtc(queries);
      await queries.execute(insert);
    });
  } catch (error) {
    // The error's own message holds the rows.
    const code =
      error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : '';
    throw new SetupError(`Rows of ${table} could not be brought in (${code || 'the connection broke'}). ${again}`);
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file).pipe(createGunzip());
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  } catch {
    throw new SetupError(damaged);
  }
}

async function acceptHeader(
  { database, secretKey }: TransferParts,
  line: string,
): Promise<z.infer<typeof headerShape>> {
  const parsed = headerShape.safeParse(asJson(line));
  if (!parsed.success) throw new SetupError('This file is no export of Rebound. Nothing was changed.');
  const header = parsed.data;
  if (header.key !== keyMark(secretKey)) {
    throw new SetupError(
      'The words in this file are sealed under another key. Set REBOUND_SECRET_KEY to the key of the database that it was made from: the content of secret.key in its data folder. Nothing was changed.',
    );
  }
  const migrations = await migrationsOf(database.queries);
  if (header.migrations !== migrations) {
    throw new SetupError(
      `This file was made by another version of Rebound (${header.migrations} migrations, here ${migrations}). Export and import with the same version. Nothing was changed.`,
    );
  }
  await claimFor(database, line, header);
  return header;
}

/** Marks an empty database as the one that this file is being brought into. */
async function claimFor(database: Database, line: string, { tables }: z.infer<typeof headerShape>): Promise<void> {
  const mark = `import ${createHash('sha256').update(line).digest('hex')}`;
  await database.transaction(async (queries) => {
    const [found] = await rowsOf<{ mark: string | null }>(
      queries,
      sql`select obj_description('public.communities'::regclass) as mark`,
    );
    if (found?.mark === mark) return;
    for (const { name } of tables) {
      const [row] = await rowsOf(queries, sql`select from ${sql.identifier(name)} limit 1`);
      if (row) {
        throw new SetupError(
          'The database that DATABASE_URL names is in use already. Name an empty one. Nothing was changed.',
        );
      }
    }
    await queries.execute(sql.raw(`comment on table communities is '${mark}'`));
  });
}

async function compare(database: Database, expected: readonly TableTally[]): Promise<readonly TableTally[]> {
  const found = await database.transaction(async (queries) => {
    await asUtc(queries);
    const tallies: TableTally[] = [];
    for (const { name } of expected) tallies.push(await tallyOf(queries, name));
    return tallies;
  });
  const different = expected.filter((each, at) => {
    return each.rows !== found[at]?.rows || each.checksum !== found[at]?.checksum;
  });
  if (different.length === 0) return found;
  const names = different.map(({ name, rows }) => `${name} (${rows} rows in the file)`).join(', ');
  throw new SetupError(`Not the same as in the file: ${names}. ${again}`);
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function keyMark(secretKey: Uint8Array): string {
  return createHash('sha256').update('rebound key mark ').update(secretKey).digest('hex').slice(0, 32);
}

/** Postgres writes instants in the session's zone. */
async function asUtc(queries: Queries): Promise<void> {
  await queries.execute(sql`set local time zone 'UTC'`);
}

async function tallyOf(queries: Queries, name: string): Promise<TableTally> {
  // 60 bits of a digest a row: their sum is the same in whatever order they are added.
  const digests = sql`select ('x' || substr(md5(to_jsonb(t)::text), 1, 15))::bit(60)::bigint::text as digest
    from ${sql.identifier(name)} t`;
  let rows = 0;
  let checksum = 0n;
  for await (const found of inBatches<{ digest: string }>(queries, digests)) {
    rows += found.length;
    for (const { digest } of found) checksum += BigInt(digest);
  }
  return { name, rows, checksum: String(checksum) };
}

async function migrationsOf(queries: Queries): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    queries,
    sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
  );
  return row?.count ?? 0;
}

/** Our tables, those that others refer to first. */
async function tablesInOrder(queries: Queries): Promise<readonly string[]> {
  const tables = await rowsOf<{ name: string }>(
    queries,
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`,
  );
  const references = await rowsOf<{ child: string; parent: string }>(
    queries,
    sql`select c.relname as child, p.relname as parent from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`,
  );
  const ordered: string[] = [];
  const waiting = new Set(tables.map(({ name }) => name));
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => {
      return !references.some(({ child, parent }) => child === name && waiting.has(parent));
    });
    if (free.length === 0) throw new Error('Tables refer to each other in a circle');
    for (const name of free) waiting.delete(name);
    ordered.push(...free);
  }
  return ordered;
}

/** Both engines answer `rows`; the type of drizzle's for either says nothing of it. */
async function rowsOf<Row>(queries: Queries, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const answered = (await queries.execute(query)) as unknown as { readonly rows: readonly Row[] };
  return answered.rows;
}
