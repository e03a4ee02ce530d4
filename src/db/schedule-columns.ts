import { and, type BuildColumns, eq, inArray, isNull, sql } from 'drizzle-orm';
import { date, integer, type PgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PostingChannel } from '../core/ports/index.ts';
import { scheduleStates } from '../core/schedules.ts';
import { instant, zoneRulesColumn } from './columns.ts';
import type { Queries } from './database.ts';
import { communities, members } from './schema.ts';

/** When and where something happens in a community again and again. Intent is kept (zone, days, local time); instants are computed from it. */
export const scheduleColumns = () => ({
  communityId: uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  /** Who set it up, to be told when something is wrong with it. */
  setBy: uuid('set_by').references(() => members.id, { onDelete: 'set null' }),
  state: text('state', { enum: scheduleStates }).notNull(),
  channelId: text('channel_id').notNull(),
  /** 1 Monday to 7 Sunday. */
  weekdays: smallint('weekdays').array().notNull(),
  /** `HH:MM`. */
  time: text('time').notNull(),
  zone: text('zone').notNull(),
  /** Days that a moderator skipped. */
  except: date('except', { mode: 'string' }).array().notNull(),
  zoneRules: zoneRulesColumn(),
  createdAt: instant('created_at').notNull(),
});

type ScheduleTable = PgTable & BuildColumns<string, ReturnType<typeof scheduleColumns>, 'pg'>;

/** Where the schedules of a table post, or would if their channel were reached, of all communities that the bot is in. */
export async function postingChannels(queries: Queries, table: ScheduleTable): Promise<readonly PostingChannel[]> {
  return queries
    .select({
      platform: communities.platform,
      communityId: communities.platformId,
      channelId: table.channelId,
      isWaiting: sql<boolean>`${table.state} = 'waiting'`,
    })
    .from(table as PgTable)
    .innerJoin(communities, eq(communities.id, table.communityId))
    .where(and(inArray(table.state, ['live', 'waiting']), isNull(communities.removedAt)));
}
