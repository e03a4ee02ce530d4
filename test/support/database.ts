import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openInMemory, openServer } from '../../src/db/open.ts';
import { administer, databaseUrl } from './setup.ts';

export type Engine = Database['engine'];

/** Both engines, for `describe.each`: what holds on one has to hold on the other. */
export const engines: readonly Engine[] = ['embedded', 'postgres'];

let usual: Engine = 'embedded';

/** From now on, in this test file, databases are on this engine where a test does not name one. */
export function useEngine(engine: Engine): void {
  usual = engine;
}

/** A fresh, migrated database: a copy of one made once for the whole run. Gone when closed. */
export async function freshDatabase(engine: Engine = usual): Promise<Database> {
  if (engine === 'postgres') return openOnServer((await freshServerDatabase()).url);
  return openInMemory(blobOf(readFileSync(inject('embeddedSnapshot'))));
}

/** Node reads a Blob of these forty megabytes back in small pieces, which takes longer than the database takes to start. */
function blobOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  return Object.assign(new Blob(), { arrayBuffer: async () => bytes.slice().buffer });
}

async function openOnServer(url: string): Promise<Database> {
  const broken = (error: Error) => {
    throw error;
  };
  const database = await openServer({ url, poolSize: 5, onIdleError: broken });
  return {
    ...database,
    close: async () => {
      await database.close();
      await dropDatabase(url);
    },
  };
}

/** A database on the server for tests that open it themselves: migrated, or empty. The caller drops it. */
export async function freshServerDatabase(isMigrated = true): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `rebound_test_${randomUUID().replaceAll('-', '')}`;
  const source = isMigrated ? ` template ${inject('serverTemplate')} strategy file_copy` : '';
  await administer(inject('serverUrl'), `create database ${name}${source}`);
  const url = databaseUrl(inject('serverUrl'), name);
  return { url, drop: () => dropDatabase(url) };
}

async function dropDatabase(url: string): Promise<void> {
  await administer(inject('serverUrl'), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}
