import type { ClientBase } from 'pg';

// The second wall between communities, on a server: Postgres itself shows a handler the rows of the community that it acts in,
// even where the handler forgets to ask for it. Whoever names no community on their connection is not held back: the tick,
// deliveries, exports, and whoever reads the database by other means. The tables' owner is spared by Postgres, and a superuser
// always: what a handler does is therefore done in a role that is neither.

/** Where the wall is kept on a server. */
export interface Wall {
  /** Has the rights of a handler and owns nothing. */
  readonly role: string;
}

const policy = 'within_community';
const named = "nullif(current_setting('rebound.community', true), '')::uuid";

/** Tables that belong to nobody, and that no handler reads or writes. */
export const apart: readonly string[] = ['claims', 'secrets'];

// Named after the owner: a role of one name for all would let the owners of two databases of one server into each other's.
const roleName = `(select left(tableowner, 51) || '_interaction' from pg_tables where schemaname = 'public' and tablename = 'members')`;

// Before Postgres 16 every member of a role might take it.
const mayTake = `pg_has_role(current_user, oid, case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end)`;

/** The wall as it stands for the user of this connection; undefined where there is none. */
export async function findWall(client: ClientBase): Promise<Wall | undefined> {
  const { rows } = await client.query<{ role: string }>(
    `select rolname as role from pg_roles
     where rolname = ${roleName} and ${mayTake}
       and not exists (select from pg_tables where schemaname = 'public' and not tablename = any ($1)
         and not (rowsecurity and has_table_privilege(rolname, format('%I.%I', schemaname, tablename), 'DELETE')))`,
    [apart],
  );
  return rows[0];
}

/**
 * Makes what is missing of the wall: policies, the role and its rights. To be called under the lock of who migrates. Answers
 * undefined, and leaves everything as it was, where the user may not make or take the role.
 */
export async function raiseWall(client: ClientBase): Promise<Wall | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const there = await findWall(client);
    if (there) return there;
    try {
      return await inTransaction(client, () => raise(client));
    } catch (error) {
      if (codeOf(error) === '42501') return undefined;
      if (attempt === 5 || !overtaken.includes(codeOf(error))) throw error;
    }
  }
}

// The role is the whole server's; the lock of who migrates is one database's.
const overtaken: readonly unknown[] = ['42710', '23505', 'XX000'];

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

// A function's plan is kept by the connection. Written into each policy, the same was planned anew with every query, and with
// many rows Postgres preferred to read all members of all communities first.
const seesMember = `create or replace function sees_member(member uuid) returns boolean language plpgsql stable as
  'begin return exists (select from public.members where id = member); end'`;

async function raise(client: ClientBase): Promise<Wall> {
  const role = await takeRole(client);
  await client.query(seesMember);
  for (const table of await bareTables(client)) await client.query(policyOf(client, table));
  await grant(client, role, 'public');
  return { role };
}

/** Has a connection reach this community alone from now on, whatever becomes of the transactions on it. */
export async function standFor(client: ClientBase, { role }: Wall, communityId: string): Promise<void> {
  await client.query({
    name: 'stand_for',
    text: "select set_config('role', $1, false), set_config('rebound.community', $2, false)",
    values: [role, communityId],
  });
}

/** Lets handlers use the tables of a schema that is not ours and knows no communities, as the queue's. Safe to do twice. */
export async function admitWithin(client: ClientBase, { role }: Wall, schema: string): Promise<void> {
  const { rows } = await client.query(
    `select from pg_tables where schemaname = $2
     and not has_table_privilege($1, format('%I.%I', schemaname, tablename), 'DELETE') limit 1`,
    [role, schema],
  );
  if (rows.length === 0) return;
  await inTransaction(client, async () => {
    // Of processes that start at once, two would otherwise change the same rights, which Postgres refuses the second one.
    await client.query("select pg_advisory_xact_lock(hashtext('rebound.admit'))");
    await client.query(`grant usage on schema ${client.escapeIdentifier(schema)} to ${client.escapeIdentifier(role)}`);
    await grant(client, role, schema);
  });
}

/** What somebody who may make roles has to run once, where the user of this connection may not. */
export async function statementsFor(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ statements: string }>(
    `select format('create role %1$I nologin; grant %1$I to %2$I;', ${roleName}, current_user) as statements`,
  );
  return rows[0]?.statements ?? '';
}

async function takeRole(client: ClientBase): Promise<string> {
  const found = async () => {
    const { rows } = await client.query<{ role: string; isThere: boolean; isOurs: boolean }>(
      `select role, oid is not null as "isThere", oid is not null and ${mayTake} as "isOurs"
       from (select ${roleName} as role) as named left join pg_roles on rolname = role`,
    );
    if (!rows[0]) throw new Error('The database has no tables of ours');
    return rows[0];
  };
  const { role, isThere } = await found();
  const name = client.escapeIdentifier(role);
  if (!isThere) await client.query(`create role ${name} nologin`);
  if (!(await found()).isOurs) await client.query(`grant ${name} to current_user`);
  return role;
}

async function grant(client: ClientBase, role: string, schema: string): Promise<void> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names from pg_tables
     where schemaname = $1 and not (schemaname = 'public' and tablename = any ($2))`,
    [schema, apart],
  );
  await client.query(`grant select, insert, update, delete on ${rows[0]?.names} to ${client.escapeIdentifier(role)}`);
}

interface BareTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** The column that refers, and the table that it refers to by its id. */
  readonly references: readonly { readonly column: string; readonly table: string }[];
}

async function bareTables(client: ClientBase): Promise<readonly BareTable[]> {
  const { rows } = await client.query<BareTable>(
    `select t.tablename as name,
       array(select column_name::text from information_schema.columns c
         where c.table_schema = t.schemaname and c.table_name = t.tablename) as columns,
       array(select json_build_object('column', a.attname, 'table', p.relname)
         from pg_constraint k join pg_class p on p.oid = k.confrelid
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
         where k.contype = 'f' and k.confrelid <> k.conrelid
           and k.conrelid = format('%I.%I', t.schemaname, t.tablename)::regclass) as references
     from pg_tables t where t.schemaname = 'public' and not t.rowsecurity and not t.tablename = any ($1)`,
    [apart],
  );
  return rows;
}

/** A row is its community's, its member's, or of whatever it refers to, which has a policy of its own. */
function policyOf(client: ClientBase, { name, columns, references }: BareTable): string {
  const id = (column: string) => client.escapeIdentifier(column);
  const sees = (column: string, table: string) =>
    `exists (select from ${id(table)} as of where of.id = ${id(name)}.${id(column)})`;
  const rule = () => {
    if (name === 'communities') return `id = ${named}`;
    if (columns.includes('community_id')) return `community_id = ${named}`;
    if (columns.includes('member_id')) return 'sees_member(member_id)';
    return references.map(({ column, table }) => sees(column, table)).join(' or ') || 'false';
  };
  return `alter table ${id(name)} enable row level security;
    create policy ${policy} on ${id(name)} using (${named} is null or (${rule()}))`;
}

async function inTransaction<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
