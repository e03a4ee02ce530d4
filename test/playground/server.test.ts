import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { tokenOnly } from '../../src/http/guards.ts';
import { failingLog } from '../support/log.ts';
import { playgroundServer } from '../support/playground.ts';
import { rawRequest } from '../support/raw-request.ts';

let bot: Awaited<ReturnType<typeof playgroundServer>>;
beforeAll(async () => {
  bot = await playgroundServer();
  bot.personas.set('ana', { id: 'ana', name: 'Ana', isModerator: false });
});
afterAll(() => bot.close());

const raw = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  rawRequest(bot.server.url, method, path, headers, body);

const json = { 'content-type': 'application/json' };
const say = JSON.stringify({ id: 'a-message-1', conversationId: 'general', text: 'hi' });
const utterances = '/playground/api/utterances?as=ana';

test.each([
  ['a name of its own that points at this machine', { host: 'evil.example' }],
  ["another site's page", { origin: 'http://evil.example' }],
  ["another site's page, as the browser tells", { 'sec-fetch-site': 'cross-site' }],
  ['a page of another port here', { origin: 'http://127.0.0.1:1' }],
])('a request from %s is refused', async (_name, headers) => {
  expect(await raw('POST', utterances, { ...json, ...headers }, say)).toMatch(/^HTTP\/1.1 403 /);
});

test('the same request from a program or the page itself is taken', async () => {
  expect(await raw('POST', utterances, json, say)).toMatch(/^HTTP\/1.1 200 /);
  const own = { ...json, origin: bot.server.url, 'sec-fetch-site': 'same-origin' };
  expect(await raw('POST', utterances, own, say)).toMatch(/^HTTP\/1.1 200 /);
});

test('what is unknown, malformed or too large is answered in JSON without a stack, behind strict headers', async () => {
  const answers = await Promise.all([
    raw('GET', '/no/such/page', {}),
    raw('GET', '/playground/api/../../package.json', {}),
    raw('POST', utterances, json, '{"id":'),
    raw('POST', utterances, json, JSON.stringify({ id: 'x', conversationId: 'general', text: 'hi' })),
    raw(
      'POST',
      utterances,
      json,
      JSON.stringify({ id: 'a-message-2', conversationId: 'general', text: ' '.repeat(600_000) }),
    ),
    raw('POST', '/playground/api/utterances?as=nobody', json, say),
  ]);
  expect(answers.map((answer) => answer.split(' ')[1])).toEqual(['404', '404', '400', '400', '413', '404']);
  for (const answer of answers) {
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'; script-src 'self';");
    expect(answer).toMatch(/\{"fault":"[a-z-]+"\}/);
    expect(answer).not.toMatch(/\bat .*:\d+|node_modules|src\//);
  }
});

test.each([
  ['hi-IN,hi;q=0.9,en;q=0.8', 'hi'],
  ['pt-PT', 'pt-BR'],
  ['ja, de-AT;q=0.5', 'de'],
  ['ja', 'en'],
  ['', 'en'],
])('a browser that asks for "%s" gets the page in %s', async (asked, locale) => {
  const page = await fetch(bot.server.url, { headers: { 'accept-language': asked } });
  expect(page.headers.get('vary')).toBe('accept-language');
  expect(await page.text()).toContain(`<html lang="${locale}" dir="ltr">`);
  expect((await fetch(`${bot.server.url}/playground/page/locales/${locale}.json`)).status).toBe(200);
});

test('a fault of ours is a plain 500, and the log holds its kind alone', async () => {
  const log = failingLog();
  const routes = new Hono().get('/broken', () => {
    throw new Error('what a member wrote');
  });
  const app = createApp({ log, ready: () => Promise.reject(new Error('down')), areas: [{ routes, guards: [] }] });
  const answer = await app.request('/broken');
  expect([answer.status, await answer.text()]).toEqual([500, '{"fault":"went-wrong"}']);
  expect(log.check).toThrow(/^((?!member wrote).)*$/);
  expect((await app.request('/readyz')).status).toBe(503);
  expect((await app.request('/healthz')).status).toBe(200);
});

test('where the playground stands open, only its token lets in', async () => {
  const routes = new Hono().get('/', (c) => c.text('in'));
  const guards = [tokenOnly('correct horse battery')];
  const app = createApp({ log: failingLog(), ready: async () => undefined, areas: [{ routes, guards }] });
  expect((await app.request('/healthz')).status).toBe(200);
  expect((await app.request('/')).status).toBe(401);
  expect((await app.request('/?token=wrong')).status).toBe(401);
  expect((await app.request('/', { headers: { authorization: 'Bearer correct horse battery' } })).status).toBe(200);
  const entered = await app.request('/?token=correct+horse+battery&as=bo');
  expect([entered.status, entered.headers.get('location')]).toEqual([302, '/?as=bo']);
  const cookie = entered.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await app.request('/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
});
