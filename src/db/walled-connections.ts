import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { type ConnectionOptions, createPool, lendFrom } from './pool.ts';
import { together } from './together.ts';
import { standFor, type Wall } from './wall.ts';

/** Connections on which Postgres itself lets nobody past the community that they stand for. */
export interface WalledConnections {
  readonly pool: pg.Pool;
  /** A connection for `work` alone, which stands for the community. */
  lend<Result>(communityId: string, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
  /** One statement; it may share a connection with others that are asked for at the same moment. */
  query(communityId: string, ...statement: Statement): Promise<pg.QueryResult>;
}

/** As Drizzle hands one to a client. */
export type Statement = readonly [config: pg.QueryConfig, values: unknown[]];

interface Asked {
  readonly communityId: string;
  readonly statement: Statement;
}

interface Standing {
  readonly communityId: string;
  readonly done: Promise<void>;
}

// One connection does one thing after the other: what many ask for is shared among several.
const mostOnOne = 16;

export function createWalledConnections(options: ConnectionOptions, wall: Wall): WalledConnections {
  // What is asked of a connection is sent at once: that it is to stand for somebody, and what is then done for them.
  const pool = createPool(options, { pipeline: true });
  const standings = new WeakMap<pg.PoolClient, Standing>();

  /** What is sent after it is done for this community. Rejects where it is not, and that is then sent for the one before. */
  const stand = (client: pg.PoolClient, communityId: string): Promise<void> => {
    const before = standings.get(client);
    if (before?.communityId === communityId) return before.done;
    const standing = { communityId, done: standFor(client, wall, communityId) };
    standings.set(client, standing);
    standing.done.catch(() => {
      if (standings.get(client) === standing) standings.delete(client);
    });
    return standing.done;
  };

  const send = async (client: pg.PoolClient, { communityId, statement }: Asked): Promise<pg.QueryResult> => {
    const [, result] = await Promise.all([stand(client, communityId), client.query(...statement)]);
    return result;
  };

  const query = together(
    (asked: readonly Asked[]) =>
      lendFrom(pool, async (client, failed) => {
        const [first] = asked;
        // One that stands for nobody yet is held back by nothing.
        if (first && !standings.has(client)) await stand(client, first.communityId);
        const answers = inOneWrite(client, () => asked.map((each) => send(client, each)));
        const told = (error: Error) => {
          failed(error);
          return error;
        };
        return Promise.all(answers.map((answer) => answer.catch(told)));
      }),
    mostOnOne,
  );

  return {
    pool,
    lend: (communityId, work) =>
      lendFrom(pool, async (client) => {
        await stand(client, communityId);
        return work(client);
      }),
    query: (communityId, ...statement) => query({ communityId, statement }),
  };
}

/** Each write costs as much as all that is decided for a small answer. pg does the same with the messages of one statement. */
function inOneWrite<Result>(client: pg.PoolClient, send: () => Result): Result {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
