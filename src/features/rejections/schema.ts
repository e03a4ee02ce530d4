import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { energies, stages } from '../../content/vocabulary.ts';
import { instant, rowId, sealed } from '../../db/columns.ts';
import { ofMember } from '../../db/schema.ts';

/** A member's own log of rejections. */
export const rejections = pgTable(
  'rejections',
  {
    id: rowId(),
    memberId: ofMember(),
    /** Null while the member has not said. */
    stage: text('stage', { enum: stages }),
    /** What the member could do at the time; null while they have not said. */
    energy: text('energy', { enum: energies }),
    /** When it was logged, unless the member moved it. */
    happenedAt: instant('happened_at').notNull(),
    /** Set where the company answered after all. */
    reopenedAt: instant('reopened_at'),
    /** Goes up by one with each change. */
    version: integer('version').notNull().default(0),
    /** Sealed `{ company, role }`, both '' where not given. */
    words: sealed('words').notNull(),
  },
  (table) => [index('rejections_member').on(table.memberId, table.happenedAt)],
);
