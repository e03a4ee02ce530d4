import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rich } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { openBrowser, type Windows } from '../support/browser.ts';
import { playgroundServer } from '../support/playground.ts';
import { poorContrast } from './contrast.ts';

const patience = 120_000;
const people = [
  { id: 'ana', name: 'Ana', isModerator: false },
  { id: 'bo', name: 'Bo', isModerator: false },
  { id: 'mo', name: 'Mo', isModerator: true },
];

let bot: Awaited<ReturnType<typeof playgroundServer>>;
let windows: Windows;
const start = async (port?: number) => {
  bot = await playgroundServer(port, people);
};
beforeAll(async () => {
  await start();
  windows = await openBrowser();
}, patience);
beforeEach(() => bot.log.check());
afterAll(async () => {
  await windows.close();
  await bot.close();
});

test('what cannot be taken is said at its field, and what was typed stays', { timeout: patience }, async () => {
  const { page, writes, presses, reads, faults } = await windows.open(bot.server.url, 'ana');
  await writes('/settings');
  await presses('Change');
  const zone = page.getByLabel('City or time zone');
  await expect.poll(() => zone.inputValue()).toBe('Europe/Berlin');
  await zone.fill('Atlantis');
  await page.getByRole('button', { name: 'Save' }).click();
  const error = page.locator('#field-zone-error');
  await error.waitFor();
  expect(await error.textContent()).toContain('no time zone by that name');
  expect(await zone.inputValue()).toBe('Atlantis');
  expect(await zone.getAttribute('aria-invalid')).toBe('true');
  expect(await zone.getAttribute('aria-describedby')).toContain('field-zone-error');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-zone');

  // Put aside and opened again, it still holds what was typed.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await presses('Change');
  await expect.poll(() => zone.inputValue()).toBe('Atlantis');
  await zone.fill('Lisbon');
  await zone.press('Enter');
  await expect.poll(reads).toContain('Europe/Lisbon');
  expect(faults).toEqual([]);
});

test('whoever runs the community is led to set it up, and sees the channel of a schedule by name', {
  timeout: patience,
}, async () => {
  const { page, presses, reads, faults } = await windows.open(bot.server.url, 'mo');
  await page.getByRole('button', { name: '/community setup' }).click();
  await page.keyboard.press('Enter');
  await expect.poll(reads).toContain('Nothing here has to be done');
  await presses('Check-ins');
  await page.getByLabel('In which channel?').selectOption({ label: 'accountability' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(reads).toContain('in #accountability.');
  expect(faults).toEqual([]);
});

test("a member's markup is text, wherever it is shown", { timeout: patience }, async () => {
  const ana = await windows.open(bot.server.url, 'ana');
  const bo = await windows.open(bot.server.url, 'bo');
  const attack = '<script>document.title="owned"</script><img src=x onerror=document.title="owned">';
  await ana.writes(attack);
  await expect.poll(bo.reads).toContain(attack);
  await bo.writes(`/settings ${attack}`);
  await expect.poll(bo.reads).toContain('I did not quite get that');
  for (const { page } of [ana, bo]) expect(await page.title()).toMatch(/^(Ana|Bo) · Rebound$/);
  expect(await bo.page.locator('main script, main img[src="x"]').count()).toBe(0);
  expect([...ana.faults, ...bo.faults]).toEqual([]);
});

test('a picture that comes after its card is in sight as well', { timeout: patience }, async () => {
  const { page, writes, reads } = await windows.open(bot.server.url, 'mo');
  for (const company of ['Acme', 'Initech']) {
    await writes(`/applications add company:${company} role:Baker stage:applied`);
    await expect.poll(reads).toContain(company);
  }
  await writes('/progress');
  const picture = page.locator('.message img.picture').last();
  await picture.waitFor();
  const below = () =>
    page.evaluate(() => {
      const [log, picture] = [
        document.querySelector('main .log'),
        [...document.querySelectorAll('img.picture')].at(-1),
      ];
      if (!log || !(picture instanceof HTMLImageElement) || !picture.complete) return 'not there yet';
      const message = picture.closest('.message');
      const isTall = (message?.clientHeight ?? 0) > log.clientHeight;
      const [inner, outer] = [message?.getBoundingClientRect(), log.getBoundingClientRect()];
      if (!inner) return 'not there yet';
      return Math.abs(isTall ? inner.top - outer.top : inner.bottom - outer.bottom) < 60 ? 'in sight' : 'cut off';
    });
  await expect.poll(below).toBe('in sight');
});

test('completion offers options, the bot’s own suggestions, and closes at Escape', { timeout: patience }, async () => {
  const { page } = await windows.open(bot.server.url, 'ana');
  const field = page.locator('#message-field');
  await field.pressSequentially('/settings ');
  const options = page.getByRole('option');
  await expect.poll(() => options.allInnerTexts()).toEqual([expect.stringContaining('zone')]);
  await field.press('Tab');
  await field.pressSequentially('sao pau');
  await page.getByRole('option', { name: 'America/Sao_Paulo' }).waitFor();
  await field.press('ArrowDown');
  expect(await field.getAttribute('aria-activedescendant')).toBe('message-field-item-0');
  await field.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('/settings zone:America/Sao_Paulo ');
  await field.fill('/se');
  await options.first().waitFor();
  await field.press('Escape');
  expect(await options.count()).toBe(0);
});

test('messages elsewhere are marked until they are read; threads open beside', { timeout: patience }, async () => {
  const ana = await windows.open(bot.server.url, 'ana');
  const opening = card({ title: 'How was your week?', sections: [text(rich('Tell as much as you like.'))] });
  const to = { communityId: 'playground', channelId: 'accountability', title: 'Week 45', opening };
  const thread = await bot.deliveries.openThread({ key: 'week', ...to });
  await bot.deliveries.send({ key: 'below', communityId: 'playground', to: thread.to, card: opening });
  const place = ana.page.locator('.place', { hasText: 'accountability' });
  await expect.poll(() => place.locator('.count').textContent()).toBe('2');
  await place.click();
  await expect.poll(() => place.locator('.count').count()).toBe(0);
  await ana.page.getByRole('button', { name: /Week 45/ }).click();
  await ana.page.getByRole('combobox', { name: 'Reply, or type / for a command' }).fill('It was long.');
  await ana.page.keyboard.press('Enter');
  await ana.page.locator('.pane .said', { hasText: 'It was long.' }).waitFor();
  expect(await ana.reads()).not.toContain('It was long.');
  await ana.page.keyboard.press('Escape');
  expect(await ana.page.locator('.pane').count()).toBe(0);
});

test('on a narrow screen the places lie in a drawer, and nothing is wider than the screen', {
  timeout: patience,
}, async () => {
  const { page, writes, reads } = await windows.open(bot.server.url, 'bo', { viewport: { width: 390, height: 800 } });
  await writes('/help');
  await expect.poll(reads).toContain('/settings');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Show channels' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Rebound' }).click();
  await page.getByRole('heading', { name: 'Just you and Rebound' }).waitFor();
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
});

test.each(['light', 'dark'] as const)('text is readable in the %s look', { timeout: patience }, async (colorScheme) => {
  const { page, writes, presses } = await windows.open(bot.server.url, 'ana', { colorScheme });
  await writes('/settings');
  await presses('Change');
  await page.getByRole('dialog').waitFor();
  // WCAG 2.2, 1.4.3: 4.5 to 1 for text of this size.
  const poor = await page.evaluate(poorContrast);
  expect(poor).toEqual([]);
});

test('a bot that restarts is found again; a message, a form and a lost answer survive', {
  timeout: patience,
}, async () => {
  const port = Number(new URL(bot.server.url).port);
  const { page, writes, presses, reads } = await windows.open(bot.server.url, 'bo');
  await writes('/settings');
  await presses('Change');
  await page.getByLabel('City or time zone').fill('Oslo');
  await bot.close();
  await page.locator('.banner', { hasText: 'Reconnecting' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Sending' }).waitFor();
  await start(port);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(reads).toContain('Europe/Oslo');
  await expect.poll(() => page.locator('.banner').isVisible()).toBe(false);
});
