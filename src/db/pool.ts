import pg from 'pg';
import { silence } from './silence.ts';

export interface ConnectionOptions {
  /** `postgres://…`. */
  readonly url: string;
  /** Connections in the pool, 1 or more; as many again for what is done within communities, where there is a wall. */
  readonly poolSize: number;
  /** Told of connections that broke while idle; the pool replaces them. */
  onIdleError(error: Error): void;
}

/** @param settings what is not as in every pool of ours */
export function createPool({ url, poolSize, onIdleError }: ConnectionOptions, settings: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, ...silence, ...settings });
  pool.on('error', onIdleError);
  return pool;
}

/**
 * As the pool's own, except that a connection on which nothing was heard is closed: given back it would keep the next one waiting
 * as long, and its locks would stay. `work` tells of the failures that it does not reject with.
 */
export async function lendFrom<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient, failed: (error: unknown) => void) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isDead = false;
  // A connection that breaks in the middle is told to whoever listens, else it would end the process.
  const note = () => {
    isDead = true;
  };
  const failed = (error: unknown) => {
    isDead ||= isSilence(error);
  };
  client.on('error', note);
  try {
    return await work(client, failed);
  } catch (error) {
    failed(error);
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
