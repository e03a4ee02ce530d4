import { eq } from 'drizzle-orm';
import type { Clock, Secrets } from '../core/ports/index.ts';
import type { Database } from './database.ts';
import { secrets } from './schema.ts';
import { decrypt, encrypt } from './vault.ts';

/** Secrets as sealed rows. @param installationKey 32 bytes. */
export function createSecrets(parts: { database: Database; clock: Clock; installationKey: Uint8Array }): Secrets {
  const { database, clock, installationKey } = parts;
  const place = (name: string) => `secrets.value ${name}`;
  return {
    find: async (name) => {
      const [row] = await database.queries.select().from(secrets).where(eq(secrets.name, name));
      return row && JSON.parse(Buffer.from(decrypt(installationKey, row.value, place(name))).toString());
    },
    save: async (name, value) => {
      const sealed = encrypt(installationKey, Buffer.from(JSON.stringify(value)), place(name));
      const row = { name, value: sealed, savedAt: clock.now() };
      await database.queries.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.name, set: row });
    },
    remove: async (name) => {
      await database.queries.delete(secrets).where(eq(secrets.name, name));
    },
  };
}
