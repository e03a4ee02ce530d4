import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Log, Secrets } from '../../core/ports/index.ts';
import { keptToken } from './access.ts';
import type { SlackSettings } from './index.ts';
import { botScopes, installPath } from './manifest.ts';
import { slackCode, webOptions } from './web.ts';

/** Slack's own code where it refuses a token, or why nobody answered. */
type Fault = { readonly refused: string } | { readonly unanswered: string };

/** What Slack says of a bot's token. */
export type BotFacts = { readonly missingScopes: readonly string[] } | Fault;

/** What Slack says of the tokens in the settings. */
export interface SlackFacts {
  readonly bot: BotFacts | undefined;
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

/** Where somebody adds the bot to their workspace. */
export function installAddress(publicUrl: string): string {
  return new URL(installPath, publicUrl).href;
}

/** Tries the token with which the bot acts in each of these workspaces; undefined where it has none. */
export async function inspectWorkspaces(parts: {
  readonly settings: Pick<SlackSettings, 'apiUrl' | 'botToken'>;
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'find'>;
  readonly teamIds: readonly string[];
}): Promise<readonly { readonly teamId: string; readonly bot: BotFacts | undefined }[]> {
  const { apiUrl, botToken } = parts.settings;
  const options = webOptions({ apiUrl, log: parts.log });
  const found = [];
  for (const teamId of parts.teamIds) {
    const token = (await keptToken(parts.secrets, teamId)) ?? botToken;
    found.push({ teamId, bot: token === undefined ? undefined : await inspectBot(new WebClient(token, options)) });
  }
  return found;
}

async function inspectBot(client: WebClient): Promise<BotFacts> {
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
