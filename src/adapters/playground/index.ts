import { Hono } from 'hono';
import type { Dispatcher } from '../../core/interactions/index.ts';
import type { Random } from '../../core/ports/index.ts';
import type { MovableClock } from './clock.ts';
import { personas as defaultPersonas } from './personas.ts';
import type { Persona } from './protocol.ts';
import { playgroundRoutes } from './routes.ts';
import { type CardPreview, createSession, type Session } from './session.ts';

export { type ClientOptions, createClient, type PlaygroundClient, RequestRefused } from './client.ts';
export { type MovableClock, movableClock } from './clock.ts';
export type { Answer, Deed, Message, Persona, PlaygroundEvent, Snapshot } from './protocol.ts';
export type { CardPreview } from './session.ts';

/** The playground: a third platform beside Discord and Slack, in the browser and the terminal. */
export interface Playground {
  readonly session: Session;
  /** Its page and its API; serves nothing that a guard should not stand before. */
  readonly routes: Hono;
}

export function createPlayground(parts: {
  readonly dispatcher: Dispatcher;
  readonly clock: MovableClock;
  readonly random: Random;
  /** How other platforms would show a card. */
  readonly previews: readonly CardPreview[];
  /** Defaults to the five of the playground. */
  readonly personas?: ReadonlyMap<string, Persona>;
}): Playground {
  const personas = parts.personas ?? new Map(defaultPersonas.map((persona) => [persona.id, persona]));
  const session = createSession({ ...parts, personas });
  const routes = new Hono().route('/playground/api', playgroundRoutes(session, personas));
  return { session, routes };
}
