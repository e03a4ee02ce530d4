import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, Hono } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { defaultLocale, directionOf, type Locale, matchLocale } from '../../core/text/index.ts';
import { fault } from './routes.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  ts: 'text/javascript; charset=utf-8',
};

/** A path without a way up or out: names of small letters, digits and dashes, the last also with capitals, as in `pt-BR.json`. */
const plainPath = /^(?:[a-z0-9-]+\/)*[A-Za-z0-9-]+\.(css|js|json|svg|ts)$/;
// What the page shares with the terminal and the tests.
const shared = ['client.ts', 'sse.ts'];

/**
 * The page as the browser gets it: TypeScript with its types taken out, nothing bundled, so there is no step before `start`.
 * Files are read at each request: they are few and small, and a change shows at the next reload.
 */
export function pageRoutes(): Hono {
  const routes = new Hono();
  const here = import.meta.dirname;
  const library = dirname(fileURLToPath(import.meta.resolve('lit-html')));
  const locales = readdirSync(join(here, 'page/locales')).map((file) => basename(file, '.json'));
  routes.get('/', async (c) => {
    const page = await readFile(join(here, 'page/index.html'), 'utf8');
    const locale = askedFor(c.req.header('accept-language') ?? '', locales);
    const headers = { 'cache-control': 'no-cache', vary: 'accept-language' };
    return c.html(
      page.replace('<html lang="en">', `<html lang="${locale}" dir="${directionOf(locale)}">`),
      200,
      headers,
    );
  });
  routes.get('/playground/page/*', (c) =>
    sendPlain(c, join(here, 'page'), c.req.path.slice('/playground/page/'.length)),
  );
  routes.get('/vendor/lit-html/*', (c) => sendPlain(c, library, c.req.path.slice('/vendor/lit-html/'.length)));
  for (const name of shared) routes.get(`/playground/${name}`, (c) => send(c, here, name));
  return routes;
}

/** The first of the languages that a browser asks for which there is. */
function askedFor(acceptLanguage: string, locales: readonly Locale[]): Locale {
  const wanted = parseAccept(acceptLanguage).map(({ type }) => matchLocale(type, locales));
  return wanted.find((locale) => locale !== undefined) ?? defaultLocale;
}

async function sendPlain(c: Context, folder: string, path: string): Promise<Response> {
  return plainPath.test(path) ? send(c, folder, path) : fault(c, 'not-found');
}

async function send(c: Context, folder: string, path: string): Promise<Response> {
  const text = await readFile(join(folder, path), 'utf8').catch(() => undefined);
  const ending = path.slice(path.lastIndexOf('.') + 1);
  if (text === undefined) return fault(c, 'not-found');
  const headers = { 'content-type': mediaTypes[ending] ?? 'text/plain', 'cache-control': 'no-cache' };
  return c.body(ending === 'ts' ? forBrowser(text) : text, 200, headers);
}

/** A browser finds no package by its name without an import map, which would be an inline script. */
function forBrowser(source: string): string {
  return stripTypeScriptTypes(source).replace(/(from\s*')lit-html(\/[^']*)?'/g, (_all, from: string, path?: string) => {
    return `${from}/vendor/lit-html${path ?? '/lit-html.js'}'`;
  });
}
