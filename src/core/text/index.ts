export { plainDevanagari } from './devanagari.ts';
export { defaultLocale, directionOf, firstDayOf, type Locale, matchLocale } from './locales.ts';
export { defineMessages, type Messages, type Strings } from './messages.ts';
export { numberOf, readDigits, withoutGaps } from './numbers.ts';
export {
  type Block,
  type ChannelName,
  type Inline,
  type MemberName,
  type Moment,
  type RichText,
  type RichValue,
  rich,
  type TimeStyle,
  wordsOnly,
} from './rich.ts';
export { isAt, type Stretch, type Token, tokensOf } from './tokens.ts';
export { cleanInput, isolated, isWords, type Words, words } from './words.ts';
