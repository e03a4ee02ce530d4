import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
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
  'Was the database empty before, and does nothing run on it? Run the import again; what is there already is left alone.';

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
    const lines = linesOf(parts, queries, header);
    await pipeline(Readable.from(lines), createGzip(), createWriteStream(file, { mode: 0o600 }));
    return tables;
  });
}

async function* linesOf(parts: TransferParts, queries: Queries, header: z.infer<typeof headerShape>) {
  yield `${JSON.stringify(header)}\n`;
  const ofAll = header.tables.reduce((sum, { rows }) => sum + rows, 0);
  for (const { name, rows } of header.tables) {
    for (let from = 0; from < rows; from += batchRows) {
      const table = sql.identifier(name);
      const found = await rowsOf<{ row: Record<string, unknown> }>(
        queries,
        sql`select to_jsonb(t) as row from ${table} t order by ctid limit ${batchRows} offset ${from}`,
      );
      yield `${JSON.stringify({ table: name, rows: found.map(({ row }) => row) })}\n`;
      parts.advanced(found.length, ofAll);
    }
  }
}

/**
 * Brings what `exportDatabase` wrote into a migrated database, and compares counts and checksums. What is there already is left
 * alone, so that an import that was interrupted is run again. Answers what each table holds now.
 * Throws `SetupError`, with all that was brought in so far left there, for another key, another version or another content.
 */
export async function importDatabase(parts: TransferParts, file: string): Promise<readonly TableTally[]> {
  const { database } = parts;
  let header: z.infer<typeof headerShape> | undefined;
  for await (const line of readLines(file)) {
    if (!header) {
      header = await acceptHeader(parts, line);
      continue;
    }
    const { table, rows } = batchShape.parse(JSON.parse(line));
    await bringIn(database, table, rows);
    parts.advanced(
      rows.length,
      header.tables.reduce((sum, each) => sum + each.rows, 0),
    );
  }
  if (!header) throw new SetupError('The file is empty.');
  return compare(database, header.tables);
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
    throw new SetupError(
      'The file is damaged, or no export of Rebound. What was read so far is there; nothing was lost.',
    );
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
  return header;
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
  const table = sql.identifier(name);
  const [row] = await rowsOf<{ rows: number; checksum: string }>(
    queries,
    // 60 bits of a digest a row: their sum is the same in whatever order they are added.
    sql`select count(*)::int as rows,
      coalesce(sum(('x' || substr(md5(to_jsonb(t)::text), 1, 15))::bit(60)::bigint), 0)::text as checksum from ${table} t`,
  );
  if (!row) throw new Error(`Table ${name} could not be counted`);
  return { name, ...row };
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
