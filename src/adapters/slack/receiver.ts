import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { App, Receiver, ReceiverEvent, StringIndexed } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import type { Claims, Clock, Log } from '../../core/ports/index.ts';
import { eventsPath } from './manifest.ts';

/** Slack's requests over HTTP, as a part of the bot's one server. */
export interface HttpReceiver extends Receiver {
  readonly routes: Hono;
}

const oldestSeconds = 5 * 60;

/**
 * Takes requests that carry Slack's signature, are not older than five minutes and have not been taken before
 * (docs.slack.dev, "Verifying requests from Slack"). The answer goes out as soon as a listener acknowledges; its work may last.
 */
export function createHttpReceiver(parts: {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly claims: Claims;
  readonly log: Log;
}): HttpReceiver {
  let app: App | undefined;
  const signingKey = createSecretKey(Buffer.from(parts.signingSecret));
  const routes = new Hono();
  routes.post(eventsPath, async (c) => {
    const body = await c.req.text();
    const signature = c.req.header('x-slack-signature') ?? '';
    const seconds = Number(c.req.header('x-slack-request-timestamp') ?? Number.NaN);
    const isRecent = Math.abs(seconds - parts.clock.now().getTime() / 1000) <= oldestSeconds;
    if (!isRecent || !isSignature(signature, signingKey, `v0:${seconds}:${body}`))
      return c.json({ fault: 'not-allowed' }, 401);
    const payload = readBody(body, c.req.header('content-type') ?? '');
    if (!payload) return c.json({ fault: 'bad-request' }, 400);
    if (payload.type === 'url_verification') return c.json({ challenge: payload.challenge });
    if ('ssl_check' in payload) return c.body(null, 200);
    // Taken again it would show a member's private card to whoever sends it.
    if (!(await parts.claims.take(`slack-request ${signature}`))) return c.body(null, 200);
    return new Promise<Response>((resolve) => {
      const ack: ReceiverEvent['ack'] = async (answer) => resolve(answered(c, answer));
      const retryNum = Number(c.req.header('x-slack-retry-num') ?? 0);
      const event: ReceiverEvent = { body: payload, ack, ...(retryNum > 0 ? { retryNum } : {}) };
      const processed = app?.processEvent(event) ?? Promise.resolve();
      // What nobody acknowledged needs no answer; Slack would repeat it otherwise.
      processed.then(
        () => resolve(c.body(null, 200)),
        () => resolve(c.body(null, 500)),
      );
    });
  });
  return {
    routes,
    init: (bolt) => {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

/** Bolt's own check compares by two more digests; at some hundred requests a second that is a tenth of each. */
function isSignature(given: string, key: KeyObject, signed: string): boolean {
  const wanted = Buffer.from(`v0=${createHmac('sha256', key).update(signed).digest('hex')}`);
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

/** Commands come as a form, interactions as JSON in a form, events as JSON. Undefined for anything else. */
function readBody(body: string, contentType: string): StringIndexed | undefined {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return readJson(body);
  const fields = Object.fromEntries(new URLSearchParams(body));
  return fields.payload === undefined ? fields : readJson(fields.payload);
}

function readJson(json: string): StringIndexed | undefined {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

function answered(c: Context, answer: unknown): Response {
  if (answer === undefined || answer === '') return c.body(null, 200);
  return typeof answer === 'string' ? c.text(answer) : c.json(answer);
}
