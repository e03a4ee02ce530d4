import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownBlock } from '@slack/types';
import { faultsOfMessage } from './check.ts';
import { ApiError, type Args, methods, requireTaken, scopeOf } from './methods.ts';
import { oauthAccess } from './oauth.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { createState, type Fault, post, replace, type State } from './state.ts';

/** A Slack on this machine: its Web API, its Socket Mode and its response URLs, for the real SDK to talk to. */
export interface SlackServer {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly origin: string;
  readonly state: State;
  readonly sockets: Sockets;
  /** The token that opens connections. */
  readonly appToken: string;
  failNext(fault: Fault): void;
  /** From now on answers over a response_url are neither shown nor answered, as where the network hangs. */
  holdAnswers(): void;
  letAnswersThrough(): void;
  /** How many answers were held. */
  readonly held: number;
  close(): Promise<void>;
}

const appToken = 'xapp-1-A1-test';

/** The method of a fault that lets a response_url be too old. */
export const expiredResponse = 'response_url';

/** Starts on a port of its own. */
export async function startSlackServer(): Promise<SlackServer> {
  const state = createState();
  let isHolding = false;
  let held = 0;
  const server = createServer((request, response) => {
    if (isHolding && request.url?.startsWith('/response/')) held += 1;
    else void answer(state, sockets, request, response);
  });
  const sockets = createSockets(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  state.origin = origin;
  sockets.origin = `ws://127.0.0.1:${port}`;
  return {
    apiUrl: `${origin}/api/`,
    origin,
    state,
    sockets,
    appToken,
    failNext: (fault) => state.faults.push(fault),
    holdAnswers: () => {
      isHolding = true;
    },
    letAnswersThrough: () => {
      isHolding = false;
    },
    get held() {
      return held;
    },
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a request is answered with. */
interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(
  state: State,
  sockets: Sockets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://slack.test');
  const body = Buffer.concat(await request.toArray());
  const { status, value, headers } = await answerTo(state, sockets, request, url, body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
}

function answerTo(
  state: State,
  sockets: Sockets,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): Answer | Promise<Answer> {
  if (url.pathname.startsWith('/api/')) return callMethod(state, sockets, request, url, body);
  if (url.pathname.startsWith('/upload/')) return takeUpload(state, url, body, request.headers['content-type'] ?? '');
  if (url.pathname.startsWith('/response/')) return takeResponse(state, url, body);
  return { status: 404, value: { ok: false } };
}

function callMethod(state: State, sockets: Sockets, request: IncomingMessage, url: URL, body: Buffer): Answer {
  const method = url.pathname.slice('/api/'.length);
  const args = readArgs(request.headers['content-type'] ?? '', body.toString());
  state.calls.push({ method, at: performance.now(), args });
  const failing = state.interfere?.(method, args) ?? faultOf(state, method);
  if (failing) {
    const value = { ok: false, error: failing.error ?? 'ratelimited' };
    return { status: failing.status, value, headers: failing.headers ?? {} };
  }
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? String(args.token ?? '');
  try {
    const headers = { 'x-oauth-scopes': state.scopes.join(',') };
    return { status: 200, value: { ok: true, ...runMethod(state, sockets, method, args, token) }, headers };
  } catch (error) {
    if (!(error instanceof ApiError)) state.refused.push(`${method}: ${String(error)}`);
    return { status: 200, value: { ok: false, error: error instanceof ApiError ? error.message : 'fatal_error' } };
  }
}

/** What was asked to fail the next call of a method, once. */
function faultOf({ faults }: State, method: string): Fault | undefined {
  const at = faults.findIndex((each) => each.method === method);
  return at === -1 ? undefined : faults.splice(at, 1)[0];
}

function runMethod(state: State, sockets: Sockets, method: string, args: Args, token: string): object {
  if (method === 'oauth.v2.access') return oauthAccess(state, args);
  if (method === 'apps.connections.open') {
    if (token !== appToken) throw new ApiError('invalid_auth');
    return { url: sockets.open() };
  }
  const team = state.tokens.get(token);
  if (team === undefined) throw new ApiError(token === '' ? 'not_authed' : 'invalid_auth');
  const run = methods[method];
  if (!run) throw new ApiError('unknown_method');
  const scope = scopeOf(method, args);
  if (scope !== undefined && !state.scopes.includes(scope)) throw new ApiError('missing_scope');
  const result = run(state, args, team);
  if (!('upload_url' in result)) return result;
  return { ...result, upload_url: `${sockets.origin.replace('ws:', 'http:')}${result.upload_url}` };
}

/** Forms with JSON in their fields, as the SDK sends them, or JSON. */
function readArgs(contentType: string, body: string): Args {
  if (contentType.includes('json')) return JSON.parse(body);
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, readArg(value)]));
}

function readArg(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The file is the one part of a form, as the SDK sends it. */
async function takeUpload(state: State, url: URL, body: Buffer, contentType: string): Promise<Answer> {
  const upload = state.uploads.get(url.pathname.slice('/upload/'.length));
  if (!upload) return { status: 404, value: '' };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const [part] = form.values();
  if (!(part instanceof Blob)) return { status: 400, value: '' };
  upload.bytes = Buffer.from(await part.arrayBuffer());
  return { status: 200, value: 'OK' };
}

/** Docs.slack.dev, "Handling user interaction": five answers, within half an hour. */
function takeResponse(state: State, url: URL, body: Buffer): Answer {
  const response = state.responses.get(url.pathname);
  if (!response || faultOf(state, expiredResponse)) return { status: 404, value: 'expired_url' };
  if (response.left === 0) return { status: 404, value: 'used_url' };
  response.left -= 1;
  const message = JSON.parse(body.toString());
  try {
    requireTaken(state, faultsOfMessage(message));
  } catch {
    return { status: 400, value: 'invalid_blocks' };
  }
  const blocks = message.blocks as readonly KnownBlock[];
  if (message.replace_original === true && response.original) {
    replace(state, response.original, { text: message.text, blocks }, response.window);
  } else {
    const isForAll = message.response_type === 'in_channel';
    const { channel, window } = response;
    const audience = isForAll ? {} : { onlyFor: window.userId };
    post(state, { channel, text: message.text, blocks, ...audience }, window);
  }
  return { status: 200, value: 'ok' };
}
