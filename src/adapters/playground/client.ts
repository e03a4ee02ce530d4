import type {
  Answer,
  ClockStep,
  Deed,
  Message,
  PlaygroundEvent,
  Preview,
  RequestFault,
  Snapshot,
  SuggestQuery,
  Utterance,
} from './protocol.ts';
import { readEvents } from './sse.ts';

/** The playground as one persona has it, over HTTP; the same in the browser, the terminal and tests. */
export interface PlaygroundClient {
  /** Does something with the bot. While the bot cannot be reached it is sent again, with the same id. */
  act(deed: Deed): Promise<Answer>;
  /** Says something to the others; sent again like a deed. */
  say(utterance: Utterance): Promise<Message>;
  suggest(query: SuggestQuery): Promise<readonly { value: string; label: string }[]>;
  previews(messageId: string): Promise<readonly Preview[]>;
  moveClock(step: ClockStep): Promise<void>;
  /** Where a file beside a card is read. */
  fileAddress(fileId: string): string;
  readFile(fileId: string): Promise<Uint8Array>;
  /** Everything that the persona may know now. */
  snapshot(): Promise<Snapshot>;
  /** Tells of all that happens, and connects again when the connection is lost, until `signal` ends it. */
  listen(listener: Listener, signal: AbortSignal): Promise<void>;
}

export interface Listener {
  event(event: PlaygroundEvent): void;
  /** Whether the bot is reached now. */
  connected(isConnected: boolean): void;
}

export interface ClientOptions {
  /** For example `http://127.0.0.1:3000`. */
  readonly base: string;
  readonly as: string;
  readonly locale: string;
  readonly zone: string;
  /** Where the playground asks for one. */
  readonly token?: string;
  /** How long a deed is sent again while the bot cannot be reached, in milliseconds; 0 tries once. */
  readonly patienceMs: number;
  readonly fetch: typeof fetch;
}

/** The bot answered that it does not take the request. Nothing was done. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly fault: RequestFault;
  constructor(fault: RequestFault) {
    super(`The playground did not take the request: ${fault}`);
    this.fault = fault;
  }
}

const firstWaitMs = 250;
const longestWaitMs = 5_000;

export function createClient(options: ClientOptions): PlaygroundClient {
  const address = (path: string) => {
    const url = new URL(`/playground/api${path}`, options.base);
    const { as, locale, zone } = options;
    url.search = new URLSearchParams({ as, locale, zone }).toString();
    return url.href;
  };
  const headers = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };

  const get = (path: string, init: RequestInit = {}) => options.fetch(address(path), { ...init, headers });

  const post = async (path: string, body: object, patienceMs = 0): Promise<unknown> => {
    const init = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return read(await whileUnreachable(patienceMs, () => options.fetch(address(path), init)));
  };

  const openEvents = async (init: RequestInit): Promise<ReadableStream<Uint8Array>> => {
    const response = await get('/events', init);
    if (!response.ok || !response.body) throw new RequestRefused(await faultOf(response));
    return response.body;
  };

  const listenOnce = async (listener: Listener, signal: AbortSignal): Promise<void> => {
    const body = await openEvents({ signal });
    listener.connected(true);
    for await (const data of readEvents(body)) listener.event(JSON.parse(data) as PlaygroundEvent);
  };

  return {
    act: (deed) => post('/deeds', deed, options.patienceMs) as Promise<Answer>,
    say: (utterance) => post('/utterances', utterance, options.patienceMs) as Promise<Message>,
    suggest: (query) => post('/suggestions', query) as Promise<{ value: string; label: string }[]>,
    previews: async (messageId) => (await read(await get(`/messages/${messageId}/previews`))) as Preview[],
    moveClock: async (step) => {
      await post('/clock', { step });
    },
    fileAddress: (fileId) => address(`/files/${fileId}`),
    readFile: async (fileId) => {
      const response = await get(`/files/${fileId}`);
      if (!response.ok) throw new RequestRefused(await faultOf(response));
      return new Uint8Array(await response.arrayBuffer());
    },
    snapshot: async () => {
      for await (const data of readEvents(await openEvents({}))) {
        const event = JSON.parse(data) as PlaygroundEvent;
        if (event.kind === 'snapshot') return event.snapshot;
      }
      throw new TypeError('The connection ended before the snapshot');
    },
    listen: async (listener, signal) => {
      let waitMs = firstWaitMs;
      while (!signal.aborted) {
        try {
          await listenOnce(
            {
              event: listener.event,
              connected: (isConnected) => {
                waitMs = firstWaitMs;
                listener.connected(isConnected);
              },
            },
            signal,
          );
        } catch (error) {
          if (error instanceof RequestRefused && error.fault !== 'went-wrong') throw error;
        }
        if (signal.aborted) return;
        listener.connected(false);
        await wait(waitMs, signal);
        waitMs = Math.min(waitMs * 2, longestWaitMs);
      }
    },
  };
}

/** Calls again while the network fails: `fetch` rejects then, and only then. */
async function whileUnreachable(patienceMs: number, call: () => Promise<Response>): Promise<Response> {
  let left = patienceMs;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await call();
    } catch (error) {
      if (left <= 0) throw error;
      await wait(Math.min(waitMs, left));
      left -= waitMs;
    }
  }
}

async function read(response: Response): Promise<unknown> {
  if (!response.ok) throw new RequestRefused(await faultOf(response));
  return response.json();
}

async function faultOf(response: Response): Promise<RequestFault> {
  const body = (await response.json().catch(() => ({}))) as { fault?: RequestFault };
  return body.fault ?? 'went-wrong';
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
