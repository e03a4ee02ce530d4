import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Installation, type InstallationQuery, type InstallationStore, InstallProvider } from '@slack/oauth';
import type { WebClientOptions } from '@slack/web-api';
import { Hono } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { Log, Secrets } from '../../core/ports/index.ts';
import { defaultLocale } from '../../core/text/index.ts';
import { botScopes, installPath, redirectPath } from './manifest.ts';
import { messages } from './texts.ts';
import { quietLogger } from './web.ts';

/** OAuth, for any number of workspaces. */
export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the bot's server is reached from outside; Slack sends people who installed it back there. */
  readonly publicUrl: string;
  /** Where Slack asks people whether to install it. */
  readonly authorizeUrl: string;
}

/** The bot's tokens. */
export interface Access {
  /** The token for a workspace: its own install, else its organisation's, else the configured one. */
  token(teamId: string | undefined, enterpriseId?: string): Promise<string | undefined>;
  /** Forgets the install of a workspace or of a whole organisation. Answers the workspaces that it served. */
  forget(teamId: string | undefined, enterpriseId: string | undefined): Promise<readonly string[]>;
  /** Where installs begin and end; undefined without OAuth. */
  readonly routes: Hono | undefined;
}

/** One install, under the id of its workspace or organisation, with the workspaces seen that it serves. */
interface Kept {
  readonly installation?: Installation;
  readonly teams?: readonly string[];
  /** Of a workspace that its organisation's install serves. */
  readonly enterpriseId?: string;
}

export function createAccess(parts: {
  /** Of a bot that was installed by hand in one workspace. */
  readonly botToken: string | undefined;
  readonly oauth: OAuthSettings | undefined;
  readonly secrets: Secrets;
  readonly web: WebClientOptions;
  readonly log: Log;
  /** Told of every workspace that the bot came to. */
  installed(teamId: string): Promise<void>;
}): Access {
  const { secrets, oauth, botToken } = parts;
  const find = async (id: string) => (await secrets.find(nameOf(id))) as Kept | undefined;
  const save = (id: string, record: Kept) => secrets.save(nameOf(id), record);

  const store: InstallationStore = {
    storeInstallation: async (installation) => {
      const id = idOf(installation.isEnterpriseInstall, installation.team?.id, installation.enterprise?.id);
      const known = await find(id);
      const teams = new Set([...(known?.teams ?? []), ...(installation.team ? [installation.team.id] : [])]);
      await save(id, { installation, teams: [...teams] });
      for (const team of teams) await parts.installed(team);
    },
    fetchInstallation: async (query) => {
      const record = await find(idOf(query.isEnterpriseInstall, query.teamId, query.enterpriseId));
      if (!record?.installation) throw new Error('There is no such install');
      return record.installation;
    },
  };
  const provider = oauth && createProvider(oauth, store, parts);

  /** The token of an install, renewed where it is about to end. */
  const renewed = async (query: InstallationQuery<boolean>): Promise<string | undefined> =>
    (await provider?.authorize(query))?.botToken;

  const ofOrganisation = async (enterpriseId: string, teamId: string | undefined): Promise<string | undefined> => {
    const record = await find(enterpriseId);
    if (!record?.installation) return undefined;
    if (teamId !== undefined && !record.teams?.includes(teamId)) {
      await save(teamId, { enterpriseId });
      await save(enterpriseId, { ...record, teams: [...(record.teams ?? []), teamId] });
      await parts.installed(teamId);
    }
    return renewed({ teamId: undefined, enterpriseId, isEnterpriseInstall: true });
  };

  return {
    token: async (teamId, enterpriseId) => {
      if (!provider) return botToken;
      const own = teamId === undefined ? undefined : await find(teamId);
      if (teamId !== undefined && own?.installation) {
        return renewed({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
      }
      const organisation = own?.enterpriseId ?? enterpriseId;
      const shared = organisation === undefined ? undefined : await ofOrganisation(organisation, teamId);
      return shared ?? botToken;
    },
    forget: async (teamId, enterpriseId) => {
      const id = teamId ?? enterpriseId;
      if (id === undefined) return [];
      const teams = (await find(id))?.teams ?? (teamId === undefined ? [] : [teamId]);
      for (const each of [id, ...teams]) await secrets.remove(nameOf(each));
      return teams;
    },
    routes: oauth && provider && installRoutes(oauth, provider),
  };
}

/** The token that a workspace's install gave, or its organisation's, as it was kept; undefined where there is none. */
export async function keptToken(secrets: Pick<Secrets, 'find'>, teamId: string): Promise<string | undefined> {
  const find = async (id: string) => (await secrets.find(nameOf(id))) as Kept | undefined;
  const own = await find(teamId);
  const standing = own?.enterpriseId === undefined ? own : await find(own.enterpriseId);
  return standing?.installation?.bot?.token;
}

function nameOf(id: string): string {
  return `slack ${id}`;
}

function idOf(isEnterprise: boolean | undefined, teamId: string | undefined, enterpriseId: string | undefined): string {
  const id = isEnterprise ? enterpriseId : teamId;
  if (id === undefined) throw new Error('An install belongs to a workspace or to an organisation');
  return id;
}

function createProvider(
  { clientId, clientSecret, authorizeUrl }: OAuthSettings,
  installationStore: InstallationStore,
  { web, log }: { readonly web: WebClientOptions; readonly log: Log },
): InstallProvider {
  return new InstallProvider({
    clientId,
    clientSecret,
    // Signs what a browser brings back within ten minutes; whoever knows the client secret could install anyway.
    stateSecret: clientSecret,
    installationStore,
    authorizationUrl: authorizeUrl,
    directInstall: true,
    clientOptions: web,
    logger: quietLogger(log),
  });
}

/** Node's own request and response, as the server that runs us hands them on. */
interface Raw {
  readonly Bindings: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };
}

// A copy, which is Node's own Response: once a server listens, Hono makes lighter ones, in which it does not look for this mark,
// so that it would answer once more, fail, and print so.
const alreadySent = () => RESPONSE_ALREADY_SENT.clone();

function installRoutes({ publicUrl }: OAuthSettings, provider: InstallProvider): Hono {
  const redirectUri = new URL(redirectPath, publicUrl).href;
  const routes = new Hono<Raw>();
  routes.get(installPath, async (c) => {
    const { incoming, outgoing } = c.env;
    await provider.handleInstallPath(incoming, outgoing, {}, { scopes: [...botScopes], redirectUri });
    return alreadySent();
  });
  routes.get(redirectPath, async (c) => {
    const { incoming, outgoing } = c.env;
    await provider.handleCallback(incoming, outgoing, {
      success: (_installation, _options, request, response) => say(request, response, 200, 'installed'),
      failure: (_error, _options, request, response) => say(request, response, 400, 'not-installed'),
    });
    return alreadySent();
  });
  return routes as unknown as Hono;
}

/** In the language that the browser asks for first. */
function say(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  what: 'installed' | 'not-installed',
): void {
  const [asked] = parseAccept(request.headers['accept-language'] ?? '');
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${messages.text(asked?.type ?? defaultLocale, what)}\n`);
}
