import { plainDevanagari } from './devanagari.ts';
import type { Locale } from './locales.ts';

// From one on; the forms of one number are parted by bars.
const spoken: Readonly<Record<string, string>> = {
  en: 'one two three four five six seven eight nine ten eleven twelve',
  es: 'un|una|uno dos tres cuatro cinco seis siete ocho nueve diez once doce',
  pt: 'um|uma dois|duas três|tres quatro cinco seis sete oito nove dez onze doze',
  fr: 'un|une deux trois quatre cinq six sept huit neuf dix onze douze',
  de: 'ein|eine|einen|einem|einer|eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  hi: 'एक दो तीन चार पांच छह|छः|छ सात आठ नौ दस ग्यारह बारह',
};

/** The number from 1 to 12 that a word of this language stands for; undefined for every other word. */
export function numberOf(word: string, locale: Locale): number | undefined {
  const said = plainDevanagari(word.toLowerCase());
  const numbers = (spoken[locale.split('-')[0] ?? ''] ?? '').split(' ');
  const at = numbers.findIndex((forms) => forms !== '' && forms.split('|').includes(said));
  return at < 0 ? undefined : at + 1;
}

/** What stands between thousands and before decimals in this locale. */
function signsOf(locale: Locale): { readonly group: string; readonly decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const sign = (wanted: 'group' | 'decimal') => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { group: sign('group'), decimal: sign('decimal') };
}

/** The text with its thousands closed up where this locale parts them by a space, as in "1 000". */
export function withoutGaps(typed: string, locale: Locale): string {
  return signsOf(locale).group.trim() === '' ? typed.replace(/(?<=\d)\s(?=\d{3}(?!\d))/g, '') : typed;
}

/**
 * The number that is written in digits: the thousands grouped as this locale does, the decimals behind either sign. Undefined
 * for anything else, and for "1.000" or "1,000" behind the sign that does not group: it is one to some and a thousand to others,
 * so it is better asked than guessed.
 */
export function readDigits(typed: string, locale: Locale): number | undefined {
  const said = withoutGaps(plainDevanagari(typed), locale);
  const { group, decimal } = signsOf(locale);
  const grouped = new RegExp(`^[+-]?[1-9]\\d{0,2}(\\${group}\\d{2,3})*\\${group}\\d{3}(\\${decimal}\\d+)?$`);
  const isGrouped = grouped.test(said);
  const plain = isGrouped ? said.replaceAll(group, '').replace(decimal, '.') : said.replace(',', '.');
  const isUnclear = !isGrouped && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(plain);
  return isUnclear || !/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(plain) ? undefined : Number(plain);
}
