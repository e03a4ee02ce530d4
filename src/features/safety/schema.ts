import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { communities } from '../../db/schema.ts';

/** Whom a community itself names for its members to turn to. Without a row: nobody. */
export const communityContacts = pgTable('community_contacts', {
  communityId: uuid('community_id')
    .primaryKey()
    .references(() => communities.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  /** Plain text, one a line, as a moderator wrote it for all to read. Empty where they decided to name nobody. */
  lines: text('lines').notNull(),
  /** The day on which a moderator last said that they hold. */
  checkedOn: date('checked_on', { mode: 'string' }).notNull(),
});
