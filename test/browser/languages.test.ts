import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type Window, type Windows } from '../support/browser.ts';
import { playgroundServer } from '../support/playground.ts';

const patience = 120_000;

let bot: Awaited<ReturnType<typeof playgroundServer>>;
let windows: Windows;
beforeAll(async () => {
  bot = await playgroundServer(0, [{ id: 'ana', name: 'Ana', isModerator: true }]);
  windows = await openBrowser();
}, patience);
afterAll(async () => {
  await windows.close();
  await bot.close();
});

/** What the page says, and the playground's server. */
const strings = (locale: string): Record<string, string> => {
  const read = (room: string) =>
    JSON.parse(
      readFileSync(new URL(`../../src/adapters/playground/${room}locales/${locale}.json`, import.meta.url), 'utf8'),
    );
  return { ...read(''), ...read('page/') };
};

/** All that the page says now: what can be read, and what is said of it. */
const said = ({ page }: Window) =>
  page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
    const texts = [...document.querySelectorAll('body *')].flatMap((element) => [
      ...[...element.childNodes]
        .filter((each) => each.nodeType === Node.TEXT_NODE)
        .map((each) => each.textContent ?? ''),
      ...attributes.map((name) => element.getAttribute(name) ?? ''),
    ]);
    return texts.map((each) => each.trim()).filter((each) => each !== '');
  });

test.each([
  ['hi-IN', 'hi'],
  ['de-AT', 'de'],
])(
  'in a browser that asks for %s the page and the bot speak that language',
  { timeout: patience },
  async (asked, locale) => {
    const ana = await windows.open(bot.server.url, 'ana', { locale: asked });
    const [own, english] = [strings(locale), strings('en')];
    const heard = new Set(await said(ana));
    await ana.writes('/settings');
    await ana.page.locator('.card').getByRole('button').first().click();
    await ana.page.getByRole('dialog').waitFor();
    for (const each of await said(ana)) heard.add(each);
    expect(await ana.page.locator('html').getAttribute('lang')).toBe(locale);
    expect(heard).toContain(own.channels);
    expect(heard).toContain(own['general-topic']);
    expect(heard).toContain(own.cancel);
    const leftOver = Object.entries(english).filter(([key, text]) => text !== own[key] && heard.has(text));
    expect(leftOver).toEqual([]);
    expect(ana.faults).toEqual([]);
  },
);

test('names from right to left keep to their places in a line, and messages begin at their own side', {
  timeout: patience,
}, async () => {
  const ana = await windows.open(bot.server.url, 'ana');
  await ana.writes('/applications add company:"שלום" role:"مهندس بيانات" stage:interview');
  await ana.writes('/applications list ');
  await expect.poll(ana.reads).toContain('interview since');
  const line = ana.page.locator('.card').last().locator('li, p').filter({ hasText: 'interview since' }).first();
  // Where on the screen each of them stands.
  const lefts = await line.evaluate((element) =>
    ['שלום', 'مهندس', 'interview'].map((wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        return range.getBoundingClientRect().left;
      }
      return -1;
    }),
  );
  expect(lefts.toSorted((one, other) => one - other)).toEqual(lefts);
  expect(lefts).not.toContain(-1);

  await ana.writes('שלום לכולם!');
  const said = ana.page.locator('.said').last();
  await expect.poll(() => said.textContent()).toBe('שלום לכולם!');
  const { begins, ends } = await said.evaluate((element) => {
    const [text] = [...element.childNodes].filter(
      (each) => each.nodeType === Node.TEXT_NODE && each.textContent?.trim(),
    );
    const at = (from: number) => {
      const range = document.createRange();
      range.setStart(text as Node, from);
      range.setEnd(text as Node, from + 1);
      return range.getBoundingClientRect().left;
    };
    return { begins: at(0), ends: at((text?.textContent?.length ?? 1) - 1) };
  });
  expect(begins).toBeGreaterThan(ends);
});
