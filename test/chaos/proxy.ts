import { connect, createServer, type Socket } from 'node:net';

// As a server that is set to look after silent connections finds out; by its own settings Postgres would keep them for two hours,
// and with them its places for others.
const foundOutMs = 20_000;

/** A stretch of network between the bot and its database, that can be made to fail. */
export interface Proxy {
  /** The same database by this way. */
  readonly url: string;
  /** Breaks the connections that `which` picks; both ends are told. */
  cut(which: () => boolean): number;
  /** Swallows from now on all that goes over the connections that `which` picks: the near end is never told, the far end late. */
  swallow(which: () => boolean): number;
  /** On how many connections something was said that was swallowed. */
  unheard(): number;
  close(): Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  const swallowed = new Set<readonly [Socket, Socket]>();
  const unheard = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (swallowed.has(pair)) unheard.add(pair);
        else to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        pairs.delete(pair);
        // What fell into a hole is not heard of at the other end, its end neither; the server finds out by itself.
        if (!swallowed.has(pair)) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = typeof address === 'object' && address ? String(address.port) : '';
  const pick = (which: () => boolean) => [...pairs].filter((pair) => !swallowed.has(pair) && which());
  return {
    url: url.href,
    cut: (which) => {
      const picked = pick(which);
      for (const [near, far] of picked) {
        near.resetAndDestroy();
        far.destroy();
      }
      return picked.length;
    },
    swallow: (which) => {
      const picked = pick(which);
      for (const pair of picked) {
        swallowed.add(pair);
        setTimeout(() => pair[1].destroy(), foundOutMs).unref();
      }
      return picked.length;
    },
    unheard: () => unheard.size,
    close: async () => {
      for (const [near, far] of [...pairs, ...swallowed]) {
        near.destroy();
        far.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
