import { readConfig } from '../config/index.ts';
import { knownMigrations } from '../db/migrations.ts';
import { createLog } from '../logging/index.ts';
import { openDatabase } from './open-bot.ts';

/** Brings the database up to date, for who keeps that apart from starting. Throws `SetupError`. */
export async function migrate(say: (line: string) => void): Promise<void> {
  const database = await openDatabase(readConfig(), createLog('warn'));
  await database.close();
  say(`The database is up to date: ${knownMigrations()} migrations.`);
}
