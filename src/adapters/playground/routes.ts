import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { isZone } from '../../core/time/index.ts';
import type { Files } from './files.ts';
import type { Deed, Persona, PlaygroundEvent, RequestFault, Utterance } from './protocol.ts';
import { clockBody, deedBody, readerQuery, suggestBody, utteranceBody } from './requests.ts';
import type { Reader, Session } from './session.ts';

// Shorter than what proxies and browsers wait before they take a silent connection for dead.
const heartbeatMs = 15_000;
// A window that has fallen this far behind connects anew and starts from a snapshot.
const mostWaiting = 1_000;

const statuses: Record<RequestFault, ContentfulStatusCode> = {
  'bad-request': 400,
  'not-allowed': 403,
  'unknown-persona': 404,
  'not-found': 404,
  'too-large': 413,
  'went-wrong': 500,
};

/** The playground over HTTP: JSON in and out, and a stream of server-sent events for each window. */
export function playgroundRoutes(session: Session, personas: ReadonlyMap<string, Persona>, files: Files): Hono {
  const routes = new Hono();
  const readerOf = (c: Context) => findReader(c, personas);

  routes.get('/events', (c) => {
    const reader = readerOf(c);
    return reader ? streamEvents(c, session, reader) : fault(c, 'unknown-persona');
  });
  routes.post('/deeds', (c) =>
    answer(c, readerOf(c), deedBody, async (reader, deed) => session.act(reader, deed as Deed)),
  );
  routes.post('/utterances', (c) =>
    answer(c, readerOf(c), utteranceBody, async (reader, utterance) => session.say(reader, utterance as Utterance)),
  );
  routes.post('/suggestions', (c) =>
    answer(c, readerOf(c), suggestBody, async (reader, query) => session.suggest(reader, query)),
  );
  routes.post('/clock', (c) =>
    answer(c, readerOf(c), clockBody, async (reader, { step }) => (session.moveClock(reader, step) ? {} : undefined)),
  );
  routes.get('/messages/:id/previews', (c) => {
    const reader = readerOf(c);
    if (!reader) return fault(c, 'unknown-persona');
    const previews = session.previews(reader, c.req.param('id'));
    return previews ? c.json(previews) : fault(c, 'not-found');
  });
  routes.get('/files/:id', (c) => {
    const file = files.find(c.req.param('id'));
    if (!file) return fault(c, 'not-found');
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.mediaType,
      // To be saved, not opened as a page of ours; a picture is shown all the same.
      'content-disposition': `attachment; filename="${file.name}"`,
    });
  });
  return routes;
}

/** Answers a request that was not taken. */
export function fault(c: Context, why: RequestFault): Response {
  return c.json({ fault: why }, statuses[why]);
}

function findReader(c: Context, personas: ReadonlyMap<string, Persona>): Reader | undefined {
  const query = readerQuery.safeParse(c.req.query());
  const persona = query.success ? personas.get(query.data.as) : undefined;
  if (!query.success || !persona) return undefined;
  const { locale, zone } = query.data;
  return { persona, locale, zone: isZone(zone) ? zone : 'UTC' };
}

async function answer<Body extends z.ZodType>(
  c: Context,
  reader: Reader | undefined,
  shape: Body,
  work: (reader: Reader, body: z.output<Body>) => Promise<object | undefined>,
): Promise<Response> {
  if (!reader) return fault(c, 'unknown-persona');
  const json: unknown = await c.req.json().catch(() => undefined);
  const body = shape.safeParse(json);
  if (!body.success) return fault(c, 'bad-request');
  const result = await work(reader, body.data);
  return result === undefined ? fault(c, 'not-found') : c.json(result);
}

function streamEvents(c: Context, session: Session, reader: Reader): Response {
  return streamSSE(c, async (stream) => {
    const waiting: PlaygroundEvent[] = [];
    let wake = () => {};
    const stop = session.connect(reader, (event) => {
      waiting.push(event);
      if (waiting.length > mostWaiting) stream.abort();
      wake();
    });
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    stream.onAbort(() => {
      clearInterval(heartbeat);
      stop();
      wake();
    });
    while (!stream.aborted) {
      const event = waiting.shift();
      if (event) await stream.writeSSE({ data: JSON.stringify(event) });
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  });
}
