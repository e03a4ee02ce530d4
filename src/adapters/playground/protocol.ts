import type { Card, Drawing, Form, FormValues, SelectField, TextField } from '../../core/views/index.ts';

/** One of the people that a visitor of the playground can be. */
export interface Persona {
  /** Lower-case letters, with `@` and the community behind them where it is another one; part of addresses and of our database. */
  readonly id: string;
  readonly name: string;
  readonly isModerator: boolean;
}

/** A place to talk: a channel that everybody reads, a member's private messages with the bot, or a few members' own place. */
export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'direct' | 'group';
  readonly name: string;
  readonly topic: string;
}

/** Where something is said. A thread hangs under the message whose id it carries. */
export interface Spot {
  readonly conversationId: string;
  readonly threadId?: string;
}

/** A message as one reader gets it. A message with an id that is already there takes its place. */
export interface Message extends Spot {
  readonly id: string;
  readonly author: { readonly kind: 'member'; readonly id: string } | { readonly kind: 'bot' };
  /** ISO 8601, UTC, by the bot's clock. */
  readonly at: string;
  /** Shown to this reader alone, among what others read. */
  readonly onlyYou: boolean;
  /** The command that it answers, where it answers one. */
  readonly answers?: string;
  /** What the thread below it is called, where the bot opened one. */
  readonly threadTitle?: string;
  /** `preview` stands above a card whose reader wants a notification to say no more than that. */
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | {
        readonly kind: 'card';
        readonly card: Card;
        readonly files: readonly AttachedFile[];
        readonly preview?: string;
      };
}

/** A picture or another file beside a card. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** What it shows, in words. */
  readonly description: string;
}

/** What a member does with the bot. `id` is made by the client and sent again unchanged when an answer got lost. */
export type Deed = Spot & { readonly id: string } & (
    | { readonly kind: 'line'; readonly line: string }
    | {
        readonly kind: 'press';
        readonly messageId: string;
        readonly token: string;
        readonly chosen: readonly string[];
      }
    | { readonly kind: 'submit'; readonly messageId?: string; readonly token: string; readonly values: FormValues }
  );

/** A form whose fields hold all that there is to choose from. */
export type ShownForm = Omit<Form, 'fields'> & { readonly fields: readonly ShownField[] };
export type ShownField = TextField | SelectField;

/** What the bot answers to a deed, for the window that sent it. */
export type Answer =
  /** `refused`: the card says why nothing was done. The message reaches the member's other windows as well. */
  | { readonly kind: 'message'; readonly message: Message; readonly refused: boolean }
  /** `errors` per field name; none where the form was just opened. */
  | { readonly kind: 'form'; readonly form: ShownForm; readonly errors: Readonly<Record<string, string>> };

/** What a member says to the others. */
export interface Utterance extends Spot {
  readonly id: string;
  readonly text: string;
}

export interface OptionInfo {
  readonly name: string;
  readonly kind: 'text' | 'choice' | 'number';
  readonly summary: string;
  readonly required: boolean;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Whether the bot offers values while it is typed. */
  readonly suggests: boolean;
}

/** A command as it is typed: `name` holds the subcommand too ("goal add"). */
export interface CommandInfo {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionInfo[];
}

export interface SuggestQuery {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
}

/** How far to move the bot's clock: an hour, a day, or to the next Monday 09:00 in the reader's zone. */
export type ClockStep = 'hour' | 'day' | 'monday';

/** A card as a platform would get it. */
export interface Preview {
  readonly name: string;
  readonly json: unknown;
  /** How it looks there. */
  readonly drawing?: readonly Drawing[];
}

/** Everything that one persona may know, sent when a connection opens. */
export interface Snapshot {
  /** Differs after a restart of the bot, which forgets the messages of the playground. */
  readonly run: string;
  readonly you: Persona;
  readonly personas: readonly Persona[];
  readonly conversations: readonly Conversation[];
  readonly commands: readonly CommandInfo[];
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** The bot's clock, ISO 8601, UTC. */
  readonly now: string;
  /** Whether a visitor may move that clock. */
  readonly isClockMovable: boolean;
}

export type PlaygroundEvent =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'clock'; readonly now: string };

/** Why a request was not taken. */
export type RequestFault = 'bad-request' | 'unknown-persona' | 'not-found' | 'not-allowed' | 'too-large' | 'went-wrong';
