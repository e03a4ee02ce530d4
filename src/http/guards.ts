import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
}

/**
 * Serves only who calls this machine by a loopback name. A page elsewhere could otherwise point a name of its own at
 * 127.0.0.1 and talk to us as if we were it (DNS rebinding).
 */
export const loopbackNamesOnly: MiddlewareHandler = async (c, next) => {
  const name = (c.req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!loopbackNames.includes(name)) return c.json({ fault: 'not-allowed' }, 403);
  await next();
};

/**
 * Refuses what another site's page sends. Browsers tell by `Sec-Fetch-Site` and `Origin`; programs send neither. Following a
 * link to the page itself stays possible.
 */
export const sameSiteOnly: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const origin = c.req.header('origin');
  const isNavigation = c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate';
  const fromElsewhere = !['same-origin', 'none'].includes(site) && !isNavigation;
  const foreignOrigin = origin !== undefined && hostOf(origin) !== c.req.header('host');
  if (fromElsewhere || foreignOrigin) return c.json({ fault: 'not-allowed' }, 403);
  await next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

const cookie = 'rebound';

/**
 * Lets in who knows the token: as a bearer token, or once as `?token=` in the address, which is then kept in a cookie.
 * Compared in constant time.
 */
export function tokenOnly(token: string): MiddlewareHandler {
  const wanted = digest(token);
  const fits = (given: string | undefined) => given !== undefined && timingSafeEqual(digest(given), wanted);
  return async (c, next) => {
    const inAddress = c.req.query('token');
    if (fits(inAddress)) {
      setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      const rest = new URL(c.req.url);
      rest.searchParams.delete('token');
      return c.redirect(`${rest.pathname}${rest.search}`);
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (!fits(bearer) && !fits(getCookie(c, cookie))) return c.json({ fault: 'not-allowed' }, 401);
    await next();
  };
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
