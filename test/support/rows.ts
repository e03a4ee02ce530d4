import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/db/database.ts';
import { createVault } from '../../src/db/vault.ts';

// The schema as the database has it, so that a new table is met here without anybody thinking of it.

export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** The table that it points at. */
  readonly references: string | undefined;
}

async function rowsOf<Row>(database: Database, query: SQL): Promise<readonly Row[]> {
  return ((await database.queries.execute(query)) as unknown as { rows: Row[] }).rows;
}

/** Every table of ours by name, with its columns. */
export async function tablesIn(database: Database): Promise<ReadonlyMap<string, readonly ColumnFacts[]>> {
  const found = await rowsOf<{ table: string; name: string; type: string; nullable: string; target: string | null }>(
    database,
    sql`select c.table_name as table, c.column_name as name, c.data_type as type, c.is_nullable as nullable,
          (select f.relname from pg_constraint k
            join pg_class t on t.oid = k.conrelid join pg_class f on f.oid = k.confrelid
            join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
            where k.contype = 'f' and t.relname = c.table_name and a.attname = c.column_name limit 1) as target
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by c.table_name, c.ordinal_position`,
  );
  const tables = new Map<string, ColumnFacts[]>();
  for (const { table, name, type, nullable, target } of found) {
    const columns = tables.get(table) ?? [];
    tables.set(table, columns);
    columns.push({ name, type, isNullable: nullable === 'YES', references: target ?? undefined });
  }
  return tables;
}

/** The names of the tables that hold rows of members. */
export async function memberTablesIn(database: Database): Promise<readonly string[]> {
  const tables = [...(await tablesIn(database))];
  return tables.filter(([, columns]) => columns.some(({ name }) => name === 'member_id')).map(([name]) => name);
}

export async function countIn(database: Database, table: string, memberId: string): Promise<number> {
  const where = sql`member_id = ${memberId}`;
  const [row] = await rowsOf<{ n: number | string }>(
    database,
    sql`select count(*) as n from ${sql.identifier(table)} where ${where}`,
  );
  return Number(row?.n);
}

export async function memberIds(database: Database): Promise<readonly string[]> {
  return (await rowsOf<{ id: string }>(database, sql`select id from members order by created_at, id`)).map(
    (row) => row.id,
  );
}

/**
 * Fills every table of members' rows with made-up ones of this member's, `each` in every table (one where a member has but one),
 * sealed as the bot seals. Answers what the sealed ones say, by table.
 */
export async function fillEveryTable(parts: {
  readonly database: Database;
  readonly secretKey: Uint8Array;
  readonly memberId: string;
  readonly each: number;
}): Promise<ReadonlyMap<string, string>> {
  const { database, memberId } = parts;
  const vault = createVault(parts.secretKey);
  const tables = await tablesIn(database);
  const said = new Map<string, string>();
  const [home] = await rowsOf<{ id: string }>(
    database,
    sql`select community_id as id from members where id = ${memberId}`,
  );
  const parents = new Map<string, string>([
    ['members', memberId],
    ['communities', home?.id ?? ''],
  ]);
  const made = new Map<string, readonly string[]>();
  const ofMembers = await memberTablesIn(database);
  const waiting = ofMembers.filter((table) => table !== 'member_keys');
  /** Rows that belong to a community, which members' rows point at: a new one for each, since many may be answered but once. */
  const isShared = (table: string) => !parents.has(table) && !ofMembers.includes(table);
  const isReady = (table: string) =>
    (tables.get(table) ?? []).every(
      ({ references, isNullable }) => !references || isNullable || isShared(references) || parents.has(references),
    );

  const valueFor = async (table: string, column: ColumnFacts, row: string, shared: ReadonlyMap<string, string>) => {
    if (column.name === 'id') return row;
    if (column.references) return shared.get(column.references) ?? parents.get(column.references) ?? null;
    if (column.type !== 'bytea') return sample(column.type, row);
    // As the vault has it: under the row's id, or the member's where there is one row for each member.
    const hasId = (tables.get(table) ?? []).some(({ name }) => name === 'id');
    const place = { table, column: column.name, row: hasId ? row : memberId };
    return Buffer.from(await vault.seal(database.queries, memberId, place, { said: said.get(table) }));
  };

  /** Answers the ids of the rows that were made. */
  const insert = async (table: string, count: number): Promise<readonly string[]> => {
    const columns = tables.get(table) ?? [];
    const targets = [...new Set(columns.map(({ references }) => references).filter((each) => each !== undefined))];
    // A row that goes with one of another table has its id.
    const whole = columns.find(({ name }) => name === 'id')?.references;
    const ids = made.get(whole ?? '') ?? Array.from({ length: count }, () => randomUUID());
    for (let from = 0; from < count; from += 200) {
      const some = ids.slice(from, from + 200);
      const shared = new Map<string, readonly string[]>();
      for (const target of targets.filter(isShared)) shared.set(target, await insert(target, some.length));
      const lines: SQL[] = [];
      for (const [at, id] of some.entries()) {
        const own = new Map([...shared].map(([target, made]) => [target, made[at] ?? '']));
        const values = await Promise.all(columns.map(async (column) => sql`${await valueFor(table, column, id, own)}`));
        lines.push(sql`(${sql.join(values, sql`, `)})`);
      }
      const names = sql.join(
        columns.map(({ name }) => sql.identifier(name)),
        sql`, `,
      );
      await database.queries.execute(
        sql`insert into ${sql.identifier(table)} (${names}) values ${sql.join(lines, sql`, `)}`,
      );
    }
    return ids;
  };

  while (waiting.length > 0) {
    const at = waiting.findIndex(isReady);
    const [table] = waiting.splice(Math.max(at, 0), 1);
    if (at < 0 || table === undefined)
      throw new Error(`Nothing that these point at can be made: ${waiting.join(', ')}`);
    said.set(table, `words in ${table}`);
    const rows = (tables.get(table) ?? []).some(({ name }) => name === 'id') ? parts.each : 1;
    const ids = await insert(table, rows);
    made.set(table, ids);
    const [first] = ids;
    if (first !== undefined) parents.set(table, first);
  }
  return said;
}

function sample(type: string, row: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type.startsWith('timestamp')) return '2026-11-02T09:00:00Z';
  if (type === 'date') return '2026-11-02';
  if (/int|numeric|double|real/.test(type)) return 1;
  if (type === 'boolean') return true;
  if (type.startsWith('json')) return '{}';
  if (type === 'ARRAY') return '{}';
  // What may stand but once is another in each row.
  return `made up ${row}`;
}
