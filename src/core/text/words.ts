/**
 * What a member typed. It is a type of its own so that the compiler keeps it apart from our texts: renderers show words
 * literally, and nothing in them formats, links or pings.
 */
export interface Words {
  readonly kind: 'words';
  readonly value: string;
}

// Control characters except tab and newline, and the marks that reorder text around them (Unicode TR9 explicit
// formatting characters): neither has an honest use in a chat field, both can make a text read as what it is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: matching control characters is the purpose
const unsafeCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

// The private-use characters that text/rich.ts puts in the place of a value while Markdown is parsed.
const reservedCharacters = /[\ue000-\uf8ff]/g;

// Nothing but white space, marks that show nothing (joiners, fillers, tags) and the blank Braille cell.
const onlyInvisible = /^[\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/**
 * Normalises what was typed: NFC, `\n` line ends, no control or reordering characters, no outer white space. What shows
 * nothing at all counts as empty, since platforms refuse it and nobody could read it.
 */
export function cleanInput(typed: string): string {
  const cleaned = typed
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unsafeCharacters, '')
    .replace(reservedCharacters, '\ufffd')
    .toWellFormed()
    .normalize('NFC')
    .trim();
  return onlyInvisible.test(cleaned) ? '' : cleaned;
}

/** Marks a text as typed by a member. `typed` is cleaned, so stored and shown words are the same. */
export function words(typed: string): Words {
  return { kind: 'words', value: cleanInput(typed) };
}

export function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'words';
}

// What Unicode keeps for scripts that are written from right to left (DerivedBidiClass.txt, classes R and AL).
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A value that is put into a text of ours, so that its direction stays its own: "Acme", a Hebrew name and "3 days" in one line
 * would else change places (Unicode TR9, isolates). One without such letters is left as it is. Of several lines only the first
 * and the last stand beside our words, so that four marks are the most.
 */
export function isolated(value: string): string {
  return rightToLeft.test(value) ? value.replace(/^.+|.+$/g, '\u2068$&\u2069') : value;
}
