import type { Locale } from '../text/index.ts';

/**
 * How a language says by when, in lower case and as `plainDevanagari` spells it. The first four are alternatives parted by
 * bars; the others are patterns of a regular expression.
 */
export interface DayWords {
  /** Say that a date comes with them: "by never" is a date gone wrong. */
  readonly by: string;
  /** The day before is meant. */
  readonly before: string;
  /** Come with a date, a span, and other things as well: "in Berlin". */
  readonly within: string;
  readonly article: string;
  /** Before the name of a month. */
  readonly end: string;
  readonly endOfMonth: string;
  readonly endOfYear: string;
  /** What a span is counted in; empty where the language has a reader of its own. */
  readonly units: { readonly day: string; readonly week: string; readonly month: string };
  /** Whether the words stand behind their date. */
  readonly isBehind?: true;
}

const noUnits = { day: '', week: '', month: '' };

/** English, which everybody may type. */
export const english: DayWords = {
  by: 'by|until|till',
  before: 'before',
  within: 'within|in|on',
  article: 'the',
  end: 'the end of|end of',
  endOfMonth: '(?:end of )?(?:the |this )?month',
  endOfYear: "(?:(?:end of )?(?:the |this )|end of )year|year's end",
  units: noUnits,
};

const words: Readonly<Record<string, DayWords>> = {
  en: english,
  es: {
    by: 'hasta|a más tardar',
    before: 'antes del|antes de',
    within: 'dentro de|para|en',
    article: 'el|la',
    end: '(?:fin|fines|final|finales) de',
    endOfMonth: '(?:fin|fines|final|finales) de(?:l| este)? mes',
    endOfYear: '(?:fin|fines|final|finales) de(?:l| este)? año',
    units: { day: 'días?', week: 'semanas?', month: 'mes(?:es)?' },
  },
  pt: {
    by: 'até',
    before: 'antes do|antes da|antes de',
    within: 'dentro de|daqui a|para|em|no',
    article: 'o|a',
    end: '(?:fim|final) de',
    endOfMonth: '(?:fim|final) (?:do|deste|de) mês',
    endOfYear: '(?:fim|final) (?:do|deste|de) ano',
    units: { day: 'dias?', week: 'semanas?', month: 'm[êe]s(?:es)?' },
  },
  fr: {
    by: "d'ici à|d'ici au|d'ici|jusqu'au|jusqu'à|jusqu'en|au plus tard",
    before: 'avant',
    within: 'dans|pour|sous|en',
    article: 'le|la',
    end: '(?:la )?fin(?: de)?',
    endOfMonth: '(?:la )?fin (?:du|de ce|de) mois',
    endOfYear: "(?:la )?fin (?:de l'|de cette |d')année",
    units: { day: 'jours?', week: 'semaines?', month: 'mois' },
  },
  de: {
    by: 'bis zum|bis zur|bis|spätestens',
    before: 'vor dem|vor',
    within: 'innerhalb von|binnen|im|in|am',
    article: 'zum|am|dem',
    end: 'ende(?: des| vom)?',
    endOfMonth: 'ende (?:des monats|dieses monats|monat)|monatsende',
    endOfYear: 'ende (?:des jahres|dieses jahres|jahr)|jahresende',
    units: { day: 'tage?n?', week: 'wochen?', month: 'monate?n?' },
  },
  hi: {
    by: 'तक',
    before: 'से पहले',
    within: 'के अंदर|के भीतर|के बाद|बाद|में|को',
    article: 'इस',
    end: '',
    endOfMonth: 'महीने के (?:अंत|आखिर)',
    endOfYear: 'साल के (?:अंत|आखिर)',
    units: noUnits,
    isBehind: true,
  },
};

/** Those of the language of `locale`; undefined where the bot does not speak it. */
export function dayWordsOf(locale: Locale): DayWords | undefined {
  return words[locale.split('-')[0] ?? ''];
}

/** Of that language first, then English. */
export function spokenDayWords(locale: Locale): readonly DayWords[] {
  return [...new Set([dayWordsOf(locale) ?? english, english])];
}
