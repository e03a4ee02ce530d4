import { parse } from 'yaml';
import { z } from 'zod';
import {
  anyNumber,
  containsPhraseOf,
  isSquashedPhrase,
  longestFrom,
  type PhraseBook,
  PhraseError,
  phraseBook,
  textEnd,
  textStart,
} from './phrases.ts';
import { isMaskOf, isOneSlipFrom, spellingsOf, type Word, wordsOf } from './words.ts';

/** A reviewed word list, ready to be matched. */
export interface DistressList {
  /** The day of the last review, YYYY-MM-DD. */
  readonly reviewedOn: string;
  readonly signals: PhraseBook;
  readonly exceptions: PhraseBook;
  /** Words that count with one letter wrong, too. */
  readonly oneSlip: readonly string[];
}

const phrases = z.array(z.string().trim().min(1)).min(1);
const listFile = z.strictObject({
  reviewedOn: z.iso.date(),
  groups: z.record(z.string(), phrases),
  oneSlip: z.array(z.string().regex(/^[\p{Ll}\p{Lo}\p{M}]{5,}$/u)),
  signals: phrases,
  exceptions: phrases,
});

/**
 * Reads a word list. Beside its shape it is checked that each exception contains a signal (one without would never do
 * anything) and has no gap.
 * @throws ZodError for a wrong shape, PhraseError for a phrase that cannot be read or an exception that fails the check
 */
export function parseDistressList(yamlText: string): DistressList {
  const file = listFile.parse(parse(yamlText));
  const signals = phraseBook(file.signals, file.groups);
  for (const exception of file.exceptions) {
    if (exception.includes('..')) {
      throw new PhraseError(`The exception "${exception}" has a gap, in which a second signal could vanish.`);
    }
    if (!containsPhraseOf(signals, exception, file.groups)) {
      throw new PhraseError(`The exception "${exception}" contains no signal, so it would never do anything.`);
    }
  }
  return {
    reviewedOn: file.reviewedOn,
    signals,
    exceptions: phraseBook(file.exceptions, file.groups),
    oneSlip: file.oneSlip,
  };
}

/** A word of a text with the spellings that it may stand for. */
interface SpelledWord extends Word {
  readonly spellings: readonly string[];
}

/**
 * Whether any of the texts shows acute distress by any of the lists: it has a signal that lies in no exception. Deterministic,
 * and linear in the length of the texts. Each text is read for itself; a signal does not run from one into the next.
 */
export function detectDistress(texts: readonly string[], lists: readonly DistressList[]): boolean {
  return texts.some((text) => {
    const words = wordsOf(text).map((word) => ({ ...word, spellings: spellingsOf(word.letters) }));
    return lists.some((list) => hasOpenSignal(words, list));
  });
}

function hasOpenSignal(words: readonly SpelledWord[], list: DistressList): boolean {
  return hasSignalOfWords(words, list) || words.some((word) => isSquashedSignal(word, list));
}

function hasSignalOfWords(words: readonly SpelledWord[], list: DistressList): boolean {
  const wordReadings = readWords(words, list);
  // Every phrase has a word of its own, and most texts have none of the five languages that they are not written in.
  if (wordReadings.every((reading) => reading.length === 0)) return false;
  const readings = [[textStart], ...wordReadings, [textEnd]];
  const clauseEnds = endsOfClauses(words);
  let coveredTo = 0;
  return readings.some((_, start) => {
    coveredTo = Math.max(coveredTo, longestFrom(list.exceptions, readings, start, clauseEnds[start]) ?? 0);
    return (longestFrom(list.signals, readings, start) ?? 0) > coveredTo;
  });
}

/**
 * For each reading, where its clause ends. A signal may run over punctuation ("I want to... die"); an exception may
 * not, or "I can't go on. The 5th rejection today" would pass for a date.
 */
function endsOfClauses(words: readonly Word[]): number[] {
  let end = words.length + 2;
  const ends = new Array<number>(end).fill(end);
  for (let at = words.length + 1; at >= 0; at -= 1) {
    ends[at] = end;
    if (words[at - 1]?.opensClause) end = at;
  }
  return ends;
}

/** What each word of the text may stand for in the list; a word is looked up once, however often it occurs. */
function readWords(words: readonly SpelledWord[], list: DistressList): string[][] {
  const known = new Map<string, string[]>();
  return words.map((word) => {
    const reading = known.get(word.letters) ?? readWord(word, list);
    known.set(word.letters, reading);
    return reading;
  });
}

function readWord({ letters, spellings }: SpelledWord, list: DistressList): string[] {
  const inList = (spelling: string) =>
    list.signals.vocabulary.has(spelling) || list.exceptions.vocabulary.has(spelling);
  const reading = spellings.filter(inList);
  if (/^\d+(st|nd|rd|th|k)?$/u.test(letters)) reading.push(anyNumber);
  if (reading.length > 0) return reading;
  if (letters.includes('*')) {
    return [...list.signals.vocabulary].filter((candidate) => isMaskOf(letters, candidate));
  }
  return list.oneSlip.filter((candidate) => spellings.some((spelling) => isOneSlipFrom(spelling, candidate)));
}

/**
 * "#killmyself", "iwanttodie" and letters written apart, which arrive here as one word. What is a word of the list, as the
 * Hindi आत्महत्या that some write as two, is read as that word, with its exceptions.
 */
function isSquashedSignal({ spellings }: SpelledWord, list: DistressList): boolean {
  if (spellings.some((spelling) => list.signals.vocabulary.has(spelling))) return false;
  const bare = spellings.map((spelling) => spelling.replace(/^i(just)?/u, ''));
  return [...new Set([...spellings, ...bare])].some((spelling) => isSquashedPhrase(list.signals, spelling));
}
