import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiAnswer, ApiRequest } from './answers.ts';
import { createBuckets } from './buckets.ts';
import { attachGateway, type GatewayServer, guildJson } from './gateway.ts';
import type { InteractionParts, Person, Where } from './payloads.ts';
import { createRoutes } from './routes.ts';
import {
  createState,
  type Guild,
  type Shown,
  type State,
  type StoredFile,
  type StoredMessage,
  unlimited,
} from './state.ts';

/** Says how a request fares instead of what the routes would answer; undefined leaves it to them, `cut` breaks the connection. */
export type Interference = (request: ApiRequest) => ApiAnswer | 'cut' | undefined;

/** Discord on a loopback address: the web API and the gateway, as strict as the real one. */
export interface DiscordServer {
  readonly state: State;
  readonly gateway: GatewayServer;
  /** For `DISCORD_API_URL`. */
  readonly apiUrl: string;
  /** Everything that was asked of the web API, in order. */
  readonly requests: readonly ApiRequest[];
  /** What the routes answer, for who interferes with the way back. */
  answer(request: ApiRequest): ApiAnswer;
  /** Clears what was asked and sent so far, and lets everything through; direct channels stay, as they do. Throws where the bot sent what Discord refuses. */
  forget(): void;
  /** Puts something in the way of requests; undefined clears it. */
  interfere(how: Interference | undefined): void;
  /** The bot is added to a server, or taken out of it. */
  addGuild(guild: Guild): void;
  removeGuild(guildId: string): void;
  /**
   * Sends what a member did to the bot and resolves to what their client then shows. `make` builds the payload.
   * With `twice` the gateway delivers it two times.
   */
  act(deed: Deed): Promise<Shown>;
  /** Resolves at the first message that `matches`, sent already or yet to come. */
  message(matches: (message: StoredMessage) => boolean): Promise<StoredMessage>;
  close(): Promise<void>;
}

export interface Deed {
  readonly type: number;
  readonly person: Person;
  readonly where: Where;
  readonly message?: StoredMessage;
  readonly twice?: boolean;
  make(parts: InteractionParts): object;
}

/** @param heartbeatMs how often the bot is asked to say that it lives. */
export async function startDiscordServer(heartbeatMs = 41_250): Promise<DiscordServer> {
  const state = createState();
  const requests: ApiRequest[] = [];
  const shown = new Map<string, (shown: Shown) => void>();
  const watchers = new Set<() => void>();
  let interference: Interference | undefined;
  let base = '';

  const answer = createRoutes({
    state,
    now: () => Date.now(),
    show: (id, what) => shown.get(id)?.(what),
    gatewayUrl: () => `${base.replace('http', 'ws')}/gateway`,
  });

  const buckets = createBuckets(state);
  const http = createServer((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      const result = interference?.(request) ?? buckets.limit(request, answer);
      if (result === 'cut') return incoming.socket.destroy();
      const type = result.body === undefined ? {} : { 'content-type': 'application/json' };
      outgoing.writeHead(result.status, { ...type, ...result.headers });
      outgoing.end(result.body === undefined ? undefined : JSON.stringify(result.body));
      for (const look of [...watchers]) look();
    });
  });
  const gateway = attachGateway(http, state, heartbeatMs, () => `${base.replace('http', 'ws')}/gateway`);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    state,
    gateway,
    apiUrl: `${base}/api`,
    requests,
    answer,
    forget: () => {
      interference = undefined;
      state.mostThreads = 1_000;
      state.bucket = unlimited;
      requests.length = 0;
      for (const known of [state.messages, state.threads, state.closedDirect, state.forbidden]) {
        known.clear();
      }
      const broken = state.violations.splice(0);
      if (broken.length > 0) throw new Error(`The bot sent what Discord refuses: ${broken.join('\n')}`);
    },
    interfere: (how) => {
      interference = how;
    },
    addGuild: (guild) => {
      state.guilds.set(guild.id, guild);
      gateway.dispatch('GUILD_CREATE', guildJson(guild));
    },
    removeGuild: (id) => {
      state.guilds.delete(id);
      gateway.dispatch('GUILD_DELETE', { id });
    },
    act: ({ type, person, where, message, twice, make }) => {
      const id = state.nextId();
      const token = `interaction-${id}`;
      const channelId = where.kind === 'thread' ? where.threadId : where.channelId;
      const sentAt = Date.now();
      state.names.set(person.id, person.name);
      state.interactions.set(token, {
        id,
        token,
        type,
        userId: person.id,
        channelId,
        sentAt,
        ...(message ? { message } : {}),
      });
      const payload = make({ id, token, applicationId: state.applicationId, person, where });
      const result = new Promise<Shown>((resolve) => shown.set(id, resolve));
      gateway.dispatch('INTERACTION_CREATE', payload);
      if (twice) gateway.dispatch('INTERACTION_CREATE', payload);
      return result.finally(() => shown.delete(id));
    },
    message: (matches) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...state.messages.values()].find(matches);
          if (!found) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      await gateway.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = incoming.headers['content-type'] ?? '';
  const { body, files } = await readBody(bytes, type);
  const path = (incoming.url ?? '').replace(/^\/api\/v10/, '').replace(/\?.*$/, '');
  return { method: incoming.method ?? 'GET', path, body, files, authorization: incoming.headers.authorization };
}

async function readBody(bytes: Buffer, type: string): Promise<{ body: unknown; files: readonly StoredFile[] }> {
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString()), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].filter((value) => typeof value !== 'string');
  return {
    body: JSON.parse(String(form.get('payload_json'))),
    files: await Promise.all(
      files.map(async (file) => ({ name: file.name, type: file.type, size: file.size, text: await file.text() })),
    ),
  };
}
