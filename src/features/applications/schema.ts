import { boolean, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId, sealed } from '../../db/columns.ts';
import { ofMember } from '../../db/schema.ts';
import { stages } from './rules.ts';

const day = (name: string) => date(name, { mode: 'string' });

export const applications = pgTable(
  'applications',
  {
    id: rowId(),
    memberId: ofMember(),
    /** 1 when new; goes up by one with each change. A note changes nothing. */
    version: integer('version').notNull(),
    stage: text('stage', { enum: stages }).notNull(),
    since: day('since').notNull(),
    appliedOn: day('applied_on'),
    nextOn: day('next_on'),
    stillWaitingOn: day('still_waiting_on'),
    archived: boolean('archived').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Company, role, link and source. */
    words: sealed('words').notNull(),
  },
  (table) => [index('applications_member').on(table.memberId, table.archived, table.stage)],
);

/** Stages reached and notes taken, in the member's own days. */
export const applicationEvents = pgTable(
  'application_events',
  {
    id: rowId(),
    applicationId: uuid('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    memberId: ofMember(),
    onDate: day('on_date').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Null for a note. */
    stage: text('stage', { enum: stages }),
    /** The note; null for a stage. */
    words: sealed('words'),
  },
  (table) => [
    index('application_events_member').on(table.memberId, table.onDate),
    index('application_events_application').on(table.applicationId),
  ],
);

/** What a member chose about all of their applications. */
export const applicationSettings = pgTable('application_settings', {
  memberId: ofMember().primaryKey(),
  /** After how many days without a word "no reply" is offered; null for never. */
  quietDays: integer('quiet_days'),
});

/** Tables that were pasted and read, waiting for the member's yes. */
export const applicationImports = pgTable(
  'application_imports',
  {
    id: rowId(),
    memberId: ofMember(),
    expiresAt: instant('expires_at').notNull(),
    /** The text as it was pasted. */
    words: sealed('words').notNull(),
  },
  (table) => [index('application_imports_expires').on(table.expiresAt)],
);
