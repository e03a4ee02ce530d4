import { Hono } from 'hono';
import type { Dispatcher } from '../../core/interactions/index.ts';
import { type Deliveries, type Random, silent, type Telemetry } from '../../core/ports/index.ts';
import type { MovableClock } from './clock.ts';
import { createConversations } from './conversations.ts';
import { createDeliveries } from './deliveries.ts';
import { createFiles } from './files.ts';
import { createHistory } from './history.ts';
import { pageRoutes } from './page-files.ts';
import { personas as defaultPersonas } from './personas.ts';
import type { Persona } from './protocol.ts';
import { playgroundRoutes } from './routes.ts';
import { type CardPreview, createSession } from './session.ts';

export { type ClientOptions, createClient, type PlaygroundClient, RequestRefused } from './client.ts';
export { type MovableClock, movableClock } from './clock.ts';
export { personas } from './personas.ts';
export type { Answer, Deed, Message, Persona, PlaygroundEvent, Snapshot, Spot } from './protocol.ts';
export type { CardPreview } from './session.ts';
export { createTerminal, type Terminal } from './terminal/index.ts';
export { messages as playgroundMessages } from './texts.ts';

/** The playground: a third platform beside Discord and Slack, in the browser and the terminal. */
export interface Playground {
  readonly deliveries: Deliveries;
  /** Its page and its API; serves nothing that a guard should not stand before. */
  readonly routes: Hono;
}

// Enough to scroll back through an afternoon; the playground is to try things out, not an archive.
const keptMessages = 200;

export function createPlayground(parts: {
  readonly dispatcher: Dispatcher;
  readonly clock: MovableClock;
  readonly random: Random;
  /** Absent: nobody is told. */
  readonly telemetry?: Telemetry;
  /** How other platforms would show a card. */
  readonly previews: readonly CardPreview[];
  /** Defaults to those of the playground. */
  readonly personas?: ReadonlyMap<string, Persona>;
}): Playground {
  const personas = parts.personas ?? new Map(defaultPersonas.map((persona) => [persona.id, persona]));
  const conversations = createConversations(personas);
  const history = createHistory(keptMessages);
  const files = createFiles(parts.random);
  const session = createSession({ telemetry: silent, ...parts, personas, conversations, history, files });
  return {
    deliveries: createDeliveries({ ...parts, conversations, history, files }),
    routes: new Hono().route('/playground/api', playgroundRoutes(session, personas, files)).route('/', pageRoutes()),
  };
}
