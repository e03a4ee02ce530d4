import { boolean, date, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { instant, sealed } from '../../db/columns.ts';
import { ofMember } from '../../db/schema.ts';
import { fields, kinds, languages, levels, rhythms, roles } from './vocabulary.ts';

/** Who wants to practise, and how. Without a row: not asked and not paired. */
export const pairingProfiles = pgTable('pairing_profiles', {
  memberId: ofMember().primaryKey(),
  /** `draft`: the second step of joining is missing yet. */
  state: text('state', { enum: ['draft', 'joined'] }).notNull(),
  role: text('role', { enum: roles }).notNull(),
  kinds: text('kinds', { enum: kinds }).array().notNull(),
  field: text('field', { enum: fields }).notNull(),
  level: text('level', { enum: levels }).notNull(),
  languages: text('languages', { enum: languages }).array().notNull(),
  /** Parts of the week in the member's zone, 0 Monday morning to 20 Sunday evening. */
  free: smallint('free').array().notNull(),
  /** IANA; what the member chose in their settings comes before it. */
  zone: text('zone').notNull(),
  rhythm: text('rhythm', { enum: rhythms }).notNull(),
  mayBeAsked: boolean('may_be_asked').notNull(),
  reminders: boolean('reminders').notNull(),
  /** What partners read of them. */
  introduction: sealed('introduction'),
  /** The last day of a pause where the member is. */
  pausedUntil: date('paused_until', { mode: 'string' }),
  nextRound: text('next_round', { enum: ['in', 'skip'] }),
  silentRounds: integer('silent_rounds').notNull().default(0),
  joinedAt: instant('joined_at').notNull(),
});
