import {
  type Actor,
  type Dispatcher,
  type FormAbilities,
  follow,
  type Outcome,
  type Place,
} from '../../core/interactions/index.ts';
import type { Random, Telemetry } from '../../core/ports/index.ts';
import { words } from '../../core/text/index.ts';
import type { Card, Drawing } from '../../core/views/index.ts';
import type { MovableClock } from './clock.ts';
import { commandInfos } from './commands.ts';
import { type Conversations, isDirect, mayOpen } from './conversations.ts';
import type { Files } from './files.ts';
import type { History } from './history.ts';
import { withOffers } from './offers.ts';
import { createOnce } from './once.ts';
import { communityOf } from './personas.ts';
import type {
  Answer,
  ClockStep,
  Deed,
  Message,
  Persona,
  PlaygroundEvent,
  Preview,
  Snapshot,
  Spot,
  SuggestQuery,
  Utterance,
} from './protocol.ts';

/** Who asks, as their window tells it. */
export interface Reader {
  readonly persona: Persona;
  /** BCP 47. */
  readonly locale: string;
  /** IANA zone. */
  readonly zone: string;
}

/** Shows a card as another platform would get it. */
export interface CardPreview {
  /** What the tab is called, for example "Discord". */
  readonly name: string;
  /** What the platform is sent and, where it can be told, how it looks there. */
  render(card: Card): { readonly json: unknown; readonly drawing?: readonly Drawing[] };
}

export interface SessionParts {
  readonly dispatcher: Dispatcher;
  readonly clock: MovableClock;
  readonly random: Random;
  readonly telemetry: Telemetry;
  /** By id; may grow while the session lasts. */
  readonly personas: ReadonlyMap<string, Persona>;
  readonly previews: readonly CardPreview[];
  readonly conversations: Conversations;
  readonly history: History;
  readonly files: Files;
}

/**
 * The playground as a platform: its communities, their conversations, what was said in them, and who is connected. It forgets
 * everything when the bot stops; what the bot itself knows is in the database.
 */
export interface Session {
  /** Tells of everything that this reader may know, from a snapshot on. Answers how to stop. */
  connect(reader: Reader, tell: (event: PlaygroundEvent) => void): () => void;
  /** Says something to the others; undefined where the reader cannot talk there. The same id twice is said once. */
  say(reader: Reader, utterance: Utterance): Message | undefined;
  /** Does something with the bot; undefined where the reader cannot be there. The same id twice has one effect and one answer. */
  act(reader: Reader, deed: Deed): Promise<Answer | undefined>;
  suggest(reader: Reader, query: SuggestQuery): ReturnType<Dispatcher['suggest']>;
  /** A card that the reader sees, as other platforms would get it; undefined where there is none. */
  previews(reader: Reader, messageId: string): readonly Preview[] | undefined;
  /** Whether it was moved: where others live by it, visitors cannot. */
  moveClock(reader: Reader, step: ClockStep): boolean;
}

const abilities: FormAbilities = { inlineErrors: true, formAfterForm: true };

// An answer is asked for again within seconds of a lost connection.
const keptAnswers = 1_000;

export function createSession(parts: SessionParts): Session {
  const { dispatcher, clock, random, telemetry, conversations, history } = parts;
  const run = random.uuid();
  const once = createOnce<Answer>(keptAnswers);

  /** A thread that nobody knows is one from before a restart. */
  const mayBeAt = ({ persona }: Reader, { conversationId, threadId }: Spot) =>
    mayOpen(persona.id, conversationId) &&
    (threadId === undefined || !history.has(threadId) || history.find(persona.id, threadId) !== undefined);

  const at = (spot: Spot): Spot => ({
    conversationId: spot.conversationId,
    ...(spot.threadId === undefined ? {} : { threadId: spot.threadId }),
  });

  /** The id for a card that takes the place of the pressed one: only what this reader alone can see is replaced. */
  const replacedId = (reader: Reader, messageId: string): string | undefined => {
    const found = history.find(reader.persona.id, messageId);
    if (found) return found.audience.kind === 'one' || isDirect(found.message) ? messageId : undefined;
    // A card from before a restart still stands in the reader's window.
    return history.has(messageId) ? undefined : messageId;
  };

  const showCard = (reader: Reader, deed: Deed, outcome: Extract<Outcome, { kind: 'card' }>): Answer => {
    const pressed = deed.kind === 'line' ? undefined : deed.messageId;
    const replaced = outcome.update && pressed ? replacedId(reader, pressed) : undefined;
    const answers =
      deed.kind === 'line'
        ? words(deed.line).value.slice(0, 200)
        : replaced && history.find(reader.persona.id, replaced)?.message.answers;
    const message: Message = {
      ...at(deed),
      id: replaced ?? random.uuid(),
      author: { kind: 'bot' },
      at: clock.now().toISOString(),
      onlyYou: !isDirect(deed),
      ...(answers === undefined ? {} : { answers }),
      content: { kind: 'card', card: outcome.card, files: (outcome.files ?? []).map((file) => parts.files.add(file)) },
    };
    history.put(message, { kind: 'one', personaId: reader.persona.id });
    return { kind: 'message', message, refused: outcome.refused === true };
  };

  const dispatch = async (reader: Reader, deed: Deed): Promise<Answer> => {
    const base = { id: deed.id, actor: actorOf(reader), place: placeOf(deed) };
    const outcome = await dispatcher.dispatch(
      deed.kind === 'line'
        ? { ...base, kind: 'line', line: deed.line }
        : deed.kind === 'press'
          ? { ...base, kind: 'press', token: deed.token, chosen: deed.chosen }
          : { ...base, kind: 'submit', token: deed.token, values: deed.values },
      abilities,
    );
    if (outcome.kind === 'card') return showCard(reader, deed, outcome);
    const offers = {
      conversations: conversations.openTo(reader.persona.id, reader.locale),
      personas: [...parts.personas.values()].filter(({ id }) => communityOf(id) === communityOf(reader.persona.id)),
    };
    return {
      kind: 'form',
      form: withOffers(outcome.form, offers),
      errors: outcome.kind === 'invalid' ? outcome.errors : {},
    };
  };

  const snapshot = (reader: Reader): Snapshot => ({
    run,
    you: reader.persona,
    personas: [...parts.personas.values()],
    conversations: conversations.openTo(reader.persona.id, reader.locale),
    commands: commandInfos(dispatcher.commands, reader.persona, reader.locale),
    messages: history.visibleTo(reader.persona.id),
    now: clock.now().toISOString(),
    isClockMovable: clock.isMovable,
  });

  return {
    connect: (reader, tell) => {
      tell({ kind: 'snapshot', snapshot: snapshot(reader) });
      const stops = [
        conversations.listen(reader.persona.id, (conversation) => tell({ kind: 'conversation', conversation })),
        history.listen(reader.persona.id, (message) => tell({ kind: 'message', message })),
        clock.onMove(() => tell({ kind: 'clock', now: clock.now().toISOString() })),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    say: (reader, utterance) => {
      if (!mayBeAt(reader, utterance)) return undefined;
      const said = history.find(reader.persona.id, utterance.id);
      if (said || history.has(utterance.id)) return said?.message;
      const message: Message = {
        ...at(utterance),
        id: utterance.id,
        author: { kind: 'member', id: reader.persona.id },
        at: clock.now().toISOString(),
        onlyYou: false,
        content: { kind: 'text', text: words(utterance.text).value },
      };
      history.put(message, { kind: 'everybody' });
      return message;
    },
    act: async (reader, deed) => {
      if (!mayBeAt(reader, deed)) return undefined;
      return once(`${reader.persona.id} ${deed.id}`, () =>
        follow(telemetry, { platform: 'playground', id: deed.id }, async (shown) => {
          const answer = await dispatch(reader, deed);
          shown();
          return answer;
        }),
      );
    },
    suggest: (reader, { command, option, typed }) => {
      const [first = '', second] = command.split(' ');
      return dispatcher.suggest({
        kind: 'suggest',
        id: random.uuid(),
        actor: actorOf(reader),
        place: { kind: 'direct' },
        path: second === undefined ? [first] : [first, second],
        option,
        typed,
      });
    },
    previews: (reader, messageId) => {
      const content = history.find(reader.persona.id, messageId)?.message.content;
      if (content?.kind !== 'card') return undefined;
      return parts.previews.map((preview) => ({ name: preview.name, ...preview.render(content.card) }));
    },
    moveClock: (reader, step) => {
      if (clock.isMovable) clock.move(step, reader.zone);
      return clock.isMovable;
    },
  };
}

function actorOf({ persona, locale, zone }: Reader): Actor {
  return {
    platform: 'playground',
    communityId: communityOf(persona.id),
    userId: persona.id,
    displayName: words(persona.name),
    isModerator: persona.isModerator,
    locale,
    zone,
  };
}

function placeOf(spot: Spot): Place {
  if (isDirect(spot)) return { kind: 'direct' };
  const channelId = spot.conversationId;
  return spot.threadId === undefined
    ? { kind: 'channel', channelId }
    : { kind: 'thread', channelId, threadId: spot.threadId };
}
