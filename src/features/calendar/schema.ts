import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { communities } from '../../db/schema.ts';

/** On which days a community does nothing of itself. Without a row: on none. */
export const communityCalendars = pgTable('community_calendars', {
  communityId: uuid('community_id')
    .primaryKey()
    .references(() => communities.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  /** ISO 3166-1, upper case: whose public holidays are days off. Null for none. */
  country: text('country'),
  /** A part of the country, as the holidays library names it. */
  region: text('region'),
  /** Days named by hand. */
  days: date('days', { mode: 'string' }).array().notNull(),
  /** What falls on a day off: left out, or moved to the next day that is none. */
  onDayOff: text('on_day_off', { enum: ['skip', 'move'] }).notNull(),
});
