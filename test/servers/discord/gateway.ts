import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { botUser, type State } from './state.ts';

/** The gateway's side of the conversation: what a test looks at, and what it can make happen. */
export interface GatewayServer {
  /** What each connection said of itself first, in order. */
  readonly identified: readonly { readonly kind: 'identify' | 'resume'; readonly data: Identify }[];
  readonly heartbeats: number;
  /** Sends an event to whoever is connected; kept for those who resume. */
  dispatch(event: string, data: unknown): void;
  /** Resolves once a connection is ready or resumed, of those made from now on unless one is. */
  connected(): Promise<void>;
  /** Cuts every connection without a word. */
  drop(): void;
  /** Asks every connection to come back (op 7). */
  askReconnect(): void;
  /** Declares every session invalid (op 9). */
  invalidate(resumable: boolean): void;
  /** From now no heartbeat is acknowledged, or again each. */
  acknowledge(on: boolean): void;
  /** Closes every connection with a code. */
  closeAll(code: number): void;
  /** Sends bytes or text as they are. */
  sendRaw(frame: string | Uint8Array): void;
  close(): Promise<void>;
}

interface Identify {
  readonly token?: string;
  readonly intents?: number;
  readonly shard?: readonly [number, number];
  readonly session_id?: string;
  readonly seq?: number;
}

type Shard = readonly [id: number, count: number];

interface Session {
  readonly id: string;
  readonly shard: Shard;
  readonly sent: { readonly s: number; readonly frame: string }[];
}

export function attachGateway(http: Server, state: State, heartbeatMs: number, urlOf: () => string): GatewayServer {
  const sockets = new WebSocketServer({ server: http, path: '/gateway' });
  const live = new Map<WebSocket, Session>();
  const sessions = new Map<string, Session>();
  const identified: { kind: 'identify' | 'resume'; data: Identify }[] = [];
  const waiting: (() => void)[] = [];
  let sequence = 0;
  let heartbeats = 0;
  let acknowledges = true;
  const turns = identifyTurns(state);

  const send = (socket: WebSocket, payload: object) => socket.send(JSON.stringify(payload));
  const sendEvent = (socket: WebSocket | undefined, session: Session, event: string, data: unknown) => {
    sequence += 1;
    const frame = JSON.stringify({ op: 0, t: event, s: sequence, d: data });
    session.sent.push({ s: sequence, frame });
    if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
  };
  const settle = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };

  const identify = (socket: WebSocket, data: Identify) => {
    identified.push({ kind: 'identify', data });
    if (data.token !== state.token) return socket.close(4004, 'Authentication failed');
    const shard = data.shard ?? [0, 1];
    if (!turns.takes(shard[0])) return send(socket, { op: 9, d: false });
    const session: Session = { id: `session-${sessions.size + 1}`, shard, sent: [] };
    sessions.set(session.id, session);
    live.set(socket, session);
    const own = [...state.guilds.values()].filter(({ id }) => covers(shard, id));
    const guilds = own.map(({ id }) => ({ id, unavailable: true }));
    const application = { id: state.applicationId, flags: 0 };
    sendEvent(socket, session, 'READY', {
      v: 10,
      user: botUser(state),
      guilds,
      session_id: session.id,
      resume_gateway_url: urlOf(),
      shard,
      application,
    });
    for (const guild of own) sendEvent(socket, session, 'GUILD_CREATE', guildJson(guild));
    settle();
  };

  const resume = (socket: WebSocket, data: Identify) => {
    identified.push({ kind: 'resume', data });
    const session = sessions.get(data.session_id ?? '');
    if (!session) return send(socket, { op: 9, d: false });
    live.set(socket, session);
    for (const { s, frame } of session.sent) if (s > (data.seq ?? 0)) socket.send(frame);
    sendEvent(socket, session, 'RESUMED', {});
    settle();
  };

  sockets.on('connection', (socket) => {
    send(socket, { op: 10, d: { heartbeat_interval: heartbeatMs } });
    socket.on('message', (bytes) => {
      const { op, d } = JSON.parse(String(bytes)) as { op: number; d: Identify };
      if (op === 1) {
        heartbeats += 1;
        if (acknowledges) send(socket, { op: 11 });
      }
      if (op === 2) identify(socket, d);
      if (op === 6) resume(socket, d);
    });
    socket.on('close', () => live.delete(socket));
  });

  return {
    identified,
    get heartbeats() {
      return heartbeats;
    },
    dispatch: (event, data) => {
      // A session whose connection broke gets it when it resumes.
      const connected = new Map([...live].map(([socket, session]) => [session, socket]));
      for (const session of sessions.values()) {
        if (!covers(session.shard, guildIdOf(event, data))) continue;
        sendEvent(connected.get(session), session, event, data);
      }
    },
    connected: () => (live.size > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    drop: () => {
      for (const socket of [...live.keys()]) {
        live.delete(socket);
        socket.terminate();
      }
    },
    askReconnect: () => {
      for (const socket of [...live.keys()]) {
        live.delete(socket);
        send(socket, { op: 7, d: null });
      }
    },
    invalidate: (resumable) => {
      for (const [socket, session] of [...live]) {
        if (!resumable) sessions.delete(session.id);
        live.delete(socket);
        send(socket, { op: 9, d: resumable });
      }
    },
    acknowledge: (on) => {
      acknowledges = on;
    },
    closeAll: (code) => {
      for (const socket of live.keys()) socket.close(code);
    },
    sendRaw: (frame) => {
      for (const socket of live.keys()) socket.send(frame);
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => sockets.close(() => resolve()));
    },
  };
}

// Discord's are 5,000; what is missing is what the first of two may have been longer under way.
const turnMs = 4_000;

/**
 * Discord lets only so many shards identify at once: those whose numbers leave the same rest wait for each other. A process
 * that starts anew is not held to it here, since a test does that within a second.
 */
function identifyTurns(state: State) {
  const lastById = new Map<number, number>();
  return {
    takes: (id: number): boolean => {
      const { concurrency } = state.sharding;
      const before = [...lastById].find(([other, at]) => {
        return other !== id && other % concurrency === id % concurrency && Date.now() - at < turnMs;
      });
      lastById.set(id, Date.now());
      if (before) state.violations.push(`shard ${id} identified without waiting for shard ${before[0]}`);
      return before === undefined;
    },
  };
}

/** Which shard is told of what happens in a server; of what happens in none, the first one. */
function covers([id, count]: Shard, guildId: string | undefined): boolean {
  return guildId === undefined ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

function guildIdOf(event: string, data: unknown): string | undefined {
  const { id, guild_id: guildId } = data as { readonly id?: string; readonly guild_id?: string };
  return event.startsWith('GUILD_') ? id : guildId;
}

/** A server as GUILD_CREATE brings it, with all that a client library reads. */
export function guildJson({ id, name }: { readonly id: string; readonly name: string }): object {
  return {
    id,
    name,
    owner_id: '800000000000000000',
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    member_count: 2,
    large: false,
    unavailable: false,
    preferred_locale: 'en-US',
    features: [],
    channels: [{ id: `6${id.slice(1)}`, type: 0, name: 'general', position: 0, permission_overwrites: [] }],
    roles: [
      {
        id,
        name: '@everyone',
        permissions: '0',
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
      },
    ],
    members: [],
    threads: [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
