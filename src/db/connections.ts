import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, Queries } from './database.ts';
import { silence } from './silence.ts';
import { admitWithin, standFor, type Wall } from './wall.ts';

export interface ConnectionOptions {
  /** `postgres://…`. */
  readonly url: string;
  /** Connections in the pool, 1 or more; as many again for what is done within communities, where there is a wall. */
  readonly poolSize: number;
  /** Told of connections that broke while idle; the pool replaces them. */
  onIdleError(error: Error): void;
}

/** A server's database by pools of connections. Within a community it uses some that can reach nothing else. */
export function createConnections(options: ConnectionOptions, wall: Wall | undefined): Database {
  const pool = () => {
    const made = new pg.Pool({ connectionString: options.url, max: options.poolSize, ...silence });
    made.on('error', options.onIdleError);
    return made;
  };
  const plain = pool();
  const walled = wall && { wall, pool: pool(), community: new AsyncLocalStorage<string>() };
  const pools = [plain, ...(walled ? [walled.pool] : [])];
  // Which community a connection stands for: mostly the one that it is needed for next, and then nothing more is asked of the server.
  const standsFor = new WeakMap<pg.PoolClient, string>();

  const lend = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const communityId = walled?.community.getStore();
    if (!walled || communityId === undefined) return lendFrom(plain, work);
    return lendFrom(walled.pool, async (client) => {
      if (standsFor.get(client) !== communityId) {
        standsFor.delete(client);
        await standFor(client, walled.wall, communityId);
        standsFor.set(client, communityId);
      }
      return work(client);
    });
  };

  const common = {
    engine: 'postgres',
    source: { kind: 'server', url: options.url },
    isWalled: walled !== undefined,
    admitWithin: async (schema) => {
      if (walled) await lendFrom(plain, (client) => admitWithin(client, walled.wall, schema));
    },
    pool: () => ({
      open: sum(pools, 'totalCount'),
      idle: sum(pools, 'idleCount'),
      waiting: sum(pools, 'waitingCount'),
    }),
  } satisfies Partial<Database>;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= Promise.all(pools.map((each) => each.end())).then(() => undefined);
    return closing;
  };
  // All that Drizzle asks of a client.
  const query = (...args: [pg.QueryConfig, unknown[]]) => lend((client) => client.query(...args));
  const across: Database = {
    ...common,
    close,
    within: (_, work) => work(),
    queries: queriesOn(plain),
    transaction: (work) => lendFrom(plain, transactionOf(work)),
    get across() {
      return across;
    },
  };
  return {
    ...common,
    close,
    within: (communityId, work) => (walled ? walled.community.run(communityId, work) : work()),
    queries: walled ? queriesOn({ query } as unknown as pg.PoolClient) : across.queries,
    transaction: (work) => lend(transactionOf(work)),
    across,
  };
}

function queriesOn(client: pg.Pool | pg.PoolClient): Queries {
  return drizzle({ client }) as unknown as Queries;
}

function transactionOf<Result>(work: (queries: Queries) => Promise<Result>) {
  return (client: pg.PoolClient) => drizzle(client).transaction((tx) => work(tx as unknown as Queries));
}

function sum(pools: readonly pg.Pool[], what: 'totalCount' | 'idleCount' | 'waitingCount'): number {
  return pools.reduce((all, pool) => all + pool[what], 0);
}

/**
 * As the pool's own, except that a connection on which nothing was heard is closed: given back it would keep the next one waiting
 * as long, and its locks would stay.
 */
async function lendFrom<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let isDead = false;
  // A connection that breaks in the middle is told to whoever listens, else it would end the process.
  const note = () => {
    isDead = true;
  };
  client.on('error', note);
  try {
    return await work(client);
  } catch (error) {
    isDead ||= isSilence(error);
    throw error;
  } finally {
    client.removeListener('error', note);
    client.release(isDead);
  }
}

function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message === 'Query read timeout' || isSilence(error.cause);
}
