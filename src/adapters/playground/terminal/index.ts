import type { Random } from '../../../core/ports/index.ts';
import type { Locale } from '../../../core/text/index.ts';
import type { Card } from '../../../core/views/index.ts';
import { type PlaygroundClient, RequestRefused } from '../client.ts';
import type { Answer, Deed, Message, ShownForm, Spot } from '../protocol.ts';
import { messages } from '../texts.ts';
import { labelOf, readAction } from './card-action.ts';
import { type Filling, fillForm } from './form-filling.ts';
import { showField, showForm, showHeard, showMessage } from './show.ts';

/** A conversation with the bot, a line at a time. */
export interface Terminal {
  /** Takes a line and prints what comes of it. */
  take(line: string): Promise<void>;
  /** Sends a form that was filled in and not sent yet. */
  finish(): Promise<void>;
  /** Prints what somebody else said, unless it is an answer that was printed already. */
  hear(message: Message): void;
  /** Whether every line so far was understood. */
  readonly allUnderstood: boolean;
}

export interface TerminalParts {
  readonly client: PlaygroundClient;
  readonly random: Random;
  readonly spot: Spot;
  readonly locale: Locale;
  readonly zone: string;
  /** Keeps a file that came with an answer; answers where it lies. */
  save(name: string, bytes: Uint8Array): Promise<string>;
  /** Prints a piece of text; the terminal puts an empty line between two. */
  print(text: string): void;
}

export function createTerminal(parts: TerminalParts): Terminal {
  const { client, spot, locale, print } = parts;
  const printed = new Set<string>();
  const unheard: Message[] = [];
  let isWaiting = false;
  let allUnderstood = true;
  let shown: { readonly messageId: string; readonly card: Card } | undefined;
  let open: { readonly form: ShownForm; readonly filling: Filling } | undefined;

  const tell = (...said: Parameters<typeof messages.text> extends [unknown, ...infer Rest] ? Rest : never) =>
    print(messages.text(locale, ...said));
  const notUnderstood = (...said: Parameters<typeof tell>) => {
    allUnderstood = false;
    tell(...said);
  };

  const askNext = () => {
    const field = open?.filling.asked;
    if (field) print(showField(field, open?.filling.values[field.name] ?? '', locale));
  };

  const keepFiles = async ({ content }: Message) => {
    for (const file of content.kind === 'card' ? content.files : []) {
      const path = await parts.save(file.name, await client.readFile(file.id));
      tell('terminal-saved', { description: file.description, path });
    }
  };

  const show = async (answer: Answer) => {
    if (answer.kind === 'form') {
      const faulty = Object.keys(answer.errors);
      if (faulty.length > 0) allUnderstood = false;
      open = { form: answer.form, filling: fillForm(answer.form, faulty.length > 0 ? faulty : undefined) };
      print(showForm(answer.form, answer.errors, parts));
      askNext();
      return;
    }
    open = undefined;
    const { message } = answer;
    if (answer.refused) allUnderstood = false;
    if (message.content.kind === 'card') shown = { messageId: message.id, card: message.content.card };
    printed.add(message.id);
    print(showMessage(message, parts));
    await keepFiles(message);
  };

  const act = async (
    deed: { [Kind in Deed['kind']]: Omit<Extract<Deed, { kind: Kind }>, 'id' | keyof Spot> }[Deed['kind']],
  ) => {
    isWaiting = true;
    try {
      await show(await client.act({ ...deed, ...spot, id: parts.random.uuid() }));
    } catch (error) {
      if (error instanceof RequestRefused) notUnderstood('terminal-refused');
      // `fetch` fails with a TypeError where nobody answers; anything else is a fault of ours.
      else if (error instanceof TypeError) notUnderstood('terminal-unreachable');
      else throw error;
    } finally {
      isWaiting = false;
      for (const message of unheard.splice(0)) hear(message);
    }
  };

  /** An answer comes on both ways, so what is heard meanwhile waits until it is known which one it was. */
  const hear = (message: Message) => {
    if (isWaiting) unheard.push(message);
    else if (!message.onlyYou && !printed.has(message.id)) print(showHeard(message, parts));
  };

  const send = async () => {
    if (!open) return;
    open.filling.finish();
    const { form, filling } = open;
    await act({ kind: 'submit', token: form.token, values: filling.values });
  };

  const takeInForm = async (line: string, { filling }: NonNullable<typeof open>) => {
    const before = filling.asked;
    const taken = filling.take(line);
    if (taken === 'send') return send();
    if (taken === 'cancel') {
      open = undefined;
      return tell('terminal-cancelled');
    }
    if (taken !== 'more') {
      const expected = taken.unclear.options.map((option) => option.value).join(', ');
      return notUnderstood('terminal-not-an-option', { expected });
    }
    if (filling.asked !== before) askNext();
  };

  const missed = (line: string) => {
    const choices = shown?.card.actions.map(labelOf).join(', ') ?? '';
    notUnderstood('terminal-no-action', { typed: line.trim(), choices, hasChoices: choices === '' ? 'no' : 'yes' });
  };

  const takeForCard = async (line: string) => {
    const action = shown && readAction(shown.card, line);
    if (!shown || !action) return /^\s*(\d+|press\b|choose\b)/i.test(line) ? missed(line) : act({ kind: 'line', line });
    const { messageId } = shown;
    switch (action.kind) {
      case 'press':
        return act({ kind: 'press', messageId, token: action.button.token, chosen: [] });
      case 'choose':
        return act({ kind: 'press', messageId, token: action.select.token, chosen: [action.value] });
      case 'open':
        return tell('terminal-open-link', { url: action.url });
      case 'pick': {
        const value = action.select.options[0]?.value ?? '';
        return notUnderstood('terminal-pick-value', { number: action.number, value });
      }
    }
  };

  const takeCommand = (line: string) => {
    if (open?.filling.touched) notUnderstood('terminal-cancelled');
    open = undefined;
    return act({ kind: 'line', line: line.trim() });
  };

  return {
    take: async (line) => {
      const isCommand = line.trimStart().startsWith('/');
      // A line of a text that is being written may well start with a slash.
      if (isCommand && !open?.filling.isWriting) return takeCommand(line);
      if (open) return takeInForm(line, open);
      if (line.trim() === '') return;
      return takeForCard(line);
    },
    finish: async () => {
      if (open?.filling.touched) await send();
    },
    hear,
    get allUnderstood() {
      return allUnderstood;
    },
  };
}
