import type { Spot } from '../protocol.ts';
import type { App } from './app.ts';
import { type Completion, complete, type Suggestions, takeItem } from './completion.ts';

/** What stands in the message field of one spot, and what is offered there. */
export interface Composer {
  line: string;
  caret: number;
  /** The item that is chosen; -1 where Enter would send. */
  active: number;
  isClosed: boolean;
  suggestions: Suggestions;
  asked: string;
}

// Long enough that a quick typist asks once a word.
const pauseMs = 120;

const composers = new Map<string, Composer>();

export function composerAt({ conversationId, threadId }: Spot): Composer {
  const key = `${conversationId} ${threadId ?? ''}`;
  const known = composers.get(key);
  if (known) return known;
  const fresh: Composer = { line: '', caret: 0, active: -1, isClosed: false, suggestions: [], asked: '' };
  composers.set(key, fresh);
  return fresh;
}

/** What is offered now; undefined where nothing is. */
export function completionOf(app: App, composer: Composer): Completion | undefined {
  if (composer.isClosed) return undefined;
  const commands = app.state.snapshot?.commands ?? [];
  const completion = complete(composer.line, composer.caret, commands, composer.suggestions);
  return completion && (completion.items.length > 0 || completion.hint !== '') ? completion : undefined;
}

/** Notes what was typed and asks the bot for what only it knows. */
export function typed(app: App, composer: Composer, line: string, caret: number): void {
  Object.assign(composer, { line, caret, isClosed: false });
  const completion = completionOf(app, composer);
  // A name that is not whole yet is completed by Enter; anything else Enter sends.
  const isWhole = app.state.snapshot?.commands.some(({ name }) => `/${name}` === line.trim());
  composer.active = completion?.isNaming && !isWhole && completion.items.length > 0 ? 0 : -1;
  app.set({});
  const key = JSON.stringify(completion?.ask ?? '');
  if (key === composer.asked) return;
  composer.asked = key;
  const query = completion?.ask;
  if (!query) {
    composer.suggestions = [];
    return;
  }
  setTimeout(async () => {
    if (composer.asked !== key) return;
    const suggestions = await app.client.suggest(query).catch(() => []);
    if (composer.asked !== key) return;
    composer.suggestions = suggestions;
    app.set({});
  }, pauseMs);
}

/** Takes an item into the line; answers where the caret goes. */
export function takeInto(app: App, composer: Composer, completion: Completion, index: number): number {
  const item = completion.items[index] ?? completion.items[0];
  if (!item) return composer.caret;
  const { line, caret } = takeItem(composer.line, completion, item);
  composer.suggestions = [];
  typed(app, composer, line, caret);
  return caret;
}
