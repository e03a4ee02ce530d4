import { date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId, zoneRulesColumn } from '../../db/columns.ts';
import { ofMember } from '../../db/schema.ts';

/** What a member asked to be sent later: what it is about, and when where they are. */
export const reminders = pgTable(
  'reminders',
  {
    id: rowId(),
    memberId: ofMember(),
    about: text('about', { enum: ['draft', 'application'] }).notNull(),
    /** The draft or application; it may be gone by then. */
    subject: uuid('subject').notNull(),
    /** The member's own day and time; the instant follows their zone. */
    date: date('date', { mode: 'string' }).notNull(),
    /** `HH:MM`. */
    time: text('time').notNull(),
    dueAt: instant('due_at').notNull(),
    zoneRules: zoneRulesColumn(),
    state: text('state', { enum: ['waiting', 'asked'] }).notNull(),
  },
  (table) => [
    unique('reminders_subject').on(table.memberId, table.about, table.subject),
    index('reminders_due').on(table.state, table.dueAt),
    index('reminders_zone_rules').on(table.state, table.zoneRules, table.dueAt),
  ],
);
