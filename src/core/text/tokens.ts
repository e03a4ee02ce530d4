import { plainDevanagari } from './devanagari.ts';

/** A part of a text, in UTF-16 code units: `from` is its first, `to` the first one behind it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A word of a text as it is compared, and where it stands. */
export interface Token extends Stretch {
  readonly plain: string;
}

/**
 * The words of a text, a slash being one of its own. Compared are their lower case letters, with straight apostrophes and without
 * the marks around them.
 */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[^\s/]+|\//gu)].map((found) => {
    const plain = plainDevanagari(found[0].toLowerCase())
      .replaceAll('’', "'")
      .replace(/^["“”„«(]+|[,.;:!?।"“”»)]+$/gu, '');
    return { plain, from: found.index, to: found.index + found[0].length };
  });
}

/** Whether the words of a phrase, which are parted by single spaces, stand at this token. */
export function isAt(tokens: readonly Token[], at: number, phrase: string): boolean {
  return phrase.split(' ').every((word, ahead) => tokens[at + ahead]?.plain === word);
}
