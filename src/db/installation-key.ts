import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../core/errors/index.ts';
import type { Database } from './database.ts';
import { memberKeys } from './schema.ts';

/**
 * The key of an installation on the embedded database: 32 bytes, in base64 in the data folder's `secret.key`, made at the first
 * start and readable by its owner alone. Call it while the folder is locked.
 * Throws `SetupError` where the file is damaged, or gone while there is something that only it can open.
 */
export async function installationKey(folder: string, database: Database): Promise<Uint8Array> {
  const path = join(folder, 'secret.key');
  if (existsSync(path)) {
    const key = Buffer.from(readFileSync(path, 'utf8'), 'base64');
    if (key.length !== 32) throw new SetupError(`${path} is damaged. Put it back from your backup.`);
    return key;
  }
  const [sealed] = await database.queries.select({ memberId: memberKeys.memberId }).from(memberKeys).limit(1);
  if (sealed) {
    throw new SetupError(
      `${path} is gone, and what members wrote cannot be read without it. Put it back from your backup.`,
    );
  }
  const key = randomBytes(32);
  writeFileSync(path, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
