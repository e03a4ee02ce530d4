import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { SetupError } from '../core/errors/index.ts';

/** A server that listens. */
export interface HttpServer {
  /** For example `http://127.0.0.1:3000`, without a slash at its end. */
  readonly url: string;
  /** Takes no more requests, lets the running ones end for up to 5 s, then closes every connection. */
  close(): Promise<void>;
}

// Whoever sends a request slowly keeps a socket for this long at most; answers and event streams may last.
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
const mostConnections = 2_000;
const graceMs = 5_000;

/**
 * Throws `SetupError` where the address cannot be had.
 * @param patience in milliseconds: how long somebody may take to send headers, and a whole request; how often that is looked at.
 */
export async function listen(
  app: Hono,
  address: { host: string; port: number },
  patience: Readonly<typeof timeouts> = timeouts,
): Promise<HttpServer> {
  let running = 0;
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      running += 1;
      try {
        return await app.fetch(request, env);
      } finally {
        running -= 1;
      }
    },
    serverOptions: patience,
  }) as Server;
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(inWords(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  return {
    url: urlOf(server.address() as AddressInfo),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (let waitedMs = 0; running > 0 && waitedMs < graceMs; waitedMs += 50) await pause();
      // Answers just given are still being written.
      await pause();
      server.closeAllConnections();
      await closed;
    },
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function inWords(error: Error, { host, port }: { host: string; port: number }): Error {
  switch ('code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return new SetupError(`Port ${port} is taken by another program. Stop it, or set PORT to another number.`);
    case 'EACCES':
      return new SetupError(`Port ${port} may not be used by this account. Set PORT to a number above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SetupError(`HOST ${host} is no address of this machine. Set HOST to one, for example 127.0.0.1.`);
    default:
      return error;
  }
}
