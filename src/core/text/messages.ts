import { IntlMessageFormat } from 'intl-messageformat';
import { defaultLocale, type Locale, matchLocale } from './locales.ts';
import {
  type ChannelName,
  type MemberName,
  type Moment,
  type RichText,
  type RichValue,
  rich,
  slotCharacter,
} from './rich.ts';
import { isolated, isWords, type Words } from './words.ts';

export type Strings = Readonly<Record<string, string>>;

/**
 * The strings of one room (a feature, an adapter, core), in ICU MessageFormat.
 * `text` is for labels and titles, which platforms show literally; `rich` for sentences in our Markdown subset.
 */
export interface Messages<Key extends string> {
  text(locale: Locale, key: Key, values?: Readonly<Record<string, string | number>>): string;
  rich(locale: Locale, key: Key, values?: Readonly<Record<string, RichValue>>): RichText;
}

/**
 * @param strings by locale; `en` is complete, and another locale that lacks a key falls back to it. Asked for a locale that is
 *   not among them, such as `de-AT`, it answers in the same language, else in English.
 * Throws when a message is malformed or lacks a value: both are bugs of ours.
 */
export function defineMessages<const English extends Strings>(
  strings: { readonly en: English } & Readonly<Record<Locale, Strings>>,
): Messages<Extract<keyof English, string>> {
  const compiled = new Map<string, Message>();
  const available = Object.keys(strings);

  function message(wanted: Locale, key: string): Message {
    const locale = Object.hasOwn(strings, wanted) ? wanted : (matchLocale(wanted, available) ?? defaultLocale);
    const found = compiled.get(`${locale} ${key}`);
    if (found) return found;
    const inLocale = strings[locale]?.[key];
    const source = inLocale ?? strings.en[key];
    if (source === undefined) throw new Error(`There is no string "${key}"`);
    // Our Markdown links and code would read as tags of ICU's own; nothing of ours uses them.
    const format = new IntlMessageFormat(source, inLocale === undefined ? defaultLocale : locale, undefined, {
      ignoreTag: true,
    });
    const parsed = { format, selectors: selectorsIn(format.getAst()) };
    compiled.set(`${locale} ${key}`, parsed);
    return parsed;
  }

  return {
    text: (locale, key, values = {}) => {
      const shown = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? isolated(value) : value,
      ]);
      return String(message(locale, key).format.format(Object.fromEntries(shown)));
    },
    rich: (locale, key, values = {}) => {
      const { format, selectors } = message(locale, key);
      const slots: (Words | Moment | MemberName | ChannelName | string)[] = [];
      const flat: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(values)) {
        // Numbers choose a plural and selectors a branch; everything else is inert text, whatever it holds.
        if (typeof value === 'number') flat[name] = value;
        else if (typeof value === 'string' && selectors.has(name)) flat[name] = value;
        else if (isEmpty(value)) flat[name] = '';
        else flat[name] = slotCharacter(slots.push(value) - 1);
      }
      return rich(String(format.format(flat)), slots);
    },
  };
}

interface Message {
  readonly format: IntlMessageFormat;
  /** The arguments that only choose between branches. */
  readonly selectors: ReadonlySet<string>;
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function selectorsIn(ast: Ast): Set<string> {
  const found = new Set<string>();
  for (const element of ast) {
    if (!('options' in element)) continue;
    if (!('pluralType' in element)) found.add(element.value);
    for (const branch of Object.values(element.options)) {
      for (const name of selectorsIn(branch.value)) found.add(name);
    }
  }
  return found;
}

/** An empty value stays empty text, so that `{company, select, …}` style conditions on a flag beside it read right. */
function isEmpty(value: Exclude<RichValue, number>): value is '' | Words {
  return value === '' || (isWords(value) && value.value === '');
}
