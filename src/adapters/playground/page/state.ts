import type { FormValues } from '../../../core/views/index.ts';
import type { Message, PlaygroundEvent, Preview, ShownForm, Snapshot, Spot } from '../protocol.ts';

/** A form that is open. */
export interface OpenForm {
  readonly form: ShownForm;
  readonly errors: Readonly<Record<string, string>>;
  readonly values: FormValues;
  /** What stood in it when it opened. */
  readonly opened: FormValues;
  readonly spot: Spot;
  /** The card whose button opened it. */
  readonly messageId: string | undefined;
  readonly isSending: boolean;
}

/** What is open beside the conversation. */
export type Pane =
  | { readonly kind: 'thread'; readonly threadId: string }
  | {
      readonly kind: 'previews';
      readonly messageId: string;
      readonly tab: number;
      readonly previews: readonly Preview[];
    };

/** Something of ours that the bot has not answered yet. */
export interface Sending extends Spot {
  readonly id: string;
  readonly text: string;
}

/** Everything that the page shows. */
export interface PageState {
  readonly snapshot: Snapshot | undefined;
  readonly isConnected: boolean;
  /** By id, oldest first. */
  readonly messages: ReadonlyMap<string, Message>;
  /** How far the bot's clock is ahead of this machine's, in milliseconds. */
  readonly aheadMs: number;
  /** The conversation that is open. */
  readonly here: string;
  readonly pane: Pane | undefined;
  readonly sending: readonly Sending[];
  /** Cards whose press the bot has not answered yet. */
  readonly busy: ReadonlySet<string>;
  readonly dialog: OpenForm | undefined;
  /** Of narrow screens, where the list of places lies over the conversation. */
  readonly isListOpen: boolean;
  /** Per conversation, when the newest message was said that the reader has had on screen. */
  readonly seen: Readonly<Record<string, string>>;
  /** Told once in words, then gone. */
  readonly notice: string;
}

export const initialState: PageState = {
  snapshot: undefined,
  isConnected: true,
  messages: new Map(),
  aheadMs: 0,
  here: 'general',
  pane: undefined,
  sending: [],
  busy: new Set(),
  dialog: undefined,
  isListOpen: false,
  seen: {},
  notice: '',
};

/** The state after something happened. `now` is this machine's clock, in milliseconds since 1970. */
export function afterEvent(state: PageState, event: PlaygroundEvent, now: number): PageState {
  switch (event.kind) {
    case 'snapshot': {
      const { snapshot } = event;
      const isSameRun = state.snapshot?.run === snapshot.run;
      // A bot that was restarted has forgotten what stands here; the reader need not.
      const messages = new Map(isSameRun ? [] : state.messages);
      for (const message of snapshot.messages) messages.set(message.id, message);
      const isThere = snapshot.conversations.some((each) => each.id === state.here);
      const here = isThere ? state.here : (snapshot.conversations[0]?.id ?? state.here);
      return { ...state, snapshot, messages, here, aheadMs: Date.parse(snapshot.now) - now };
    }
    case 'message':
      return { ...state, messages: new Map(state.messages).set(event.message.id, event.message) };
    case 'conversation': {
      const { snapshot } = state;
      if (!snapshot) return state;
      return { ...state, snapshot: { ...snapshot, conversations: [...snapshot.conversations, event.conversation] } };
    }
    case 'clock':
      return { ...state, aheadMs: Date.parse(event.now) - now };
  }
}

/** What is said in a conversation itself, oldest first. */
export function topLevel(state: PageState, conversationId: string): readonly Message[] {
  return [...state.messages.values()].filter(
    (message) => message.conversationId === conversationId && message.threadId === undefined,
  );
}

/** What is said below a message, oldest first. */
export function repliesTo(state: PageState, threadId: string): readonly Message[] {
  return [...state.messages.values()].filter((message) => message.threadId === threadId);
}

/** How many messages of others the reader has not had on screen. */
export function unreadIn(state: PageState, conversationId: string): number {
  const seen = state.seen[conversationId] ?? '';
  const you = state.snapshot?.you.id;
  return [...state.messages.values()].filter(({ conversationId: where, author, at }) => {
    return where === conversationId && at > seen && !(author.kind === 'member' && author.id === you);
  }).length;
}

/** The state once the open conversation has been on screen. */
export function afterSeeing(state: PageState): PageState {
  const newest = [...state.messages.values()]
    .filter((message) => message.conversationId === state.here)
    .map((message) => message.at)
    .sort()
    .at(-1);
  if (newest === undefined || newest <= (state.seen[state.here] ?? '')) return state;
  return { ...state, seen: { ...state.seen, [state.here]: newest } };
}

/** What stands in the fields of a form as it opens. */
export function standingValues(form: ShownForm): FormValues {
  return Object.fromEntries(
    form.fields.map((field) => [field.name, field.kind === 'text' ? (field.value ?? '') : (field.values ?? [])]),
  );
}
