import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Queries } from './database.ts';
import { type ConnectionOptions, createPool, lendFrom } from './pool.ts';
import { admitWithin, type Wall } from './wall.ts';
import { createWalledConnections, type Statement } from './walled-connections.ts';

/** A server's database by pools of connections. Within a community it uses some that can reach nothing else. */
export function createConnections(options: ConnectionOptions, wall: Wall | undefined): Database {
  const plain = createPool(options);
  const walled = wall && createWalledConnections(options, wall);
  const pools = [plain, ...(walled ? [walled.pool] : [])];
  const community = new AsyncLocalStorage<string>();

  const common = {
    engine: 'postgres',
    source: { kind: 'server', url: options.url },
    isWalled: wall !== undefined,
    admitWithin: async (schema) => {
      if (wall) await lendFrom(plain, (client) => admitWithin(client, wall, schema));
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
  if (!walled) return across;
  // All that Drizzle asks of a client.
  const query = (...statement: Statement) => {
    const communityId = community.getStore();
    return communityId === undefined ? plain.query(...statement) : walled.query(communityId, ...statement);
  };
  return {
    ...common,
    close,
    // Drizzle sends a query when somebody waits for it, which must be in here too.
    within: (communityId, work) => community.run(communityId, async () => work()),
    queries: queriesOn({ query } as unknown as pg.PoolClient),
    transaction: (work) => {
      const communityId = community.getStore();
      return communityId === undefined ? across.transaction(work) : walled.lend(communityId, transactionOf(work));
    },
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
