import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../core/errors/index.ts';
import type { Database } from './database.ts';
import { memberKeys } from './schema.ts';
import type { BothKeys, InstallationKeys } from './vault.ts';

/**
 * The key of an installation on the embedded database: 32 bytes, in base64 in the data folder's `secret.key`, made at the first
 * start and readable by its owner alone; beside it, while it is being replaced, the one before it. Call it while the folder is locked.
 * Throws `SetupError` where the file is damaged, or gone while there is something that only it can open.
 */
export async function installationKeys(folder: string, database: Database): Promise<InstallationKeys> {
  const { path, previousPath } = pathsIn(folder);
  const key = readKey(path);
  if (key) return { current: key, previous: readKey(previousPath) };
  const [sealed] = await database.queries.select({ memberId: memberKeys.memberId }).from(memberKeys).limit(1);
  if (sealed) {
    throw new SetupError(
      `${path} is gone, and what members wrote cannot be read without it. Put it back from your backup.`,
    );
  }
  return { current: writeKey(path, randomBytes(32)) };
}

/**
 * Puts a new key in the place of the one there is, and that one beside it; where a replacement was begun before, it goes on.
 * No moment of it loses the old key. Call it while the folder is locked.
 */
export function replaceKey(folder: string, keys: InstallationKeys): BothKeys {
  const { current, previous } = keys;
  if (previous && !Buffer.from(previous).equals(current)) return { current, previous };
  const { path, previousPath, nextPath } = pathsIn(folder);
  writeKey(previousPath, current);
  const next = writeKey(nextPath, randomBytes(32));
  renameSync(nextPath, path);
  return { current: next, previous: current };
}

/** Forgets the previous key. Call it when nothing lies under it any more and the database is closed. */
export function forgetPreviousKey(folder: string): void {
  // The embedded database leaves writing to the system: what was sealed anew must lie on the disk before the old key goes.
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r');
    fsyncSync(file);
    closeSync(file);
  }
  rmSync(pathsIn(folder).previousPath, { force: true });
}

function pathsIn(folder: string) {
  const path = join(folder, 'secret.key');
  return { path, previousPath: `${path}.previous`, nextPath: `${path}.next` };
}

function readKey(path: string): Uint8Array | undefined {
  if (!existsSync(path)) return undefined;
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64');
  if (key.length !== 32) throw new SetupError(`${path} is damaged. Put it back from your backup.`);
  return key;
}

function writeKey(path: string, key: Uint8Array): Uint8Array {
  writeFileSync(path, `${Buffer.from(key).toString('base64')}\n`, { mode: 0o600, flush: true });
  return key;
}
