import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

// Debian's; `.ci/run` installs it where it is missing.
const executablePath = '/usr/bin/chromium';
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real browser whose windows share nothing, each of them one member's. */
export interface Windows {
  /** Opens the playground as this persona and waits until it can be written in. */
  open(base: string, as: string, options?: BrowserContextOptions): Promise<Window>;
  close(): Promise<void>;
}

/** One window, and what a person does in it. */
export interface Window {
  readonly page: Page;
  /** Writes a line into the message field and sends it. */
  writes(line: string): Promise<void>;
  /** Presses a button or chip of the newest card. */
  presses(label: string): Promise<void>;
  /** What can be read in the conversation that is open. */
  reads(): Promise<string>;
  /** Faults that the page met: uncaught errors, refused scripts, failed requests. */
  readonly faults: readonly string[];
}

export async function openBrowser(): Promise<Windows> {
  const browser = await chromium.launch({ executablePath, args });
  return {
    open: async (base, as, options = {}) => {
      const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error') faults.push(line.text());
      });
      await page.goto(`${base}/?as=${as}`);
      await page.locator('#message-field').waitFor();
      return { ...actions(page), page, faults };
    },
    close: () => browser.close(),
  };
}

function actions(page: Page): Pick<Window, 'writes' | 'presses' | 'reads'> {
  return {
    writes: async (line) => {
      await page.locator('#message-field').fill(line);
      await page.locator('#message-field').press('Enter');
    },
    presses: (label) => page.locator('.card').last().getByRole('button', { name: label }).click(),
    reads: async () => (await page.locator('main .log').allInnerTexts()).join('\n'),
  };
}
