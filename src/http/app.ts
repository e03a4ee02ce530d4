import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Log } from '../core/ports/index.ts';

/** A part of the server's addresses, with what stands before it. */
export interface Area {
  readonly routes: Hono;
  readonly guards: readonly MiddlewareHandler[];
}

// The longest form (five texts of 3,000) is far below; a paste of 100 kB must still get a kind answer from core.
const longestBodyBytes = 512 * 1024;

const countedBody = bodyLimit({ maxSize: longestBodyBytes, onError: (c) => c.json({ fault: 'too-large' }, 413) });

/** Counts a body only where its length is not told: Node.js reads no more than was told, and counting makes of each request a stream. */
const limitedBody: MiddlewareHandler = (c, next) => {
  const isTold = c.req.header('transfer-encoding') === undefined;
  const bytes = Number(c.req.header('content-length') ?? 0);
  return isTold && bytes <= longestBodyBytes ? next() : countedBody(c, next);
};

/**
 * The one application that the server serves: `/healthz` and `/readyz` for everybody, then the areas in their order. No answer
 * holds a stack or a path of this machine.
 * @param ready rejects while this process should be sent nothing; starting it anew would not help.
 */
export function createApp(parts: { log: Log; ready: () => Promise<void>; areas: readonly Area[] }): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // The server speaks plain HTTP on loopback; whoever puts TLS before it decides on this.
      strictTransportSecurity: false,
    }),
  );
  app.use(limitedBody);
  // That it answers at all is the answer: whoever does not is to be started anew.
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    try {
      await parts.ready();
      return c.json({ status: 'ready' });
    } catch {
      return c.json({ status: 'not-ready' }, 503);
    }
  });
  for (const area of parts.areas) {
    // Each guard stands before its own area's addresses alone: whoever may read the metrics need not know the playground's token.
    const paths = new Set(area.routes.routes.map(({ path }) => path));
    for (const path of paths) for (const guard of area.guards) app.use(path, guard);
    app.route('/', area.routes);
  }
  app.notFound((c) => c.json({ fault: 'not-found' }, 404));
  app.onError((error, c) => {
    parts.log.error({ method: c.req.method, route: c.req.routePath, error: error.name }, 'A request failed');
    return c.json({ fault: 'went-wrong' }, 500);
  });
  return app;
}
