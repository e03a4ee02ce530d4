import {
  type ApiAnswer,
  type ApiRequest,
  type Handler,
  type Route,
  type RouteParts,
  refusal,
  refuseFaults,
} from './answers.ts';
import { channelRoutes } from './channels.ts';
import { interactionRoutes } from './interactions.ts';
import { botUser, type State } from './state.ts';

/** Discord's web API as far as the bot uses it, refusing what Discord refuses, with its codes. */
export function createRoutes(parts: RouteParts): (request: ApiRequest) => ApiAnswer {
  const routes = [...applicationRoutes(parts), ...interactionRoutes(parts), ...channelRoutes(parts)];
  return (request) => {
    for (const { method, pattern, open, handle } of routes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (!match) continue;
      if (!open && request.authorization !== `Bot ${parts.state.token}`) {
        return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
      }
      return handle(request, match.slice(1));
    }
    parts.state.violations.push(`${request.method} ${request.path}: no such route`);
    return { status: 404, body: { message: '404: Not Found', code: 0 } };
  };
}

function applicationRoutes({ state, gatewayUrl }: RouteParts): Route[] {
  const list: Handler = (_request, [scope = 'global']) => ({ status: 200, body: state.commands.get(scope) ?? [] });
  const put: Handler = ({ body }, [scope = 'global']) => {
    const commands = body as Record<string, unknown>[];
    for (const command of commands) {
      const refused = refuseFaults(state, 'command', command);
      if (refused) return refused;
    }
    if (scope !== 'global' && !state.guilds.has(scope)) return refusal(403, 50001, 'Missing Access');
    const stored = commands.map((command) => registered(state, command));
    state.commands.set(scope, stored);
    return { status: 200, body: stored };
  };
  return [
    {
      method: 'GET',
      pattern: /^\/gateway\/bot$/,
      handle: () => ({
        status: 200,
        body: {
          url: gatewayUrl(),
          shards: state.sharding.shards,
          session_start_limit: {
            total: 1000,
            remaining: 1000,
            reset_after: 0,
            max_concurrency: state.sharding.concurrency,
          },
        },
      }),
    },
    {
      method: 'GET',
      pattern: /^\/applications\/@me$/,
      handle: () => ({ status: 200, body: { id: state.applicationId, name: 'rebound', bot: botUser(state) } }),
    },
    {
      method: 'GET',
      pattern: /^\/channels\/(\d+)$/,
      handle: (_request, [id = '']) =>
        id.startsWith('6')
          ? { status: 200, body: { id, type: 0, permission_overwrites: state.overwrites.get(id) ?? [] } }
          : refusal(404, 10003, 'Unknown Channel'),
    },
    {
      method: 'GET',
      pattern: /^\/guilds\/(\d+)\/roles$/,
      handle: (_request, [id = '']) => ({ status: 200, body: [{ id, permissions: String(state.rights) }] }),
    },
    {
      method: 'GET',
      pattern: /^\/guilds\/\d+\/members\/(\d+)$/,
      handle: (_request, [id = '']) =>
        state.left.has(id)
          ? refusal(404, 10007, 'Unknown Member')
          : { status: 200, body: { user: { ...botUser(state), id }, roles: [] } },
    },
    { method: 'GET', pattern: /^\/applications\/\d+\/commands$/, handle: list },
    { method: 'GET', pattern: /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, handle: list },
    { method: 'PUT', pattern: /^\/applications\/\d+\/commands$/, handle: put },
    { method: 'PUT', pattern: /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, handle: put },
  ];
}

/** As Discord gives a command back: with ids, defaults filled in, and false where nothing was said left out. */
function registered(state: State, command: Record<string, unknown>): Record<string, unknown> {
  const trim = (option: Record<string, unknown>): Record<string, unknown> => {
    const { required, options, ...rest } = option;
    return {
      ...rest,
      ...(required === true ? { required } : {}),
      ...(Array.isArray(options) && options.length > 0 ? { options: options.map(trim) } : {}),
    };
  };
  return {
    id: state.nextId(),
    application_id: state.applicationId,
    version: state.nextId(),
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    ...command,
    options: ((command.options ?? []) as Record<string, unknown>[]).map(trim),
  };
}
