import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, type Windows } from '../support/browser.ts';
import { playgroundServer } from '../support/playground.ts';

const patience = 120_000;

let bot: Awaited<ReturnType<typeof playgroundServer>>;
let windows: Windows;
let base: string;
beforeAll(async () => {
  const people = ['Ana', 'Bo', 'Cem'].map((name) => ({ id: name.toLowerCase(), name, isModerator: false }));
  bot = await playgroundServer(0, people);
  windows = await openBrowser();
  base = bot.server.url;
}, patience);
beforeEach(() => bot.log.check());
afterAll(async () => {
  await windows.close();
  await bot.close();
});

test('from a rejection to a copied feedback request, and nobody else sees it', { timeout: patience }, async () => {
  const ana = await windows.open(base, 'ana', { permissions: ['clipboard-read', 'clipboard-write'] });
  const bo = await windows.open(base, 'bo');
  await ana.writes('/rejected stage:interview company:"Acme" role:"Data Engineer"');
  await expect.poll(ana.reads).toContain('You met them, and it is a no');
  await ana.presses('Ready to act');
  await expect.poll(ana.reads).toContain('Today');
  await ana.presses('Draft a message');
  await ana.presses('Feedback request');

  const form = ana.page.getByRole('dialog', { name: 'Feedback request' });
  expect(await form.getByLabel('Company').inputValue()).toBe('Acme');
  await form.getByLabel('Their name').fill('Kim');
  await form.getByRole('button', { name: 'Write it' }).click();
  await form.waitFor({ state: 'detached' });
  await expect.poll(ana.reads).toContain('Dear Kim');

  const copy = ana.page.locator('.copyable', { hasText: 'Dear Kim' }).getByRole('button', { name: 'Copy' });
  await copy.click();
  await ana.page.locator('.notice', { hasText: 'Copied' }).waitFor();
  const copied = await ana.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Dear Kim,[\s\S]+Data Engineer[\s\S]+Acme/);

  await ana.writes('/reflect');
  const reflection = ana.page.getByRole('dialog', { name: 'How it went' });
  await reflection.getByLabel('Company or role').fill('Acme, second round');
  await reflection.getByLabel('Did you feel prepared?').selectOption({ index: 1 });
  await reflection.getByRole('button', { name: 'Save' }).click();
  await reflection.waitFor({ state: 'detached' });
  await expect.poll(ana.reads).toContain('Acme, second round');

  await bo.writes('Good morning');
  await expect.poll(ana.reads).toContain('Good morning');
  await bo.writes('/reflect show:log');
  await expect.poll(bo.reads).toContain('You used /reflect show:log');
  expect(await bo.page.content()).not.toMatch(/Acme|Kim|it is a no/);
  expect([...ana.faults, ...bo.faults]).toEqual([]);
});

test('the same by keyboard alone', { timeout: patience }, async () => {
  const { page, reads, faults } = await windows.open(base, 'cem');
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  /** Tab until the thing with this name has the focus. */
  const tabTo = async (name: string) => {
    for (let presses = 0; (await focused()) !== name; presses += 1) {
      if (presses > 40) throw new Error(`The keyboard does not reach "${name}"`);
      await keyboard.press('Tab');
    }
  };
  for (let presses = 0; presses < 8; presses += 1) {
    if (await page.evaluate(() => document.activeElement?.id === 'message-field')) break;
    await keyboard.press('F6');
  }
  await keyboard.type('/rej');
  await page.getByRole('option', { name: /^\/rejected/ }).waitFor();
  await keyboard.press('Enter');
  await keyboard.type('stage:fin');
  await page.getByRole('option', { name: /Final round/ }).waitFor();
  await keyboard.press('Tab');
  await expect.poll(() => page.locator('#message-field').inputValue()).toBe('/rejected stage:final ');
  await keyboard.press('Enter');
  await expect.poll(reads).toContain('So close, and still a no');

  // From the message field the focus goes to the conversation and to the newest message.
  await keyboard.press('Shift+F6');
  await keyboard.press('ArrowUp');
  await tabTo('Ready to act');
  await keyboard.press('Enter');
  await expect.poll(reads).toContain('Worth hearing now');
  await tabTo('Draft a message');
  await keyboard.press('Enter');
  await expect.poll(reads).toContain('Which message?');
  await tabTo('Feedback requestA new email that asks what you could do better');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.type('Kim');
  await keyboard.press('Control+Enter');
  await expect.poll(reads).toContain('Dear Kim');
  expect(faults).toEqual([]);
});
