import { type BodyKind, faultsOf } from './rules.ts';
import {
  botUser,
  type DrawnModal,
  type MessageBody,
  messageJson,
  type OpenInteraction,
  type Shown,
  type State,
  type StoredFile,
  type StoredMessage,
} from './state.ts';

/** A request to the web API, its address taken apart. `body` is the JSON, of a form its `payload_json`. */
export interface ApiRequest {
  readonly method: string;
  /** Below `/api/v10`. */
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly StoredFile[];
  readonly authorization: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RouteParts {
  readonly state: State;
  readonly now: () => number;
  /** Told what a client shows once an interaction is answered. */
  readonly show: (interactionId: string, shown: Shown) => void;
  /** Where this server's gateway is. */
  readonly gatewayUrl: () => string;
}

type Handler = (request: ApiRequest, ids: readonly string[]) => ApiAnswer;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** The interaction's own token is enough. */
  readonly open?: true;
  readonly handle: Handler;
}

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

function refusal(status: number, code: number, message: string): ApiAnswer {
  return { status, body: { code, message } };
}

/** Refuses what breaks a rule, and keeps it for the test to fail on. */
function refuseFaults(state: State, kind: BodyKind, body: unknown): ApiAnswer | undefined {
  const faults = faultsOf(kind, body);
  if (faults.length === 0) return undefined;
  state.violations.push(`${kind}: ${faults.join('; ')}`);
  const errors = { embeds: { _errors: [{ code: 'INVALID', message: faults.join('; ') }] } };
  return { status: 400, body: { code: 50035, message: 'Invalid Form Body', errors } };
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
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
        },
      }),
    },
    {
      method: 'GET',
      pattern: /^\/applications\/@me$/,
      handle: () => ({ status: 200, body: { id: state.applicationId, name: 'rebound', bot: botUser(state) } }),
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

function interactionRoutes({ state, now, show }: RouteParts): Route[] {
  const byToken = (token: string | undefined) => state.interactions.get(token ?? '');
  return [
    {
      method: 'POST',
      pattern: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      open: true,
      handle: ({ body, files }, [id, token]) => {
        const interaction = byToken(token);
        if (interaction?.id !== id || !interaction || now() - interaction.sentAt > 3_000) {
          return refusal(404, 10062, 'Unknown interaction');
        }
        if (interaction.response !== undefined) {
          return refusal(400, 40060, 'Interaction has already been acknowledged.');
        }
        return firstResponse(state, interaction, body as Callback, files, show);
      },
    },
    {
      method: 'PATCH',
      pattern: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      open: true,
      handle: ({ body, files }, [token]) => {
        const interaction = byToken(token);
        if (!interaction?.original) return refusal(404, 10015, 'Unknown Webhook');
        const refused = refuseFaults(state, 'originalEdit', body);
        if (refused) return refused;
        interaction.original.body = body as MessageBody;
        interaction.original.files = files;
        show(interaction.id, { kind: 'message', message: interaction.original });
        return { status: 200, body: messageJson(state, interaction.original) };
      },
    },
    {
      method: 'POST',
      pattern: /^\/webhooks\/\d+\/([^/]+)$/,
      open: true,
      handle: ({ body, files }, [token]) => {
        const interaction = byToken(token);
        if (interaction?.response === undefined) return refusal(404, 10015, 'Unknown Webhook');
        const refused = refuseFaults(state, 'followup', body);
        if (refused) return refused;
        const message = reply(state, interaction, body as MessageBody & { flags?: number }, files);
        show(interaction.id, { kind: 'message', message });
        return { status: 200, body: messageJson(state, message) };
      },
    },
  ];
}

interface Callback {
  readonly type: number;
  readonly data?: MessageBody & DrawnModal & { flags?: number; choices?: { name: string; value: string }[] };
}

const schemaOf: Readonly<Record<number, BodyKind>> = {
  4: 'respond',
  5: 'respond',
  6: 'update',
  7: 'update',
  8: 'suggestions',
  9: 'modal',
};

function firstResponse(
  state: State,
  interaction: OpenInteraction,
  callback: Callback,
  files: readonly StoredFile[],
  show: RouteParts['show'],
): ApiAnswer {
  const kind = schemaOf[callback.type];
  if (!kind || !fits(interaction, callback.type)) {
    state.violations.push(`callback ${callback.type} in answer to ${interaction.type}`);
    return refusal(400, 50035, 'Invalid Form Body');
  }
  const refused = refuseFaults(state, kind, callback);
  if (refused) return refused;
  interaction.response = callback.type;
  const { data } = callback;
  if (callback.type === 4 && data) {
    interaction.original = reply(state, interaction, data, files);
    show(interaction.id, { kind: 'message', message: interaction.original });
  }
  if (callback.type === 5) interaction.original = reply(state, interaction, data ?? {});
  if (callback.type === 6 || callback.type === 7) {
    if (interaction.message) interaction.original = interaction.message;
  }
  if (callback.type === 7 && data && interaction.message) {
    interaction.message.body = { ...interaction.message.body, ...data };
    show(interaction.id, { kind: 'message', message: interaction.message });
  }
  if (callback.type === 8) show(interaction.id, { kind: 'choices', choices: data?.choices ?? [] });
  if (callback.type === 9 && data) {
    const openedOn = interaction.message;
    show(interaction.id, { kind: 'modal', modal: data, ...(openedOn ? { openedOn } : {}) });
  }
  return { status: 204 };
}

function fits(interaction: OpenInteraction, response: number): boolean {
  if (interaction.type === 4) return response === 8;
  if (response === 8) return false;
  if (response === 9) return interaction.type !== 5;
  if (response === 6 || response === 7) return interaction.type !== 2 && interaction.message !== undefined;
  return true;
}

function reply(
  state: State,
  interaction: OpenInteraction,
  body: MessageBody & { flags?: number },
  files: readonly StoredFile[] = [],
): StoredMessage {
  const { userId, channelId } = interaction;
  const isPrivate = ((body.flags ?? 0) & 64) !== 0;
  return store(state, { channelId, body, files, ...(isPrivate ? { onlyFor: userId } : {}) });
}

function store(state: State, message: Omit<StoredMessage, 'id'>): StoredMessage {
  const stored = { ...message, id: state.nextId() };
  state.messages.set(stored.id, stored);
  return stored;
}

function channelRoutes({ state }: RouteParts): Route[] {
  const may = (channelId: string): ApiAnswer | undefined => {
    if (state.forbidden.has(channelId)) return refusal(403, 50013, 'Missing Permissions');
    const isThread = state.threads.has(channelId);
    const isDirect = [...state.directChannels.values()].includes(channelId);
    const isChannel = channelId.startsWith('6');
    return isThread || isDirect || isChannel ? undefined : refusal(404, 10003, 'Unknown Channel');
  };
  const recipientOf = (channelId: string) => {
    return [...state.directChannels].find(([, each]) => each === channelId)?.[0];
  };

  const postMessage: Handler = ({ body, files }, [channelId = '']) => {
    const refused = may(channelId) ?? refuseFaults(state, 'message', body);
    if (refused) return refused;
    if (state.closedDirect.has(recipientOf(channelId) ?? '')) {
      return refusal(403, 50007, 'Cannot send messages to this user');
    }
    const given = body as MessageBody & { nonce?: string; enforce_nonce?: boolean };
    const nonce = given.enforce_nonce ? given.nonce : undefined;
    const same = [...state.messages.values()].find((each) => nonce !== undefined && each.nonce === nonce);
    const message = same ?? store(state, { channelId, body: given, files, ...(nonce === undefined ? {} : { nonce }) });
    return { status: 200, body: messageJson(state, message) };
  };

  const openThread = (id: string, parentId: string, body: unknown, isPrivate: boolean): ApiAnswer => {
    const { name } = body as { name: string };
    state.threads.set(id, { id, parentId, name, isPrivate, memberIds: new Set() });
    return { status: 201, body: { id, type: isPrivate ? 12 : 11, name, parent_id: parentId } };
  };

  return [
    {
      method: 'POST',
      pattern: /^\/users\/@me\/channels$/,
      handle: ({ body }) => {
        const refused = refuseFaults(state, 'directChannel', body);
        if (refused) return refused;
        const { recipient_id: userId } = body as { recipient_id: string };
        const id = state.directChannels.get(userId) ?? state.nextId();
        state.directChannels.set(userId, id);
        return { status: 200, body: { id, type: 1, recipients: [{ id: userId }] } };
      },
    },
    { method: 'POST', pattern: /^\/channels\/(\d+)\/messages$/, handle: postMessage },
    {
      method: 'PATCH',
      pattern: /^\/channels\/(\d+)\/messages\/(\d+)$/,
      handle: ({ body }, [channelId = '', id = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'edit', body);
        if (refused) return refused;
        const message = state.messages.get(id);
        if (!message) return refusal(404, 10008, 'Unknown Message');
        message.body = { ...message.body, ...(body as MessageBody) };
        return { status: 200, body: messageJson(state, message) };
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
      handle: ({ body }, [channelId = '', id = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'messageThread', body);
        if (refused) return refused;
        if (state.threads.has(id)) return refusal(400, 160004, 'A thread has already been created for this message');
        return openThread(id, channelId, body, false);
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/threads$/,
      handle: ({ body }, [channelId = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'thread', body);
        return refused ?? openThread(state.nextId(), channelId, body, (body as { type?: number }).type === 12);
      },
    },
    {
      method: 'PUT',
      pattern: /^\/channels\/(\d+)\/thread-members\/(\d+)$/,
      handle: (_request, [threadId = '', userId = '']) => {
        const thread = state.threads.get(threadId);
        if (!thread) return refusal(404, 10003, 'Unknown Channel');
        if (userId.endsWith('404')) return refusal(404, 10007, 'Unknown Member');
        thread.memberIds.add(userId);
        return { status: 204 };
      },
    },
  ];
}
