import { plainDevanagari } from '../../../core/text/index.ts';

/** What marks an apostrophe in the wild: typewriter, curly, modifier, backtick, acute, prime. */
const apostrophes = /['’‘‛ʼʹ`´′＇]/gu;
/** Zero-width characters, soft hyphens, direction marks and the like. */
const invisible = /\p{Cf}/gu;
// Those of Latin and Greek; the vowel signs of an Indian script are part of its words.
const accents = /[\p{M}&&\p{Script=Inherited}]/gv;
/** A bar, where a keyboard has no danda. */
const barAsDanda = /(?<=\p{Script=Devanagari}\s?)\|+/gu;
/** A word, with the signs that people put in the place of a letter. */
const rawWord = /[\p{L}\p{M}\p{N}*@$!|]+/gu;
const letterOrDigit = /[\p{L}\p{N}]/u;
/** A longer run of signs is a paste or a key held down, not a word of a list. */
const longestWord = 60;

const standIns: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/** What ends a clause, where it stands between two words. A hyphen does so only with a space before it. */
const clauseEnd = /[.,;:!?()\n\r\u0964\u0965\u2013\u2014\u2022]|\s-/u;

/** A word of a text, and whether a clause begins with it. */
export interface Word {
  readonly letters: string;
  readonly opensClause: boolean;
}

/**
 * The words of a text, in order: lower case, without accents, apostrophes and invisible characters; any punctuation
 * separates. Letters written apart ("d i e", "k.i.l.l") become one word. `*` and letter-like signs stay inside a word.
 */
export function wordsOf(text: string): Word[] {
  const bare = text
    .replace(invisible, '')
    .replace(apostrophes, '')
    .normalize('NFKC')
    .normalize('NFD')
    .replace(accents, '')
    .replace(barAsDanda, '\u0964')
    .toLowerCase();
  const plain = plainDevanagari(bare);
  const words: Word[] = [];
  let apart: Word[] = [];
  let end = 0;
  const flush = () => {
    const [first] = apart;
    if (first !== undefined && apart.length >= 3) {
      words.push({ letters: apart.map(({ letters }) => letters).join(''), opensClause: first.opensClause });
    } else for (const letter of apart) pushWord(words, letter);
    apart = [];
  };
  for (const match of plain.matchAll(rawWord)) {
    const letters = match[0];
    if (!letterOrDigit.test(letters)) continue;
    const word = { letters, opensClause: clauseEnd.test(plain.slice(end, match.index)) };
    if (letters.length > 1 || match.index - end > 1) flush();
    if (letters.length === 1) apart.push(word);
    else words.push(word);
    // Signs at the end of a word ("die!") belong to what separates it from the next.
    end = match.index + letters.replace(/[*@$!|]+$/u, '').length;
  }
  flush();
  return words;
}

/** "can t" is "can't" with its apostrophe lost to a space. */
function pushWord(words: Word[], word: Word): void {
  const before = words.at(-1);
  if (word.letters === 't' && before?.letters.endsWith('n')) {
    words[words.length - 1] = { ...before, letters: `${before.letters}t` };
  } else words.push(word);
}

/**
 * The spellings that one written word may stand for, itself first: signs for letters ("su1cide", "k!ll"), letters held
 * down ("dieee"), and the bare word inside emphasis ("*die*"). At most a dozen.
 */
export function spellingsOf(word: string): string[] {
  if (word.length > longestWord) return [];
  const spellings = new Set([trim(word)]);
  if (/\p{L}/u.test(word) && /[0-9@$!|]/u.test(word)) {
    for (const base of [word, trim(word), word.replace(/!+$/u, '')]) {
      for (const one of ['i', 'l']) spellings.add(base.replace(/[013457@$!|]/gu, (sign) => standIns[sign] ?? one));
    }
  }
  for (const spelling of [...spellings]) {
    spellings.add(spelling.replace(/(.)\1{2,}/gu, '$1$1'));
    spellings.add(spelling.replace(/(.)\1{2,}/gu, '$1'));
  }
  return [...spellings].filter((spelling) => spelling !== '');
}

function trim(word: string): string {
  return word.replace(/^[*@$!|]+/u, '').replace(/[*@$!|]+$/u, '');
}

/** Whether `written`, in which each `*` hides one letter, may be `word`. At least one letter must be readable. */
export function isMaskOf(written: string, word: string): boolean {
  if (written.length !== word.length || written.length < 3) return false;
  let readable = 0;
  for (let at = 0; at < word.length; at += 1) {
    if (written[at] === '*') continue;
    if (written[at] !== word[at]) return false;
    readable += 1;
  }
  return readable > 0;
}

/** Whether `written` is `word` with one letter wrong, missing, added, or two neighbours swapped. The first must be right. */
export function isOneSlipFrom(written: string, word: string): boolean {
  if (written[0] !== word[0] || Math.abs(written.length - word.length) > 1) return false;
  let head = 0;
  while (head < written.length && written[head] === word[head]) head += 1;
  const rest = written.slice(head);
  const restOfWord = word.slice(head);
  return (
    rest.slice(1) === restOfWord.slice(1) ||
    rest === restOfWord.slice(1) ||
    rest.slice(1) === restOfWord ||
    (rest.slice(2) === restOfWord.slice(2) && rest[0] === restOfWord[1] && rest[1] === restOfWord[0])
  );
}
