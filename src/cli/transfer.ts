import { existsSync } from 'node:fs';
import { progress } from '@clack/prompts';
import { composeBot } from '../compose.ts';
import { type Config, readConfig } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import type { Database } from '../db/database.ts';
import { exportDatabase, finishImport, importDatabase, type TransferParts } from '../db/transfer.ts';
import { createLog } from '../logging/index.ts';
import { openDatabase, secretKeyOf } from './open-bot.ts';

/** Writes the whole database into a file, to be brought into another one. Throws `SetupError`. */
export async function exportTo(file: string, say: (line: string) => void): Promise<void> {
  if (existsSync(file)) throw new SetupError(`${file} is there already; name a new file.`);
  const tables = await onDatabase(readConfig(), 'Exporting', (parts) => exportDatabase(parts, file));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  say(`${rows} rows of ${tables.length} tables are in ${file}. The key is not: keep it apart.`);
}

/** Brings such a file into the database that DATABASE_URL names. Throws `SetupError`. */
export async function importFrom(file: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(file)) throw new SetupError(`There is no file ${file}.`);
  const config = readConfig();
  if (config.databaseUrl === undefined) {
    throw new SetupError('Set DATABASE_URL to the Postgres database that the file is to be brought into.');
  }
  const tables = await onDatabase(config, 'Importing', async (parts) => {
    const there = await importDatabase(parts, file);
    await requeue(parts);
    await finishImport(parts.database);
    return there;
  });
  for (const { name, rows, checksum } of tables) say(`${name}: ${rows} rows, checksum ${checksum}`);
  say('Counts and checksums are those of the file.');
}

/** The queue was not moved; what had not been sent stands in line again. */
async function requeue({ database, secretKey }: TransferParts): Promise<void> {
  const log = createLog('warn');
  const bot = composeBot({ database, secretKey, clock: systemClock, random: systemRandom, log });
  try {
    await bot.open();
    await bot.requeue();
  } finally {
    await bot.stop();
  }
}

async function onDatabase<Result>(
  config: Config,
  what: string,
  work: (parts: TransferParts) => Promise<Result>,
): Promise<Result> {
  const database: Database = await openDatabase(config, createLog('warn'));
  const bar = process.stdout.isTTY ? progress({ max: 100 }) : undefined;
  try {
    const secretKey = await secretKeyOf(config, database);
    let done = 0;
    let shown = 0;
    bar?.start(what);
    const result = await work({
      database,
      secretKey,
      advanced: (rows, ofAll) => {
        done += rows;
        const percent = ofAll === 0 ? 100 : Math.floor((done / ofAll) * 100);
        bar?.advance(percent - shown);
        shown = percent;
      },
    });
    bar?.stop(what);
    return result;
  } catch (error) {
    bar?.error(what);
    throw error;
  } finally {
    await database.close();
  }
}
