import type { Select } from '../../../core/views/index.ts';
import { type PlaygroundClient, RequestRefused } from '../client.ts';
import type { Answer, ClockStep, Deed, Spot } from '../protocol.ts';
import { afterEvent, afterSeeing, initialState, type OpenForm, type PageState, standingValues } from './state.ts';
import { t } from './text.ts';

type DeedOf<Kind extends Deed['kind']> = Omit<Extract<Deed, { kind: Kind }>, 'id' | keyof Spot>;

/** What the page does. Each method changes the state and has it shown. */
export interface App {
  readonly state: PageState;
  set(patch: Partial<PageState>): void;
  /** Sends a line: a command where it starts with a slash, else a message to the others. */
  send(spot: Spot, line: string): Promise<void>;
  press(spot: Spot, messageId: string, token: string, chosen: readonly string[]): Promise<void>;
  submit(): Promise<void>;
  /** Closes the form and keeps what was typed for when it is opened again. */
  putAside(): void;
  showPreviews(messageId: string): Promise<void>;
  moveClock(step: ClockStep): Promise<void>;
  copy(text: string): Promise<boolean>;
  open(conversationId: string): void;
  /** Listens to the bot for as long as the page lives. */
  listen(): Promise<void>;
  readonly client: PlaygroundClient;
}

/** Called after each change; `answered` is the message that answered what the reader just did. */
export type Show = (app: App, answered?: string) => void;

export function createApp(client: PlaygroundClient, seen: Record<string, string>, show: Show): App {
  let state: PageState = { ...initialState, seen };
  const aside = new Map<string, OpenForm['values']>();

  const set = (patch: Partial<PageState>, answered?: string) => {
    state = { ...state, ...patch };
    if (document.visibilityState === 'visible') state = afterSeeing(state);
    show(app, answered);
  };

  const take = (answer: Answer, spot: Spot, messageId: string | undefined) => {
    if (answer.kind === 'form') {
      const { form, errors } = answer;
      const standing = standingValues(form);
      const isBack = Object.keys(errors).length > 0;
      const values = isBack ? standing : { ...standing, ...aside.get(form.token) };
      const opened = (isBack && state.dialog?.opened) || standing;
      set({ dialog: { form, errors, values, opened, spot, messageId, isSending: false } });
      return;
    }
    const messages = new Map(state.messages).set(answer.message.id, answer.message);
    set({ messages, dialog: undefined }, answer.message.id);
  };

  /** Does something and takes the answer; false where the bot did not take it. */
  const act = async (spot: Spot, deed: DeedOf<'line'> | DeedOf<'press'> | DeedOf<'submit'>): Promise<boolean> => {
    const messageId = deed.kind === 'line' ? undefined : deed.messageId;
    const { conversationId, threadId } = spot;
    try {
      const sent = { ...deed, id: newId(), conversationId, ...(threadId === undefined ? {} : { threadId }) };
      take(await client.act(sent as Deed), spot, messageId);
      return true;
    } catch (error) {
      if (!(error instanceof RequestRefused || error instanceof TypeError)) throw error;
      set({ notice: t('not-taken') });
      return false;
    }
  };

  const say = async (spot: Spot, id: string, text: string) => {
    const message = await client.say({ ...spot, id, text });
    set({ messages: new Map(state.messages).set(message.id, message) });
  };

  const app: App = {
    client,
    get state() {
      return state;
    },
    set,
    send: async (spot, line) => {
      const id = newId();
      set({ sending: [...state.sending, { ...spot, id, text: line }], notice: '' });
      try {
        if (line.startsWith('/')) await act(spot, { kind: 'line', line });
        else await say(spot, id, line);
      } catch {
        set({ notice: t('not-taken') });
      } finally {
        set({ sending: state.sending.filter((each) => each.id !== id) });
      }
    },
    press: async (spot, messageId, token, chosen) => {
      if (state.busy.has(messageId)) return;
      set({ busy: new Set(state.busy).add(messageId), notice: '' });
      await act(spot, { kind: 'press', messageId, token, chosen });
      set({ busy: new Set([...state.busy].filter((each) => each !== messageId)) });
    },
    submit: async () => {
      const { dialog } = state;
      if (!dialog || dialog.isSending) return;
      set({ dialog: { ...dialog, isSending: true } });
      const { form, values, spot, messageId } = dialog;
      const from = messageId === undefined ? {} : { messageId };
      const isTaken = await act(spot, { kind: 'submit', token: form.token, values, ...from });
      if (isTaken && !state.dialog) aside.delete(form.token);
      else if (state.dialog) set({ dialog: { ...state.dialog, isSending: false } });
    },
    putAside: () => {
      const { dialog } = state;
      if (!dialog) return;
      const isTouched = JSON.stringify(dialog.values) !== JSON.stringify(dialog.opened);
      if (isTouched) aside.set(dialog.form.token, dialog.values);
      set({ dialog: undefined, notice: isTouched ? t('kept') : '' });
    },
    showPreviews: async (messageId) => {
      set({ pane: { kind: 'previews', messageId, tab: 0, previews: [] } });
      const previews = await client.previews(messageId).catch(() => []);
      if (state.pane?.kind === 'previews' && state.pane.messageId === messageId) {
        set({ pane: { ...state.pane, previews } });
      }
    },
    moveClock: (step) => client.moveClock(step),
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        set({ notice: t('copied') });
        return true;
      } catch {
        set({ notice: t('copy-failed') });
        return false;
      }
    },
    open: (conversationId) => {
      const pane = conversationId === state.here ? state.pane : undefined;
      set({ here: conversationId, isListOpen: false, pane, notice: '' });
    },
    listen: () =>
      client.listen(
        {
          event: (event) => set(afterEvent(state, event, Date.now())),
          connected: (isConnected) => set({ isConnected }),
        },
        new AbortController().signal,
      ),
  };
  return app;
}

function newId(): string {
  // Not randomUUID(): browsers have it only where the connection is secure, which another machine's address is not.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a select is short enough to show all it offers at once. */
export function isShort(select: Select): boolean {
  return select.options.length <= 9;
}
