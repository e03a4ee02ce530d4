import { type BodyKind, faultsOf } from './rules.ts';
import type { Shown, State, StoredFile, StoredMessage } from './state.ts';

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

export interface RouteParts {
  readonly state: State;
  readonly now: () => number;
  /** Told what a client shows once an interaction is answered. */
  readonly show: (interactionId: string, shown: Shown) => void;
  /** Where this server's gateway is. */
  readonly gatewayUrl: () => string;
}

export type Handler = (request: ApiRequest, ids: readonly string[]) => ApiAnswer;

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** The interaction's own token is enough. */
  readonly open?: true;
  readonly handle: Handler;
}

export function refusal(status: number, code: number, message: string): ApiAnswer {
  return { status, body: { code, message } };
}

/** Refuses what breaks a rule, and keeps it for the test to fail on. */
export function refuseFaults(state: State, kind: BodyKind, body: unknown): ApiAnswer | undefined {
  const faults = faultsOf(kind, body);
  if (faults.length === 0) return undefined;
  state.violations.push(`${kind}: ${faults.join('; ')}`);
  const errors = { embeds: { _errors: [{ code: 'INVALID', message: faults.join('; ') }] } };
  return { status: 400, body: { code: 50035, message: 'Invalid Form Body', errors } };
}

export function store(state: State, message: Omit<StoredMessage, 'id'>): StoredMessage {
  const stored = { ...message, id: state.nextId() };
  state.messages.set(stored.id, stored);
  return stored;
}
