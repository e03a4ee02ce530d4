import { WebClient } from '@slack/web-api';
import type { Log } from '../../core/ports/index.ts';
import type { SlackSettings } from './index.ts';
import { botScopes } from './manifest.ts';
import { slackCode, webOptions } from './web.ts';

/** What Slack says of the bot's tokens; a code of Slack's own where it refuses one. */
export interface SlackFacts {
  readonly bot:
    | { readonly team: string; readonly missingScopes: readonly string[] }
    | { readonly refused: string }
    | undefined;
  /** Of Socket Mode; undefined where Slack sends requests. */
  readonly socket: 'accepted' | { readonly refused: string } | undefined;
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
    const { team, response_metadata: metadata } = await client.auth.test();
    const granted = metadata?.scopes ?? [];
    return { team: team ?? '', missingScopes: botScopes.filter((scope) => !granted.includes(scope)) };
  } catch (error) {
    return { refused: slackCode(error) };
  }
}

async function inspectSocket(client: WebClient): Promise<SlackFacts['socket']> {
  try {
    await client.apps.connections.open({});
    return 'accepted';
  } catch (error) {
    return { refused: slackCode(error) };
  }
}
