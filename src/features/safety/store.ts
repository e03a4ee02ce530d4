import { eq } from 'drizzle-orm';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database } from '../../db/database.ts';
import type { OwnContacts } from './contacts.ts';
import { communityContacts } from './schema.ts';

export interface ContactsStore {
  of(communityId: string): Promise<OwnContacts>;
  /** Puts them in the place of version `version`; false where another stands. */
  save(communityId: string, version: number, lines: readonly string[], checkedOn: LocalDate): Promise<boolean>;
}

export function createContactsStore({ database }: { readonly database: Database }): ContactsStore {
  const { queries } = database;
  return {
    of: async (communityId) => {
      const [row] = await queries
        .select()
        .from(communityContacts)
        .where(eq(communityContacts.communityId, communityId));
      if (!row) return { version: 0, lines: [], checkedOn: undefined };
      const lines = row.lines.split('\n').filter((line) => line !== '');
      return { version: row.version, lines, checkedOn: row.checkedOn };
    },
    save: async (communityId, version, lines, checkedOn) => {
      const values = { communityId, version: version + 1, lines: lines.join('\n'), checkedOn };
      const saved = await queries
        .insert(communityContacts)
        .values(values)
        .onConflictDoUpdate({
          target: communityContacts.communityId,
          set: values,
          setWhere: eq(communityContacts.version, version),
        })
        .returning({ version: communityContacts.version });
      return saved.length > 0;
    },
  };
}
