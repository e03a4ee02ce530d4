import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { contentLocales } from '../../src/content/index.ts';
import { defineMessages, directionOf, rich, type Strings, type Words, words } from '../../src/core/text/index.ts';
import { weekStartOf } from '../../src/core/time/index.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('src/**/locales/*.json', { cwd: root });
const folders = [...new Set(files.map((file) => dirname(file)))];

function strings(file: string): Strings {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

// As IntlMessageFormat's syntax tree numbers it.
const literal = 0;

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** The names that a message takes, each with what kind of value it is. */
function placeholders(message: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (ast: Ast) => {
    for (const element of ast) {
      if (!('value' in element) || element.type === literal) continue;
      found[element.value] = 'options' in element ? ('pluralType' in element ? 'plural' : 'select') : 'value';
      if ('options' in element) for (const branch of Object.values(element.options)) walk(branch.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return found;
}

test('there are strings, each room with an English file', () => {
  expect(folders.length).toBeGreaterThan(1);
  expect(folders.filter((folder) => !files.includes(join(folder, 'en.json')))).toEqual([]);
});

test.each(contentLocales())('every room speaks %s', (locale) => {
  expect(folders.filter((folder) => !files.includes(join(folder, `${locale}.json`)))).toEqual([]);
});

test.each(folders)('%s holds the same keys and placeholders in every locale', (folder) => {
  const english = strings(join(folder, 'en.json'));
  for (const file of files.filter((each) => dirname(each) === folder)) {
    const translated = strings(file);
    expect(Object.keys(translated).sort(), file).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(translated)) {
      expect(placeholders(message), `${file}: ${key}`).toEqual(placeholders(english[key] ?? ''));
    }
  }
});

test.each(files)('%s says nothing that cannot be shown, whatever is filled in', (file) => {
  const messages = defineMessages({ en: strings(file) });
  // A string without a letter is a mark of its platform's own, such as a prompt.
  const sentences = Object.entries(strings(file)).filter(([, message]) =>
    /\p{L}/u.test(message.replace(/\{\w+\}/g, '')),
  );
  for (const [key, message] of sentences) {
    const names = Object.entries(placeholders(message));
    const filled = (value: string | Words) =>
      Object.fromEntries(
        names.map(([name, kind]) => [name, kind === 'plural' ? 2 : kind === 'select' ? 'other' : value]),
      );
    if (holdsValueInCode(message)) {
      // Put together as text before it is parsed, with names and addresses of ours alone.
      expect(() => rich(messages.text('en', key, filled('harmless') as Record<string, string>)), key).not.toThrow();
      continue;
    }
    for (const typed of ['*a* [b](c) <d> `e`', '']) {
      expect(() => messages.rich('en', key, filled(words(typed))), `${basename(file)}: ${key}`).not.toThrow();
    }
    expect(message.trim(), `${file}: ${key}`).toBe(message);
  }
});

function holdsValueInCode(message: string): boolean {
  return /`[^`]*\{[^`]*`|\]\([^)]*\{/.test(message);
}

test.each(['as it is', 'as in Node.js 22'])('the runtime, %s, tells where a line and a week begin', (runtime) => {
  const { getTextInfo, getWeekInfo } = Intl.Locale.prototype;
  const [sunday, rightToLeft] = runtime === 'as it is' ? ['en-US', 'he'] : ['pt-BR', 'ar'];
  if (runtime !== 'as it is') Object.assign(Intl.Locale.prototype, { getTextInfo: undefined, getWeekInfo: undefined });
  try {
    expect([weekStartOf(sunday), weekStartOf('de')]).toEqual([7, 1]);
    expect([directionOf(rightToLeft), directionOf('hi')]).toEqual(['rtl', 'ltr']);
  } finally {
    Object.assign(Intl.Locale.prototype, { getTextInfo, getWeekInfo });
  }
});
