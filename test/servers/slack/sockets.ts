import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** One thing that Slack tells the bot. */
export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retryAttempt?: number;
}

/** Socket Mode: any number of connections of one app; each envelope goes to one of them. */
export interface Sockets {
  origin: string;
  /** The address of a connection to be. */
  open(): string;
  /** Sends an envelope to the next connection; resolves to what it was acknowledged with, rejects after 3 s without. */
  send(envelope: Envelope): Promise<unknown>;
  /** How many connections there are that have been greeted. */
  readonly count: number;
  /** Slack's routine refresh of one connection, or of all. */
  refresh(which?: 'all'): void;
  /** Cuts every connection without a word. */
  cut(): void;
  /** How many envelopes each connection has had, in the order of their opening. */
  readonly loads: readonly number[];
  close(): void;
}

const patienceMs = 3_000;

export function createSockets(server: Server): Sockets {
  const sockets = new WebSocketServer({ server, path: '/link' });
  const open: { readonly socket: WebSocket; readonly at: number }[] = [];
  const loads: number[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  let count = 0;
  let turn = 0;

  sockets.on('connection', (socket) => {
    const connection = { socket, at: loads.push(0) - 1 };
    open.push(connection);
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.length, connection_info: { app_id: 'A1' } }));
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data));
      waiting.get(id)?.(payload);
    });
    const forget = () => {
      const at = open.indexOf(connection);
      if (at !== -1) open.splice(at, 1);
    };
    socket.on('close', forget);
    socket.on('error', forget);
  });

  const leave = (socket: WebSocket) => {
    const at = open.findIndex((each) => each.socket === socket);
    if (at !== -1) open.splice(at, 1);
    socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  };

  return {
    origin: '',
    open() {
      return `${this.origin}/link`;
    },
    get count() {
      return open.length;
    },
    loads,
    send: async ({ type, payload, retryAttempt }) => {
      const deadline = performance.now() + patienceMs;
      // Slack keeps an envelope while no connection is there.
      while (open.length === 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
      const connection = open[turn++ % open.length];
      if (!connection) throw new Error('The bot has no connection');
      loads[connection.at] = (loads[connection.at] ?? 0) + 1;
      const id = `envelope-${++count}`;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('operation_timeout')), patienceMs);
        waiting.set(id, (acknowledged) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(acknowledged);
        });
        const retry = retryAttempt === undefined ? {} : { retry_attempt: retryAttempt, retry_reason: 'timeout' };
        const acceptsResponse = { accepts_response_payload: type !== 'events_api' };
        connection.socket.send(JSON.stringify({ envelope_id: id, type, payload, ...acceptsResponse, ...retry }));
      });
    },
    refresh: (which) => {
      for (const { socket } of which === 'all' ? [...open] : open.slice(0, 1)) leave(socket);
    },
    cut: () => {
      for (const { socket } of open.splice(0)) socket.terminate();
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
