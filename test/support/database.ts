import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openInMemory, openServer } from '../../src/db/open.ts';
import { administer, databaseUrl } from './setup.ts';

// What pg 9 refuses, pg 8 only warns of, once in a process: a query on a connection that has not answered the one before.
process.on('warning', (warning) => {
  if (warning.name === 'DeprecationWarning' && warning.message.includes('client.query()')) throw warning;
});

export type Engine = Database['engine'];

/** Both engines, for `describe.each`: what holds on one has to hold on the other. */
export const engines: readonly Engine[] = ['embedded', 'postgres'];

let usual: Engine = 'embedded';

/** In this test file, databases are on this engine where a test does not name one. */
export function useEngine(engine: Engine): void {
  usual = engine;
  afterAll(() => {
    usual = 'embedded';
  });
}

/** Databases that no test uses any more, emptied. They go with the process, those on the server with the run. */
const idle: Record<Engine, Database[]> = { embedded: [], postgres: [] };

/**
 * A migrated database with nothing in it: one that an earlier test closed, or a copy of one made once for the whole
 * run. Opening takes longer than most stories do.
 */
export async function freshDatabase(engine: Engine = usual): Promise<Database> {
  const database = idle[engine].pop() ?? (await copiedDatabase(engine));
  const handBack = async () => {
    await empty(database);
    idle[engine].push(database);
  };
  let handedBack: Promise<void> | undefined;
  return {
    ...database,
    close: () => {
      handedBack ??= handBack();
      return handedBack;
    },
  };
}

/** Leaves the tables, and what pg-boss noted of its own version. */
async function empty({ queries }: Database): Promise<void> {
  await queries.execute(sql`
    do $$
    declare
      found record;
      filled text[] := '{}';
      is_filled boolean;
    begin
      for found in
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname in ('public', 'pgboss') and (schemaname, tablename) <> ('pgboss', 'version')
      loop
        execute format('select exists (select from %s)', found.name) into is_filled;
        if is_filled then filled := filled || found.name; end if;
      end loop;
      if filled <> '{}' then execute 'truncate ' || array_to_string(filled, ', ') || ' restart identity cascade'; end if;
    end $$`);
}

async function copiedDatabase(engine: Engine): Promise<Database> {
  if (engine === 'postgres') return openOnServer((await freshServerDatabase()).url);
  return openInMemory(blobOf(readFileSync(inject('embeddedSnapshot'))));
}

/** Puts a migrated embedded database with nothing in it into a data folder: a first start takes some seconds of a core. */
export function prepareFolder(folder: string): void {
  const store = join(folder, 'postgres');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  execFileSync('tar', ['-xf', inject('embeddedSnapshot'), '-C', store], { stdio: 'ignore' });
}

/** Node reads a Blob of these forty megabytes back in small pieces, which takes longer than the database takes to start. */
function blobOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  return Object.assign(new Blob([]), { arrayBuffer: async () => bytes.slice().buffer });
}

async function openOnServer(url: string): Promise<Database> {
  const broken = (error: Error) => {
    throw error;
  };
  return openServer({ url, poolSize: 5, onIdleError: broken });
}

/** A database on the server for tests that open it themselves: migrated, or empty. The caller drops it. */
export async function freshServerDatabase(isMigrated = true): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `${inject('serverTemplate')}_${randomUUID().slice(0, 8)}`;
  const source = isMigrated ? ` template ${inject('serverTemplate')} strategy file_copy` : '';
  await administer(inject('serverUrl'), `create database ${name}${source}`);
  const url = databaseUrl(inject('serverUrl'), name);
  return { url, drop: () => dropDatabase(url) };
}

async function dropDatabase(url: string): Promise<void> {
  await administer(inject('serverUrl'), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}
