import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openInMemory, openServer } from '../../src/db/open.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the data folder of a migrated embedded database lies, as a tar. */
    embeddedSnapshot: string;
    /** Of a Postgres server, and the name of a migrated database on it. */
    serverUrl: string;
    serverTemplate: string;
  }
}

/** Makes, once for the whole run, what every test's own database is a copy of, on both engines. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // One after the other: the embedded engine blocks this process for seconds, and connections would time out meanwhile.
  const stopServer = await prepareServer(project);
  await prepareEmbedded(project);
  return stopServer;
}

const root = join(import.meta.dirname, '../..');

/** Migrating the embedded engine costs some ten seconds of a core; what comes of it is kept for as long as it would be the same. */
async function prepareEmbedded(project: TestProject): Promise<void> {
  const hash = createHash('sha256');
  const sources = [
    'package-lock.json',
    'src/db/open.ts',
    'test/support/setup.ts',
    ...globSync('migrations/*.sql', { cwd: root }).sort(),
  ];
  for (const file of sources) hash.update(readFileSync(join(root, file)));
  const folder = join(root, 'node_modules/.cache/rebound');
  const snapshot = join(folder, `embedded-${hash.digest('hex').slice(0, 16)}.tar`);
  if (!existsSync(snapshot)) {
    const database = await openInMemory();
    // Clearing the usual 128 MB would be half of the time that a copy takes to open.
    await database.client.exec("alter system set shared_buffers = '16MB'");
    await database.client.exec('checkpoint');
    const dumped = await database.client.dumpDataDir('none');
    await database.close();
    mkdirSync(folder, { recursive: true });
    const half = `${snapshot}.${randomUUID()}`;
    writeFileSync(half, new Uint8Array(await dumped.arrayBuffer()));
    renameSync(half, snapshot);
  }
  project.provide('embeddedSnapshot', snapshot);
}

/** On the server that TEST_DATABASE_URL names, whose user may create databases; else on one of our own. */
async function prepareServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startPostgres();
  const template = `rebound_template_${randomUUID().replaceAll('-', '')}`;
  try {
    await makeTemplate(server.url, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('serverTemplate', template);
  return async () => {
    if (given) await dropAll(given, template);
    await server.stop();
  };
}

/** The template of a run, and what its tests copied from it, which has the same name with something behind it. */
async function dropAll(serverUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('select datname from pg_database where starts_with(datname, $1)', [template]);
    for (const { datname } of found.rows) await client.query(`drop database ${datname} with (force)`);
  } finally {
    await client.end();
  }
}

async function makeTemplate(serverUrl: string, name: string): Promise<void> {
  await administer(serverUrl, `create database ${name}`);
  const onIdleError = (error: Error) => {
    throw error;
  };
  const database = await openServer({ url: databaseUrl(serverUrl, name), poolSize: 1, onIdleError });
  await database.close();
}

/** The same server's URL with another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on the server. */
export async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
