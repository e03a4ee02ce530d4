import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiAnswer, ApiRequest } from '../servers/discord/answers.ts';
import type { DiscordServer } from '../servers/discord/server.ts';

/** What befell requests, and how often. */
export type Befallen = Record<
  'fair' | 'limited' | 'broken' | 'lost-request' | 'lost-answer' | 'slow' | 'hanging',
  number
>;

/** Discord in bad weather, before the one that is as strict as Discord. */
export async function startWeather(server: DiscordServer, random: () => number, roughness: number) {
  const befallen: Befallen = {
    fair: 0,
    limited: 0,
    broken: 0,
    'lost-request': 0,
    'lost-answer': 0,
    slow: 0,
    hanging: 0,
  };
  // Everything befalls somebody, also in a short run; after that it is as chance wills.
  const owed = Object.keys(befallen).filter((weather): weather is keyof Befallen => weather in befallen);
  let asked = 0;
  const next = (): keyof Befallen => {
    asked += 1;
    const mine = asked % 3 === 0 ? owed.pop() : undefined;
    if (mine) return mine;
    const at = random() / roughness;
    if (at > 0.17) return 'fair';
    if (at < 0.03) return 'limited';
    if (at < 0.06) return 'broken';
    if (at < 0.09) return 'lost-request';
    if (at < 0.12) return 'lost-answer';
    return at < 0.165 ? 'slow' : 'hanging';
  };

  const http = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', async () => {
      const weather = next();
      befallen[weather] += 1;
      const answer = (): ApiAnswer => server.answer(requestOf(incoming, Buffer.concat(chunks)));
      const give = ({ status, body, headers }: ApiAnswer) => {
        outgoing.writeHead(status, {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        });
        outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      };
      switch (weather) {
        case 'limited':
          return give({
            status: 429,
            body: { message: 'You are being rate limited.', retry_after: 0.4, global: false },
            headers: { 'retry-after': '1', 'x-ratelimit-scope': 'shared' },
          });
        case 'broken':
          return give({ status: 500, body: { message: 'Internal Server Error', code: 0 } });
        case 'lost-request':
          return incoming.socket.destroy();
        case 'lost-answer':
          answer();
          return incoming.socket.destroy();
        case 'slow':
          await pause(500 + random() * 2_000);
          return give(answer());
        case 'hanging':
          // It is taken, and nobody hears of it until the client gives up.
          answer();
          return;
        case 'fair':
          return give(answer());
      }
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api`,
    befallen,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function requestOf(incoming: IncomingMessage, bytes: Buffer): ApiRequest {
  const path = (incoming.url ?? '').replace(/^\/api\/v10/, '').replace(/\?.*$/, '');
  const body: unknown = bytes.length === 0 ? undefined : JSON.parse(bytes.toString());
  const authorization = incoming.headers.authorization;
  return { method: incoming.method ?? 'GET', path, body, files: [], authorization };
}
