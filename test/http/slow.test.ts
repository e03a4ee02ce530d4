import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';
import { failingLog } from '../support/log.ts';

test('who sends headers one byte at a time is cut off, and others are answered meanwhile', {
  timeout: 120_000,
}, async () => {
  const app = createApp({ log: failingLog(), ready: async () => undefined, areas: [] });
  const short = { headersTimeout: 500, requestTimeout: 1_000, connectionsCheckingInterval: 100 };
  const server = await listen(app, { host: '127.0.0.1', port: 0 }, short);
  const { hostname, port } = new URL(server.url);
  const slow = connect(Number(port), hostname);
  let answer = '';
  slow.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk;
  });
  // A byte that comes after the cut is refused by the machine itself.
  slow.on('error', () => undefined);
  const cut = once(slow, 'close');
  slow.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
  const byByte = setInterval(() => slow.write('a'), 50);
  try {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await cut;
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    clearInterval(byByte);
    await server.close();
  }
});
