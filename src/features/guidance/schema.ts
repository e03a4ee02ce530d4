import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId } from '../../db/columns.ts';
import { communities } from '../../db/schema.ts';

/** What moderators decided about topics of the guide, each decision a row; nothing of it is changed later. */
export const topicVersions = pgTable(
  'topic_versions',
  {
    id: rowId(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    /** The id of one of our topics, or of one of the community's own. */
    topicId: text('topic_id').notNull(),
    /** `original` goes back to our own wording. */
    kind: text('kind', { enum: ['wording', 'hidden', 'shown', 'original'] }).notNull(),
    /** The language that it is written in. */
    locale: text('locale').notNull(),
    /** Plain text, as a moderator wrote it for all to read; null where the row holds no wording. */
    title: text('title'),
    brief: text('brief'),
    /** Our Markdown subset. */
    body: text('body'),
    needs: text('needs').array().notNull(),
    keywords: text('keywords').array().notNull(),
    writtenAt: instant('written_at').notNull(),
    /** Since when it holds; null for a draft that nobody published. */
    publishedAt: instant('published_at'),
  },
  (table) => [index('topic_versions_community').on(table.communityId)],
);
