import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SetupError } from '../core/errors/index.ts';

/** A folder that this process alone may use, until `release`. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process. Two processes on one embedded database corrupt it without a word, so the lock is one
 * that the kernel holds (SQLite's file lock): it goes with the process, however that ends, and can never be stale.
 * Nothing else in this process may open the file: POSIX drops a process's locks on a file when it closes any descriptor of it.
 * Throws `SetupError` where another process has it or nothing can be written there; the database is not touched then.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock');
  const lock = openLock(folder, path);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new SetupError(
        `Another Rebound is using the data folder ${folder}. Stop it first, or set REBOUND_DATA_DIR to another folder.`,
      );
    }
    throw error;
  }
  chmodSync(path, 0o600);
  return { release: () => lock.close() };
}

function openLock(folder: string, path: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(path, { timeout: 0 });
  } catch {
    throw new SetupError(
      `Nothing can be written in the data folder ${folder}. Give it to the user that runs Rebound, or set REBOUND_DATA_DIR to another folder.`,
    );
  }
}
