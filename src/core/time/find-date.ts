import { isAt, type Locale, type Stretch, type Token, tokensOf } from '../text/index.ts';
import { type DayWords, spokenDayWords } from './day-words.ts';
import type { LocalDate } from './periods.ts';
import { readDate } from './read-date.ts';

/** A date has no more words than these. */
const longest = 6;
/** How many places are looked at, from the last: whoever writes "in" a hundred times means no date. */
const mostPlaces = 6;

interface Place {
  readonly words: DayWords;
  /** The tokens of the words that come with a date: the first, and the first behind them. */
  readonly first: number;
  readonly behind: number;
  readonly isCertain: boolean;
}

/**
 * Finds what `readDate` reads in the middle of a text ("finish one course by March", "einen Kurs bis März abschließen"), in
 * English and in the language of `locale`, the last of several. What stands behind "by" and is no date is found all the same,
 * up to the end, so that it can be told.
 */
export function findDate(text: string, today: LocalDate, locale: Locale): Stretch | undefined {
  const tokens = tokensOf(text);
  const places = placesIn(tokens, locale);
  for (const place of places) {
    for (let count = longest; count >= 1; count -= 1) {
      const found = rangeOf(tokens, place, count);
      if (found && readDate(text.slice(found.from, found.to).replace(/[,;]+$/, ''), today, { locale }).ok) return found;
    }
  }
  const wrong = places.find(({ isCertain, behind }) => isCertain && behind < tokens.length);
  const start = wrong && tokens[wrong.first];
  return start && { from: start.from, to: text.length };
}

/** The last first, and of those at one place the longest first. */
function placesIn(tokens: readonly Token[], locale: Locale): readonly Place[] {
  const places = spokenDayWords(locale).flatMap((words) =>
    (['by', 'before', 'within'] as const).flatMap((kind) =>
      words[kind].split('|').flatMap((phrase) =>
        tokens.flatMap((_token, first): Place[] => {
          if (!isAt(tokens, first, phrase)) return [];
          const isCertain = kind === 'by' && !words.isBehind;
          return [{ words, first, behind: first + phrase.split(' ').length, isCertain }];
        }),
      ),
    ),
  );
  return places.toSorted((one, other) => other.first - one.first || other.behind - one.behind).slice(0, mostPlaces);
}

/** The place with so many words before or behind it. */
function rangeOf(tokens: readonly Token[], { words, first, behind }: Place, count: number): Stretch | undefined {
  const from = tokens[words.isBehind ? first - count : first]?.from;
  const to = tokens[words.isBehind ? behind - 1 : behind + count - 1]?.to;
  return from === undefined || to === undefined ? undefined : { from, to };
}
