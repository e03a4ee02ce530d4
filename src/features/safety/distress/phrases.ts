import { wordsOf } from './words.ts';

/** What `<number>` matches: the reading of a word of digits. */
export const anyNumber = '#';
/** What `<start>` and `<end>` match: the readings that stand before the first and after the last word of a text. */
export const textStart = '^';
export const textEnd = '$';
/** How many words `..` may stand for, from none. */
const widestGap = 3;
/** A phrase without two words or this many letters is no phrase when it is written without spaces. */
const shortestSquashed = 7;

/** A place in a phrase: what may come next. */
interface Place {
  readonly words: Map<string, Place[]>;
  /** Places that are reached without a word: an optional part left out. */
  readonly skips: Place[];
  /** Places that are reached over up to `widestGap` words of any kind. */
  readonly gaps: Place[];
  isEnd: boolean;
}

/** Phrases in a form that is matched word by word. */
export interface PhraseBook {
  readonly start: Place;
  /** Every word that occurs in a phrase. */
  readonly vocabulary: ReadonlySet<string>;
  /** Those that a phrase may begin with. */
  readonly beginnings: ReadonlySet<string>;
}

/** Named groups of interchangeable wordings, for `<name>`. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** A phrase of a list that cannot be read. Nothing has been built. */
export class PhraseError extends Error {
  override readonly name = 'PhraseError';
}

/** Builds a book. @throws PhraseError naming the phrase that cannot be read */
export function phraseBook(phrases: readonly string[], groups: Groups): PhraseBook {
  const start = newPlace();
  const vocabulary = new Set<string>();
  for (const phrase of phrases) {
    const parts = phrase.match(/\{[^}]*\}|\([^)]*\)|<[^>]*>|\.\.|[^\s{}()<>]+/gu) ?? [];
    if (parts.length === 0 || parts[0] === '..' || parts.at(-1) === '..') {
      throw new PhraseError(`"${phrase}" must begin and end with a word.`);
    }
    let place = start;
    for (const part of parts) {
      const after = newPlace();
      if (part === '..') place.gaps.push(after);
      if (part.startsWith('(')) place.skips.push(after);
      for (const wording of wordingsOf(part, phrase, groups)) {
        for (const word of wording) vocabulary.add(word);
        connect(place, wording, after);
      }
      place = after;
    }
    place.isEnd = true;
    if (reach(start).has(place)) throw new PhraseError(`"${phrase}" has only words that may be left out.`);
  }
  const first = [...reach(start)];
  // A gap that may come first would let a phrase begin with any word.
  if (first.some(({ gaps }) => gaps.length > 0)) throw new PhraseError('A phrase must not leave out all before a gap.');
  return { start, vocabulary, beginnings: new Set(first.flatMap(({ words }) => [...words.keys()])) };
}

function newPlace(): Place {
  return { words: new Map(), skips: [], gaps: [], isEnd: false };
}

const builtIns: Readonly<Record<string, string>> = { '<number>': anyNumber, '<start>': textStart, '<end>': textEnd };

/** The ways to say one part of a phrase, each a row of words. */
function wordingsOf(part: string, phrase: string, groups: Groups): string[][] {
  if (part === '..') return [];
  const builtIn = builtIns[part];
  if (builtIn !== undefined) return [[builtIn]];
  if (part.startsWith('{') || part.startsWith('(')) {
    return part
      .slice(1, -1)
      .split('|')
      .flatMap((choice) => rowsOf(choice, phrase, groups));
  }
  if (part.startsWith('<')) {
    const name = part.slice(1, -1);
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (group === undefined) throw new PhraseError(`"${phrase}" names a group that the list has not: ${part}`);
    return group.map(lettersOf);
  }
  const words = lettersOf(part);
  if (words.length === 0) throw new PhraseError(`"${phrase}" has a sign that is no word: ${part}`);
  return [words];
}

function lettersOf(text: string): string[] {
  return wordsOf(text).map(({ letters }) => letters);
}

/** A choice inside { } or ( ): words and groups. */
function rowsOf(choice: string, phrase: string, groups: Groups): string[][] {
  const parts = choice.match(/<[^>]*>|[^\s<>]+/gu) ?? [];
  if (parts.length === 0) throw new PhraseError(`"${phrase}" has an empty choice.`);
  return parts.reduce<string[][]>(
    (rows, part) => rows.flatMap((row) => wordingsOf(part, phrase, groups).map((words) => [...row, ...words])),
    [[]],
  );
}

function connect(from: Place, words: readonly string[], to: Place): void {
  let place = from;
  words.forEach((word, index) => {
    const next = index === words.length - 1 ? to : newPlace();
    const known = place.words.get(word);
    if (known === undefined) place.words.set(word, [next]);
    else known.push(next);
    place = next;
  });
}

/** A place and all that is reached from it without a word. */
function reach(place: Place, found = new Set<Place>()): Set<Place> {
  if (!found.has(place)) {
    found.add(place);
    for (const next of place.skips) reach(next, found);
  }
  return found;
}

/**
 * Where the longest phrase that begins at `start` ends (the index after its last word); undefined if none begins there.
 * The phrase ends at `limit` at the latest. `readings` holds, for each word of the text, the words of the list that it may stand for. No phrase is longer than
 * some twenty words, so a pass over a text is linear in its length.
 */
export function longestFrom(
  book: PhraseBook,
  readings: readonly (readonly string[])[],
  start: number,
  limit: number = readings.length,
): number | undefined {
  if (!readings[start]?.some((word) => book.beginnings.has(word))) return undefined;
  let longest: number | undefined;
  let current = reach(book.start);
  let waiting: { readonly place: Place; readonly until: number }[] = [];
  for (let at = start; ; at += 1) {
    waiting = waiting.filter(({ until }) => until >= at);
    for (const { place } of waiting) reach(place, current);
    // A set visits what is added to it on the way, so a gap that stands for no word is followed here.
    for (const place of current) {
      if (place.isEnd) longest = at;
      for (const next of place.gaps) {
        waiting.push({ place: next, until: at + widestGap });
        reach(next, current);
      }
    }
    const reading = readings[at];
    if (at >= limit || reading === undefined || (current.size === 0 && waiting.length === 0)) return longest;
    const following = new Set<Place>();
    for (const place of current) {
      for (const word of reading) for (const next of place.words.get(word) ?? []) reach(next, following);
    }
    current = following;
  }
}

/** Whether `letters` is a phrase of two words and more written as one, such as "killmyself". */
export function isSquashedPhrase(book: PhraseBook, letters: string): boolean {
  return letters.length >= shortestSquashed && beginsPhrase(book, letters) && spells(book.start, letters, 0, 0);
}

function beginsPhrase({ beginnings }: PhraseBook, letters: string): boolean {
  for (let end = 1; end <= letters.length; end += 1) if (beginnings.has(letters.slice(0, end))) return true;
  return false;
}

function spells(from: Place, letters: string, at: number, words: number): boolean {
  for (const place of reach(from)) {
    if (place.isEnd && at === letters.length && words > 1) return true;
    for (let end = at + 1; end <= letters.length; end += 1) {
      const nexts = place.words.get(letters.slice(at, end));
      if (nexts?.some((next) => spells(next, letters, end, words + 1))) return true;
    }
  }
  return false;
}

/** Whether a way to say `phrase` contains a phrase of `book`; gaps are read as empty. */
export function containsPhraseOf(book: PhraseBook, phrase: string, groups: Groups): boolean {
  const said = (from: Place, words: readonly string[]): boolean => {
    if (
      from.isEnd &&
      words.some(
        (_, start) =>
          longestFrom(
            book,
            words.map((word) => [word]),
            start,
          ) !== undefined,
      )
    )
      return true;
    if ([...from.skips, ...from.gaps].some((next) => said(next, words))) return true;
    return [...from.words].some(([word, nexts]) => nexts.some((next) => said(next, [...words, word])));
  };
  return said(phraseBook([phrase], groups).start, []);
}
