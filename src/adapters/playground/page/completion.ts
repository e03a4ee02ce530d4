import type { CommandInfo, OptionInfo, SuggestQuery } from '../protocol.ts';

/** One thing that could be typed next. */
export interface CompletionItem {
  readonly label: string;
  readonly detail: string;
  /** What takes the place of the piece that is being typed. */
  readonly insert: string;
  /** How far before the end of it the caret goes, in characters. */
  readonly caretBack: number;
}

export interface Completion {
  /** Whether the command's name is being typed; else its options are. */
  readonly isNaming: boolean;
  readonly items: readonly CompletionItem[];
  /** What the option that is being typed holds. */
  readonly hint: string;
  /** The piece that is being typed, as positions in the line. */
  readonly from: number;
  readonly to: number;
  /** What only the bot knows to offer. */
  readonly ask: SuggestQuery | undefined;
}

export type Suggestions = readonly { readonly value: string; readonly label: string }[];

/**
 * What could be typed next in a line that starts with a slash; undefined in any other.
 * @param suggestions the bot's answer to `ask`, as far as it came.
 */
export function complete(
  line: string,
  caret: number,
  commands: readonly CommandInfo[],
  suggestions: Suggestions,
): Completion | undefined {
  const before = line.slice(0, caret);
  if (!before.startsWith('/')) return undefined;
  const typed = before.slice(1).toLowerCase();
  const command = commands
    .filter((each) => typed.startsWith(`${each.name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) return nameCompletion(typed, caret, commands);
  return optionCompletion(line, caret, command, suggestions);
}

function nameCompletion(typed: string, caret: number, commands: readonly CommandInfo[]): Completion {
  const begun = commands.filter((each) => each.name.startsWith(typed));
  const within = commands.filter((each) => !each.name.startsWith(typed) && each.name.includes(typed));
  const items = [...begun, ...within].map((each) => ({
    label: `/${each.name}`,
    detail: each.summary,
    insert: `/${each.name} `,
    caretBack: 0,
  }));
  return { isNaming: true, items, hint: '', from: 0, to: caret, ask: undefined };
}

function optionCompletion(line: string, caret: number, command: CommandInfo, suggestions: Suggestions): Completion {
  const start = command.name.length + 2;
  const from = start + pieceStart(line.slice(start, caret));
  const piece = line.slice(from, caret);
  const named = /^([a-z][a-z0-9-]*)[:=](.*)$/is.exec(piece);
  const option = named && command.options.find((each) => each.name === named[1]?.toLowerCase());
  if (named && option) {
    const valueFrom = from + option.name.length + 1;
    return valueCompletion(line, caret, valueFrom, named[2] ?? '', command, option, suggestions);
  }
  const given = new Set([...line.matchAll(/(?:^|\s)([a-z][a-z0-9-]*)[:=]/gi)].map((match) => match[1]?.toLowerCase()));
  const items = command.options
    .filter((each) => !given.has(each.name) && each.name.startsWith(piece.toLowerCase()))
    .map((each) => {
      // Quotes hold a text of several words together; the caret goes between them.
      const isText = each.kind === 'text';
      const insert = `${each.name}:${isText ? '""' : ''}`;
      return { label: each.name, detail: each.summary, insert, caretBack: isText ? 1 : 0 };
    });
  return { isNaming: false, items, hint: '', from, to: caret, ask: undefined };
}

function valueCompletion(
  line: string,
  caret: number,
  from: number,
  raw: string,
  command: CommandInfo,
  option: OptionInfo,
  suggestions: Suggestions,
): Completion {
  const isQuoted = raw.startsWith('"');
  const typed = isQuoted ? raw.slice(1) : raw;
  const wanted = typed.toLowerCase();
  const fitting = option.choices.filter(({ value, label }) =>
    [value, label].some((each) => each.toLowerCase().includes(wanted)),
  );
  const items = (option.suggests ? suggestions : fitting).map(({ value, label }) => ({
    label,
    detail: label === value ? '' : value,
    insert: `${/\s/.test(value) ? `"${value}"` : value} `,
    caretBack: 0,
  }));
  const closes = isQuoted && line[caret] === '"';
  return {
    isNaming: false,
    items,
    hint: option.summary,
    from,
    to: closes ? caret + 1 : caret,
    ask: option.suggests ? { command: command.name, option: option.name, typed } : undefined,
  };
}

/** Where the last piece begins: after the last white space outside quotes. */
function pieceStart(text: string): number {
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(character)) start = index + 1;
  }
  return start;
}

/** The line with the item in the place of the piece, and where the caret goes then. */
export function takeItem(line: string, completion: Completion, item: CompletionItem): { line: string; caret: number } {
  const head = line.slice(0, completion.from) + item.insert;
  return { line: head + line.slice(completion.to), caret: head.length - item.caretBack };
}
