import { type Bot, composeBot } from '../compose.ts';
import type { Config } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { createPace } from '../core/interactions/index.ts';
import type { Clock, Log, Telemetry } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import type { Database } from '../db/database.ts';
import { opensUnder } from '../db/inspect.ts';
import { installationKeys } from '../db/installation-key.ts';
import { openEmbedded, openServer } from '../db/open.ts';
import type { InstallationKeys } from '../db/vault.ts';

// Handlers hold a connection for milliseconds; a small server allows 100 to all its clients together. As many again are for what
// is done within a community.
const poolSize = 8;

/** Opens the database that the configuration names and puts the bot on it. Throws `SetupError`. The caller stops the bot, then closes the database. */
export async function openBot(
  config: Config,
  log: Log,
  clock: Clock,
  telemetry?: Telemetry,
  migrates = true,
): Promise<{ bot: Bot; database: Database }> {
  const database = await openDatabase(config, log, migrates);
  if (database.engine === 'postgres' && !database.isWalled) {
    log.warn({}, 'Postgres does not keep communities apart as well: `rebound doctor` says what it needs');
  }
  try {
    const keys = await keysOf(config, database);
    if (!(await opensUnder(database, keys))) throw new SetupError(`${foreignKey(config)}. Nothing was changed.`);
    const { current: secretKey, previous: previousSecretKey } = keys;
    const parts = { database, secretKey, previousSecretKey, clock, random: systemRandom, log, pace: createPace(clock) };
    const bot = composeBot({ ...parts, ...(telemetry ? { telemetry } : {}) });
    await bot.open();
    return { bot, database };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What to say of a key under which what is sealed does not open: with it, new words would lie under another key than the old ones. */
export function foreignKey({ secretKey }: Config): string {
  const key = secretKey ? 'REBOUND_SECRET_KEY' : 'The key';
  return `${key} does not open what is sealed in this database: put back the one that belongs to it`;
}

/** What members' keys are sealed under: as configured, or the embedded database's own. Throws `SetupError`. */
export async function keysOf(config: Config, database: Database): Promise<InstallationKeys> {
  const { secretKey, previousSecretKey } = config;
  if (secretKey) return { current: secretKey, previous: previousSecretKey };
  return installationKeys(config.dataFolder, database);
}

/** As `keysOf`, where all of it must lie under one key. Throws `SetupError` while a replacement is not finished. */
export async function secretKeyOf(config: Config, database: Database): Promise<Uint8Array> {
  const { current, previous } = await keysOf(config, database);
  if (previous)
    throw new SetupError('The key is being replaced. Finish `rebound keys rotate` first; nothing was changed.');
  return current;
}

/** The database that the configuration names, up to date. Throws `SetupError`. The caller closes it. */
export function openDatabase({ databaseUrl, dataFolder }: Config, log: Log, migrates = true): Promise<Database> {
  if (databaseUrl === undefined) return openEmbedded(dataFolder);
  const onIdleError = (error: Error) => log.warn({ error: error.name }, 'An idle database connection broke');
  return openServer({ url: databaseUrl, poolSize, migrates, onIdleError });
}
