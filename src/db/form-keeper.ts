import { and, eq, gt, lte } from 'drizzle-orm';
import { isRowId } from '../core/interactions/index.ts';
import type { Clock, FormKeeper, Random } from '../core/ports/index.ts';
import { retentionDays } from '../core/retention.ts';
import type { Form } from '../core/views/index.ts';
import type { Database } from './database.ts';
import { keptForms } from './schema.ts';
import type { Vault } from './vault.ts';

const keptForMs = retentionDays.keptForms * 24 * 60 * 60 * 1000;

/** Keeps forms in the database, sealed, for a day. What has expired is deleted when the next one is kept. */
export function createFormKeeper(parts: {
  database: Database;
  vault: Vault;
  clock: Clock;
  random: Random;
}): FormKeeper {
  const { database, vault, clock, random } = parts;
  const place = (row: string) => ({ table: 'kept_forms', column: 'form', row });
  return {
    keep: async (memberId, form) => {
      const id = random.uuid();
      const now = clock.now();
      const { queries } = database;
      const sealed = await vault.seal(queries, memberId, place(id), form);
      await queries.delete(keptForms).where(lte(keptForms.expiresAt, now));
      const expiresAt = new Date(now.getTime() + keptForMs);
      await queries.insert(keptForms).values({ id, memberId, form: sealed, expiresAt });
      return id;
    },
    find: async (memberId, id) => {
      if (!isRowId(id)) return undefined;
      const { queries } = database;
      const mine = and(eq(keptForms.id, id), eq(keptForms.memberId, memberId), gt(keptForms.expiresAt, clock.now()));
      const [row] = await queries.select().from(keptForms).where(mine);
      return row && ((await vault.open(queries, memberId, place(id), row.form)) as Form);
    },
  };
}
