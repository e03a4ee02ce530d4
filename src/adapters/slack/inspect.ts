import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Log } from '../../core/ports/index.ts';
import type { SlackSettings } from './index.ts';
import { botScopes } from './manifest.ts';
import { slackCode, webOptions } from './web.ts';

/** Slack's own code where it refuses a token, or why nobody answered. */
type Fault = { readonly refused: string } | { readonly unanswered: string };

/** What Slack says of the bot's tokens. */
export interface SlackFacts {
  readonly bot: { readonly missingScopes: readonly string[] } | Fault | undefined;
  /** Of Socket Mode; undefined where Slack sends requests. */
  readonly socket: 'accepted' | Fault | undefined;
}

/** Tries the tokens, without connecting. */
export async function inspectSlack(settings: SlackSettings, log: Log): Promise<SlackFacts> {
  const options = webOptions({ apiUrl: settings.apiUrl, log });
  const { botToken, connection } = settings;
  return {
    bot: botToken === undefined ? undefined : await inspectBot(new WebClient(botToken, options)),
    socket: connection.kind === 'http' ? undefined : await inspectSocket(new WebClient(connection.appToken, options)),
  };
}

async function inspectBot(client: WebClient): Promise<SlackFacts['bot']> {
  try {
    const { response_metadata: metadata } = await client.auth.test();
    const granted = metadata?.scopes ?? [];
    return { missingScopes: botScopes.filter((scope) => !granted.includes(scope)) };
  } catch (error) {
    return faultOf(error);
  }
}

async function inspectSocket(client: WebClient): Promise<SlackFacts['socket']> {
  try {
    await client.apps.connections.open({});
    return 'accepted';
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Fault {
  const code = slackCode(error);
  return error instanceof WebAPIPlatformError ? { refused: code } : { unanswered: code };
}
