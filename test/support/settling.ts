import { expect } from 'vitest';
import type { Bot } from '../../src/compose.ts';

/** Lets the bot do what is due by its clock, and waits until all of it is sent. */
export async function settleBot(bot: Bot): Promise<void> {
  await bot.tick();
  await expect.poll(async () => (await bot.health.counts()).waiting, { timeout: 60_000, interval: 30 }).toBe(0);
}
