import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId } from '../../db/columns.ts';
import { recordTable } from '../../db/records.ts';
import { communities, ofMember } from '../../db/schema.ts';

/** What members tell their community, before and after it was posted. */
export const announcements = recordTable('announcements');

/**
 * Announcements that go out under an alias, as moderators act on them. The row goes after some weeks: then the alias leads to
 * nobody, and the announcement itself lies sealed with its author.
 */
export const announcementAliases = pgTable(
  'announcement_aliases',
  {
    /** The announcement's. */
    id: rowId().references(() => announcements.id, { onDelete: 'cascade' }),
    memberId: ofMember(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    /** What moderators' buttons name. Random, and used nowhere else. */
    postId: uuid('post_id').notNull(),
    alias: text('alias').notNull(),
    state: text('state', { enum: ['draft', 'held', 'due', 'out', 'gone'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** When its author decided to post it; null until then. */
    postedAt: instant('posted_at'),
    /** When it is to appear, where its author wanted that left to chance. */
    dueAt: instant('due_at'),
  },
  (table) => [
    unique('announcement_aliases_alias').on(table.communityId, table.alias),
    unique('announcement_aliases_post').on(table.postId),
    index('announcement_aliases_due').on(table.state, table.dueAt),
    index('announcement_aliases_member').on(table.memberId),
  ],
);

/** Who may post nothing without their name for a while. No card and no command shows it to anybody but themselves. */
export const announcementSilences = pgTable('announcement_silences', {
  memberId: ofMember().primaryKey(),
  createdAt: instant('created_at').notNull(),
});
