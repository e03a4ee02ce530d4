import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId } from '../db/columns.ts';
import { communities, members } from '../db/schema.ts';

export const outboxStates = ['waiting', 'sent', 'nothing', 'unreachable', 'failed'] as const;

/** Every message that was asked for: what makes one of two deliveries the only one, and what a moderator can look up. */
export const outbox = pgTable(
  'outbox',
  {
    id: rowId(),
    kind: text('kind').notNull(),
    row: uuid('row').notNull(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    memberId: uuid('member_id').references(() => members.id, { onDelete: 'cascade' }),
    state: text('state', { enum: outboxStates }).notNull().default('waiting'),
    /** Of `unreachable`: why; of `failed`: the kind of the last error. Never a message's words. */
    reason: text('reason'),
    /** How often it was asked for, and up to which of these it was carried out. Equal: nothing is left to do. */
    wanted: integer('wanted').notNull().default(1),
    done: integer('done').notNull().default(0),
    /** Of a place for a few members: the platform's id of what a try has opened, until all of it is done. */
    begun: text('begun'),
    /** The id of the deed that it follows from, as the log has it. */
    trace: text('trace'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    unique('outbox_kind_row').on(table.kind, table.row),
    index('outbox_community_state').on(table.communityId, table.state, table.changedAt),
  ],
);
