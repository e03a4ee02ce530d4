import { inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openInMemory } from '../../src/db/open.ts';

/** A fresh, migrated embedded database in memory: a copy of one made once for the whole run. */
export async function freshDatabase(): Promise<Database> {
  const snapshot = inject('embeddedSnapshot');
  return openInMemory(new Blob([new Uint8Array(Buffer.from(snapshot, 'base64'))]));
}
