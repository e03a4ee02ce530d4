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
