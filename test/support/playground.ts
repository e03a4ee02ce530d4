import { randomUUID } from 'node:crypto';
import {
  type Answer,
  createClient,
  createPlayground,
  type Message,
  movableClock,
  type Persona,
  type PlaygroundClient,
  type Spot,
} from '../../src/adapters/playground/index.ts';
import { composeBot } from '../../src/compose.ts';
import type { Deliveries } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Card, FormValues } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createApp } from '../../src/http/app.ts';
import { loopbackNamesOnly, sameSiteOnly } from '../../src/http/guards.ts';
import { type HttpServer, listen } from '../../src/http/server.ts';
import { type StoryClock, storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import type { LivingCommunity, Reader, SeenFile } from './face.ts';
import { failingLog } from './log.ts';
import { seenCard, seenForm } from './seen.ts';
import { settleBot } from './settling.ts';

/**
 * A community on the playground: every step of a story goes through the playground's own client to a real server on a port of
 * its own, with a database in memory behind it. Make one per test file, close it after all:
 *
 *     const community = await playgroundCommunity();
 *     const ana = community.member('ana');
 *     expect((await ana.types('/settings')).text).toContain('Berlin');
 *
 * Any name is a member, `oz@riverside` one of another community. A step fails when the bot logs an error meanwhile.
 */
export async function playgroundCommunity(): Promise<LivingCommunity> {
  return communityOn(await playgroundServer());
}

/** The same on a server that the test looks behind. */
export function communityOn({ server, clock, personas, log, settle, close }: PlaygroundServer): LivingCommunity {
  const member: LivingCommunity['member'] = (id, options = {}) => {
    personas.set(id, { id, name: id, isModerator: options.moderator ?? false });
    // A test that keeps the process busy for seconds finds its connection closed.
    const reach = { base: server.url, as: id, locale: 'en', zone: options.zone ?? 'UTC', patienceMs: 1_000, fetch };
    const fetchFile = (file: string) => fetch(`${server.url}/playground/api/files/${file}`);
    // Whoever is of another community begins in a channel of that one.
    const [, elsewhere] = id.split('@');
    return faceOf(createClient(reach), elsewhere ? `general@${elsewhere}` : 'general', log.check, fetchFile);
  };
  const settled = async () => {
    await settle();
    log.check();
  };
  return { member, clock, settle: settled, close };
}

/** What `playgroundServer` started. */
export interface PlaygroundServer {
  readonly server: HttpServer;
  /** What lies behind it. */
  readonly database: Database;
  readonly clock: StoryClock;
  /** Who can be met; add to it. */
  readonly personas: Map<string, Persona>;
  readonly log: ReturnType<typeof failingLog>;
  /** What the bot sends of itself. */
  readonly deliveries: Deliveries;
  /** Lets the bot do what is due by its clock, and waits until all of it is sent. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The bot with its playground on a port of its own, or on this one, for tests that look at the platform itself. */
export async function playgroundServer(port = 0, people: readonly Persona[] = []): Promise<PlaygroundServer> {
  const database = await freshDatabase();
  const clock = storyClock();
  const ahead = movableClock(clock);
  const log = failingLog();
  const secretKey = new Uint8Array(32).fill(7);
  const personas = new Map(people.map((persona) => [persona.id, persona]));
  const bot = composeBot({ database, secretKey, clock: ahead, random: systemRandom, log });
  const { dispatcher } = bot;
  await bot.open();
  const playground = createPlayground({ dispatcher, clock: ahead, random: systemRandom, previews: [], personas });
  const areas = [{ routes: playground.routes, guards: [loopbackNamesOnly, sameSiteOnly] }];
  await bot.work([playground.deliveries]);
  const server = await listen(createApp({ log, ready: async () => undefined, areas }), {
    host: '127.0.0.1',
    port,
  });
  const close = async () => {
    await server.close();
    await bot.stop();
    await database.close();
  };
  return {
    server,
    database,
    clock,
    personas,
    log,
    deliveries: playground.deliveries,
    settle: () => settleBot(bot),
    close,
  };
}

function faceOf(
  client: PlaygroundClient,
  conversationId: string,
  check: () => void,
  fetchFile: (id: string) => Promise<Response>,
): Reader {
  let spot: Spot = { conversationId };
  let shown: { message: Message; card: Card } | undefined;
  let open: Extract<Answer, { kind: 'form' }>['form'] | undefined;

  const filesOf = (attached: readonly { readonly id: string; readonly name: string; readonly mediaType: string }[]) =>
    Promise.all(
      attached.map(async ({ id, name, mediaType }): Promise<SeenFile> => {
        return { name, mediaType, text: await (await fetchFile(id)).text() };
      }),
    );

  const show = async (answering: Promise<Answer>) => {
    const answer = await answering;
    check();
    if (answer.kind === 'form') {
      open = answer.form;
      return seenForm(answer.form, answer.errors);
    }
    open = undefined;
    const { message } = answer;
    if (message.content.kind !== 'card') throw new Error('The bot answered with something that is no card');
    shown = { message, card: message.content.card };
    return { ...seenCard(shown.card), files: await filesOf(message.content.files) };
  };

  const press = (label: string, chosen: readonly string[]) => {
    const action = shown?.card.actions.find(
      (each) => label === (each.kind === 'select' ? each.placeholder : each.label),
    );
    if (!shown || !action || action.kind === 'link') throw new Error(`There is no "${label}" on the last card`);
    const { id: messageId } = shown.message;
    return show(client.act({ kind: 'press', id: randomUUID(), ...spot, messageId, token: action.token, chosen }));
  };

  /** The cards that the bot sent of itself to a place, and the last of them with buttons under the member's hand. */
  const reads = async (place: string) => {
    const { messages, conversations } = await client.snapshot();
    const there = new Set(conversations.flatMap(({ id, kind }) => (id === place || kind === place ? [id] : [])));
    const sent = messages.filter((each) => there.has(each.conversationId) && !each.onlyYou);
    const cards = sent.map(async (message) => {
      if (message.author.kind !== 'bot' || message.content.kind !== 'card') return [];
      const { card, files } = message.content;
      const { threadId } = message;
      if (card.actions.length > 0) {
        shown = { message, card };
        spot = { conversationId: message.conversationId, ...(threadId === undefined ? {} : { threadId }) };
      }
      const seen = seenCard(card);
      return [{ ...seen, preview: message.content.preview ?? seen.text, files: await filesOf(files) }];
    });
    return (await Promise.all(cards)).flat();
  };

  return {
    reads,
    types: (line) => show(client.act({ kind: 'line', id: randomUUID(), ...spot, line })),
    presses: (label) => press(label, []),
    chooses: (label, ...chosen) => press(label, chosen),
    submits: async (values) => {
      if (!open) throw new Error('There is no open form');
      const standing = Object.fromEntries(open.fields.map((field) => [field.name, standingValue(field)]));
      const all = { ...standing, ...values };
      return show(client.act({ kind: 'submit', id: randomUUID(), ...spot, token: open.token, values: all }));
    },
  };
}

function standingValue(field: Extract<Answer, { kind: 'form' }>['form']['fields'][number]): FormValues[string] {
  return field.kind === 'text' ? (field.value ?? '') : (field.values ?? []);
}
