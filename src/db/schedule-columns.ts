import { date, integer, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { communities, members } from './schema.ts';

/** When and where something happens in a community again and again. Intent is kept (zone, days, local time); instants are computed from it. */
export const scheduleColumns = () => ({
  communityId: uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  /** Who set it up, to be told when something is wrong with it. */
  setBy: uuid('set_by').references(() => members.id, { onDelete: 'set null' }),
  /** `waiting`: its channel cannot be reached; it rests until a moderator starts it again. */
  state: text('state', { enum: ['draft', 'live', 'paused', 'waiting'] }).notNull(),
  channelId: text('channel_id').notNull(),
  /** 1 Monday to 7 Sunday. */
  weekdays: smallint('weekdays').array().notNull(),
  /** `HH:MM`. */
  time: text('time').notNull(),
  zone: text('zone').notNull(),
  /** Days that a moderator skipped. */
  except: date('except', { mode: 'string' }).array().notNull(),
  /** The release of time zone rules that its next time was computed with. */
  zoneRules: text('zone_rules').notNull().default(''),
  createdAt: instant('created_at').notNull(),
});
