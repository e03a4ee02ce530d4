import { eq } from 'drizzle-orm';
import type { Clock, Secrets } from '../core/ports/index.ts';
import type { Database } from './database.ts';
import { secrets } from './schema.ts';
import { decryptUnderEither, encrypt, type InstallationKeys } from './vault.ts';

/** What is bound into a secret. */
export function secretPlace(name: string): string {
  return `secrets.value ${name}`;
}

/** Secrets as sealed rows. */
export function createSecrets(parts: { database: Database; clock: Clock; keys: InstallationKeys }): Secrets {
  const { database, clock, keys } = parts;
  return {
    find: async (name) => {
      const [row] = await database.queries.select().from(secrets).where(eq(secrets.name, name));
      return row && JSON.parse(Buffer.from(decryptUnderEither(keys, row.value, secretPlace(name))).toString());
    },
    save: async (name, value) => {
      const sealed = encrypt(keys.current, Buffer.from(JSON.stringify(value)), secretPlace(name));
      const row = { name, value: sealed, savedAt: clock.now() };
      await database.queries.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.name, set: row });
    },
    remove: async (name) => {
      await database.queries.delete(secrets).where(eq(secrets.name, name));
    },
  };
}
