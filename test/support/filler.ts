/** A row as JSON, by column. */
export type Row = Readonly<Record<string, unknown>>;

export interface Filler {
  /** All rows by table. */
  rows(): Promise<ReadonlyMap<string, readonly Row[]>>;
  /** Two more rows in every table that there is, every column of them filled. */
  fill(): Promise<void>;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** Where it points to. */
  readonly target: string | null;
  readonly targetColumn: string | null;
}

const columnsQuery = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    parent.relname as target, pa.attname as "targetColumn"
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_constraint f on f.contype = 'f' and f.conrelid = c.oid and f.conkey[1] = a.attnum
  left join pg_class parent on parent.oid = f.confrelid
  left join pg_attribute pa on pa.attrelid = f.confrelid and pa.attnum = f.confkey[1]
  where c.relkind = 'r'
  order by c.relname, a.attnum`;

/** Fills whatever schema there is, by what the database itself tells of it: the first row of a table refers to the first of another. */
export function createFiller(client: {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}): Filler {
  const ask = async <Answer>(statement: string) => (await client.query(statement)).rows as readonly Answer[];
  const read = async () => {
    const rows = await ask<Column>(columnsQuery);
    return Map.groupBy(rows, ({ table }) => table);
  };
  const add = async (table: string, columns: readonly Column[]) => {
    const rows = await ask<{ count: number }>(`select count(*)::int as count from "${table}"`);
    const at = rows[0]?.count ?? 0;
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    await ask(`insert into "${table}" (${names}) values (${columns.map((each) => valueFor(each, at)).join(', ')})`);
  };
  return {
    rows: async () => {
      const found = new Map<string, readonly Row[]>();
      for (const table of (await read()).keys()) {
        const rows = await ask<{ row: Row }>(`select to_jsonb(t) as row from "${table}" t`);
        found.set(
          table,
          rows.map(({ row }) => row),
        );
      }
      return found;
    },
    fill: async () => {
      const tables = await read();
      for (const table of parentsFirst(tables)) {
        for (let more = 0; more < 2; more += 1) await add(table, tables.get(table) ?? []);
      }
    },
  };
}

function parentsFirst(tables: ReadonlyMap<string, readonly Column[]>): readonly string[] {
  const ordered = new Set<string>();
  const visit = (table: string) => {
    if (ordered.has(table)) return;
    for (const { target } of tables.get(table) ?? []) if (target !== null && target !== table) visit(target);
    ordered.add(table);
  };
  for (const table of tables.keys()) visit(table);
  return [...ordered];
}

/** The value of a column in the row that `at` counts, as SQL: each row has another one, so that unique keys hold. */
function valueFor({ table, name, type, target, targetColumn }: Column, at: number): string {
  if (target !== null) {
    return `(select "${targetColumn}" from "${target}" order by ctid limit 1 offset ${at})`;
  }
  if (type.endsWith('[]'))
    return `array[${valueFor({ table, name, type: type.slice(0, -2), target, targetColumn }, at)}]::${type}`;
  switch (type.replace(/\(.*\)/, '')) {
    case 'uuid':
      return `'${(at + 1).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000'`;
    case 'text':
      return `'${name} ${at}'`;
    case 'integer':
    case 'smallint':
    case 'bigint':
    case 'numeric':
      return String(at + 1);
    case 'boolean':
      return String(at % 2 === 0);
    case 'date':
      return `date '2026-01-01' + ${at}`;
    case 'timestamp with time zone':
      return `timestamptz '2026-01-01T00:00:00Z' + interval '${at} hours'`;
    case 'bytea':
      return `'\\x${at.toString(16).padStart(8, '0')}'`;
    default:
      throw new Error(`Nothing is known to fill a column of type ${type} with`);
  }
}
