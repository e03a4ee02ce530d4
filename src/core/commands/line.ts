import { distance } from 'fastest-levenshtein';
import { cleanInput, type Locale } from '../text/index.ts';
import { type Command, type CommandEntry, isGroup, type Option } from './definition.ts';
import { choicesToType, exactChoice, type InputProblem, type Read } from './read.ts';

/** A line of flat text, understood. */
export type ParsedLine =
  | { readonly kind: 'run'; readonly command: Command; readonly raw: Readonly<Record<string, string>> }
  | { readonly kind: 'help'; readonly entry: CommandEntry };

/**
 * Reads a command typed as flat text (`/goal add "Five applications" every:week`), forgivingly: names and choices in any
 * case, `name:value`, `name: value` or `name=value`, straight or curly quotes, and what is not named in the order of the
 * options. Words that are not named go to a choice or number that they fit, the others to the text options in turn; the
 * last text option takes the rest, and once it has begun no word is taken out of it.
 */
export function parseLine(line: string, entries: readonly CommandEntry[], locale: Locale): Read<ParsedLine> {
  if (line.length > longestLine) return problem('too-long', '', { max: longestLine });
  const typed = cleanInput(line);
  if (!typed.startsWith('/')) return problem('not-a-command', '');
  const pieces = split(typed.slice(1));
  const name = (pieces.shift()?.text ?? '').toLowerCase();
  const entry = entries.find((each) => each.name === name);
  if (!entry) return problem('unknown-command', name.slice(0, 40), { expected: nearest(name, entries) });
  if (pieces.length === 1 && isBareHelp(pieces[0])) return { ok: true, value: { kind: 'help', entry } };
  if (!isGroup(entry)) return parseOptions(entry, pieces, locale);

  const wanted = (pieces.shift()?.text ?? '').toLowerCase();
  if (wanted === '') return { ok: true, value: { kind: 'help', entry } };
  const named = (name: string) => entry.subcommands.find((each) => each.name === name);
  // "run now" for run-now: people type a name of two words as two words.
  const inTwo = named(`${wanted}-${pieces[0]?.text.toLowerCase() ?? ''}`);
  if (inTwo) pieces.shift();
  const begun = entry.subcommands.filter(({ name }) => name.startsWith(`${wanted}-`));
  const command = inTwo ?? named(wanted) ?? (begun.length === 1 ? begun[0] : undefined);
  if (!command) {
    const expected = entry.subcommands.map((each) => each.name);
    return problem('unknown-subcommand', entry.name, { typed: wanted.slice(0, 40), expected });
  }
  if (pieces.length === 1 && isBareHelp(pieces[0])) return { ok: true, value: { kind: 'help', entry } };
  return parseOptions(command, pieces, locale);
}

// Four full texts; what is longer is a paste gone wrong, and reading it would only cost the others time.
const longestLine = 12_000;

interface Piece {
  /** The option it names, for `name:value`. */
  readonly name?: string;
  readonly text: string;
  readonly quoted: boolean;
  /** Just as it was typed, and the white space before it. */
  readonly source: string;
  readonly before: string;
}

const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', "'": "'" };

/** Splits at white space outside quotes. A quote that never closes is an ordinary character. Linear in the input. */
function split(input: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (let at = 0; at < input.length; ) {
    if (/\s/.test(input[at] ?? '')) {
      at += 1;
      continue;
    }
    const named = /^([A-Za-z][A-Za-z0-9-]{0,30})[:=](?!\/\/)/.exec(input.slice(at, at + 33));
    const { text, quoted, next } = takeValue(input, at + (named?.[0].length ?? 0));
    const typed = { text, quoted, source: input.slice(at, next), before: input.slice(end, at) };
    pieces.push(named?.[1] ? { name: named[1].toLowerCase(), ...typed } : typed);
    end = next;
    at = next;
  }
  return pieces;
}

function takeValue(input: string, at: number): { text: string; quoted: boolean; next: number } {
  const close = quotes[input[at] ?? ''];
  if (close !== undefined) {
    const end = closingQuote(input, close, at + 1);
    if (end > at) return { text: input.slice(at + 1, end), quoted: true, next: end + 1 };
  }
  const rest = input.slice(at).search(/\s/);
  const end = rest === -1 ? input.length : at + rest;
  return { text: input.slice(at, end), quoted: false, next: end };
}

/** Where a quoted text ends: a quote inside a word ("don't", a 5" screen) ends nothing. -1 where it does not end. */
function closingQuote(input: string, close: string, from: number): number {
  let end = input.indexOf(close, from);
  while (end !== -1 && end + 1 < input.length && !/\s/.test(input[end + 1] ?? '')) end = input.indexOf(close, end + 1);
  return end;
}

function isBareHelp(piece: Piece | undefined): boolean {
  return piece?.name === undefined && !piece?.quoted && piece?.text.toLowerCase() === 'help';
}

function parseOptions(command: Command, pieces: readonly Piece[], locale: Locale): Read<ParsedLine> {
  const raw: Record<string, string> = {};
  const bare: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (piece.name === undefined && before && awaitsValue(command, before)) {
      raw[before.name] = piece.text;
    } else if (piece.name === undefined) {
      bare.push(piece);
    } else if (Object.hasOwn(command.options, piece.name)) {
      raw[piece.name] = piece.text;
    } else if (Object.values(command.options).some((option) => option.kind === 'text')) {
      // "Acme: the sequel" is a text with a colon in it, not an option that nobody declared.
      bare.push({ ...piece, text: piece.source, quoted: false });
    } else {
      return problem('unknown-option', command.name, { option: piece.name, expected: Object.keys(command.options) });
    }
  }
  const left = fillTexts(command, raw, fillChoices(command, raw, bare, locale));
  const stray = left[0];
  if (stray) return problem('too-much', command.name, strayFacts(command, stray, locale));
  return { ok: true, value: { kind: 'run', command, raw } };
}

/** Whether a piece is `name:` with its value still to come. */
function awaitsValue(command: Command, piece: Piece): piece is Piece & { readonly name: string } {
  return piece.name !== undefined && Object.hasOwn(command.options, piece.name) && piece.text === '' && !piece.quoted;
}

function strayFacts(command: Command, stray: Piece, locale: Locale): Partial<InputProblem> {
  const choices = Object.values(command.options).flatMap((option) => (option.kind === 'choice' ? option.choices : []));
  return { typed: stray.text.slice(0, 40), expected: choicesToType(choices, locale) };
}

/** Gives bare words to the choices and numbers that they fit, and returns the others in order. */
function fillChoices(command: Command, raw: Record<string, string>, bare: readonly Piece[], locale: Locale): Piece[] {
  const left: Piece[] = [];
  const texts = openTexts(command, raw).length;
  let isInLastText = false;
  for (let at = 0; at < bare.length; ) {
    const used = isInLastText ? 0 : fitChoice(command, raw, bare.slice(at, at + 3), locale);
    const piece = bare[at];
    if (used === 0 && piece) {
      left.push(piece);
      isInLastText ||= texts > 0 && left.length >= texts && !piece.quoted;
    }
    at += Math.max(1, used);
  }
  return left;
}

/** How many of the next pieces a choice or number took; a choice may be several words ("final round"). */
function fitChoice(command: Command, raw: Record<string, string>, next: readonly Piece[], locale: Locale): number {
  if (next[0]?.quoted) return 0;
  const open = Object.entries(command.options).filter(([name]) => raw[name] === undefined);
  for (let count = next.length; count > 0; count -= 1) {
    const text = next
      .slice(0, count)
      .map((piece) => piece.text)
      .join(' ');
    const fit = open.find(([, option]) => fits(option, text, locale));
    if (fit) {
      raw[fit[0]] = text;
      return count;
    }
  }
  return 0;
}

function fits(option: Option, text: string, locale: Locale): boolean {
  if (option.kind === 'choice') return exactChoice(option.choices, text, locale) !== undefined;
  return option.kind === 'number' && /^[+-]?\d+([.,]\d+)?$/.test(text);
}

/** Gives bare words to the text options in turn, the rest, as it was typed, to the last; returns what no option takes. */
function fillTexts(command: Command, raw: Record<string, string>, bare: readonly Piece[]): readonly Piece[] {
  const open = openTexts(command, raw);
  if (open.length === 0) return bare;
  open.forEach((name, index) => {
    const text = index === open.length - 1 ? asTyped(bare.slice(index)) : (bare[index]?.text ?? '');
    if (text !== '') raw[name] = text;
  });
  return [];
}

/** The names of the text options that have no value yet. */
function openTexts(command: Command, raw: Readonly<Record<string, string>>): string[] {
  const texts = Object.entries(command.options).filter(([, option]) => option.kind === 'text');
  return texts.map(([name]) => name).filter((name) => raw[name] === undefined);
}

function asTyped(pieces: readonly Piece[]): string {
  const [first, ...more] = pieces;
  if (more.length === 0) return first?.text ?? '';
  return pieces.map((piece, index) => (index === 0 ? '' : piece.before) + piece.source).join('');
}

function nearest(name: string, entries: readonly CommandEntry[]): string[] {
  const wanted = name.slice(0, 40);
  return entries
    .map((entry) => ({ name: entry.name, distance: distance(wanted, entry.name) }))
    .filter((each) => each.distance <= 2 || (wanted.length >= 3 && each.name.startsWith(wanted)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((each) => each.name);
}

function problem(
  reason: InputProblem['reason'],
  command: string,
  more: Partial<InputProblem> = {},
): { ok: false; problem: InputProblem } {
  return { ok: false, problem: { reason, command, ...more } };
}
