import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId } from '../../db/columns.ts';
import { communities, ofMember } from '../../db/schema.ts';

/** Who pressed "delete it all now": gone with the member when it is done, and found again where a crash came between. */
export const deletions = pgTable('deletions', {
  memberId: ofMember().primaryKey(),
  askedAt: instant('asked_at').notNull(),
});

/** Messages in places that others read, with words of somebody who is gone. Says nothing of who it was. */
export const takenBack = pgTable('taken_back', {
  id: rowId(),
  communityId: uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  /** Where it stands: `MessageReference` of core as JSON. */
  message: text('message').notNull(),
});
