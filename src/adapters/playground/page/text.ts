type Strings = typeof import('./locales/en.json');

// The server chose it by what the browser asks for, among the languages that there are.
const { lang } = document.documentElement;
const { default: strings }: { default: Strings } = await import(`./locales/${lang}.json`, { with: { type: 'json' } });

/** The reader's locale in the language of the page: theirs to the letter where they ask for this language first. */
export const locale = navigator.language.split('-')[0] === lang.split('-')[0] ? navigator.language : lang;

/** A string of the page with its `{values}` filled in. */
export function t(key: keyof Strings, values: Readonly<Record<string, string | number>> = {}): string {
  return strings[key].replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}
