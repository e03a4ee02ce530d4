import { progress } from '@clack/prompts';
import { type Config, readConfig } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import type { Database } from '../db/database.ts';
import { forgetPreviousKey, replaceKey } from '../db/installation-key.ts';
import { rotateKeys } from '../db/rotate-keys.ts';
import type { BothKeys } from '../db/vault.ts';
import { createLog } from '../logging/index.ts';
import { keysOf, openDatabase } from './open-bot.ts';
import { messages } from './texts.ts';

/**
 * `rebound keys rotate`. With `REBOUND_SECRET_KEY` the operator hands over both keys; else the data folder holds them, and the
 * bot on it is stopped. Throws `SetupError` where the two keys are not there, or not those of this database.
 */
export async function rotate(say: (line: string) => void): Promise<void> {
  const config = readConfig();
  const locale = Intl.DateTimeFormat().resolvedOptions().locale;
  const text = (key: Parameters<typeof messages.text>[1], values?: Parameters<typeof messages.text>[2]) =>
    messages.text(locale, key, values);
  if (config.secretKey && !config.previousSecretKey) throw new SetupError(text('rotate-needs-both'));
  const database = await openDatabase(config, createLog(config.logLevel));
  try {
    const keys = await bothKeys(config, database);
    const bar = process.stdout.isTTY ? progress({ max: 100 }) : undefined;
    bar?.start(text('rotate-progress'));
    let shown = 0;
    const { all } = await rotateKeys({
      database,
      keys,
      advanced: ({ all, done }) => {
        const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
        bar?.advance(percent - shown);
        shown = percent;
      },
    });
    bar?.stop();
    say(text('rotate-done', { count: all }));
  } finally {
    await database.close();
  }
  if (config.secretKey) say(text('rotate-then'));
  else forgetPreviousKey(config.dataFolder);
}

async function bothKeys(config: Config, database: Database): Promise<BothKeys> {
  const { current, previous } = await keysOf(config, database);
  if (config.secretKey && previous) return { current, previous };
  return replaceKey(config.dataFolder, { current, previous });
}
