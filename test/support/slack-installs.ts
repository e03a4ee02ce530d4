import type { Slack } from '../../src/adapters/slack/index.ts';
import type { Log } from '../../src/core/ports/index.ts';
import { createApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';

/** The bot's routes on a port of their own. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

export function serve(slack: Slack, log: Log): Promise<Served> {
  const app = createApp({ log, ready: async () => undefined, areas: [{ routes: slack.routes, guards: [] }] });
  return listen(app, { host: '127.0.0.1', port: 0 });
}

/** An install that somebody set out for: where the browser is sent, and what it brings back. */
export interface Begun {
  readonly authorizeUrl: URL;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly state: string;
  readonly cookie: string;
}

export async function startsInstall({ url }: Served): Promise<Begun> {
  const response = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const authorizeUrl = new URL(response.headers.get('location') ?? '');
  const { searchParams: asked } = authorizeUrl;
  return {
    authorizeUrl,
    scopes: (asked.get('scope') ?? '').split(','),
    redirectUri: asked.get('redirect_uri') ?? '',
    state: asked.get('state') ?? '',
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
}

/** The browser comes back from Slack with what it was given there. */
export function comesBack(
  { url }: Served,
  { state, cookie }: Begun,
  given: Readonly<Record<string, string>>,
  acceptLanguage = 'en',
): Promise<Response> {
  const query = new URLSearchParams({ state, ...given });
  return fetch(`${url}/slack/oauth_redirect?${query}`, {
    headers: { cookie, 'accept-language': acceptLanguage },
  });
}
