import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentLocales } from '../../src/content/index.ts';
import { shippedByLicence } from '../licences/shipped.ts';
import { type Bare, bareBot } from '../support/dispatching.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  ...globSync('docs/**/*.md', { cwd: root }),
];

let bot: Bare;
beforeAll(async () => {
  bot = await bareBot('embedded');
});
afterAll(() => bot.close());

test.each(pages)('%s leads only to what is there', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
  const gone = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(page), link)));
  expect(gone).toEqual([]);
});

test.each(pages)('%s names no command that does not exist', (page) => {
  // Slack's own command to bring an app into a channel, and the one on Slack under which all of ours are found.
  const known = [...bot.dispatcher.commands.map(({ name }) => name), 'invite', 'rebound'];
  const named = [...read(page).matchAll(/`\/([a-z][a-z-]*)(?= |`)/g)].map((match) => match[1] ?? '');
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('README names every command', () => {
  const text = read('README.md');
  expect(bot.dispatcher.commands.map(({ name }) => `\`/${name}\``).filter((name) => !text.includes(name))).toEqual([]);
});

test('README names every language that the bot speaks', () => {
  const named = new Intl.DisplayNames(['en'], { type: 'language' });
  const languages = contentLocales().map((locale) => named.of(locale.split('-')[0] ?? '') ?? locale);
  expect(languages.filter((language) => !read('README.md').includes(language))).toEqual([]);
});

test('the page for operators names every setting, and no other', () => {
  const page = read('docs/operators.md');
  const source = globSync('src/config/*.ts', { cwd: root }).map(read).join('\n');
  const settings = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): \S/gm)].map((match) => match[1] ?? '');
  expect(settings.length).toBeGreaterThan(5);
  expect(settings.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const rows = [...page.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map((match) => match[1] ?? '');
  expect(rows.filter((name) => !settings.includes(name))).toEqual([]);
});

test.each(pages)('%s names only scripts that package.json has', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
  const named = [...read(page).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map((match) => match[1] ?? '');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

// All of these let everybody use, change and pass on what is under them, with its notice beside it.
const free = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'PSF-2.0',
  'Unlicense',
];

test('everything that is shipped is under a licence that lets us pass it on', () => {
  const licences = [...shippedByLicence().keys()];
  expect(licences.length).toBeGreaterThan(3);
  const parts = licences.flatMap((licence) => licence.replaceAll(/[()]/g, '').split(/ AND | OR /));
  expect(parts.filter((part) => !free.includes(part))).toEqual([]);
});
