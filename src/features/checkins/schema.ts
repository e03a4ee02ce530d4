import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, rowId, sealed, zoneRulesColumn } from '../../db/columns.ts';
import { scheduleColumns } from '../../db/schedule-columns.ts';
import { communities, ofMember } from '../../db/schema.ts';

/** When and where a community checks in. Intent is kept (zone, days, local time); `next` is computed from it. */
export const checkinSchedules = pgTable(
  'checkin_schedules',
  {
    id: rowId(),
    ...scheduleColumns(),
    openHours: integer('open_hours').notNull(),
    sharing: text('sharing', { enum: ['choice', 'thread', 'private'] }).notNull(),
    /** The moderators' own wording, one to five; none: what was done, and what is next. */
    questions: text('questions').array().notNull().default([]),
    /** Whether it asks, last, how somebody is. */
    asksFeeling: boolean('asks_feeling').notNull().default(true),
    /** The day that is next, and its instant. Null where it is not live. */
    nextDate: date('next_date', { mode: 'string' }),
    nextAt: instant('next_at'),
  },
  (table) => [
    index('checkin_schedules_due').on(table.nextAt),
    index('checkin_schedules_zone_rules').on(table.zoneRules, table.nextAt),
    index('checkin_schedules_community').on(table.communityId),
  ],
);

/** How many rounds a community has had, over all of its schedules: which prompt is next follows from it. */
export const checkinCounts = pgTable('checkin_counts', {
  communityId: uuid('community_id')
    .primaryKey()
    .references(() => communities.id, { onDelete: 'cascade' }),
  rounds: integer('rounds').notNull(),
});

/** One check-in of a schedule: one for each day that it was meant for, whatever the clocks do. */
export const checkinRounds = pgTable(
  'checkin_rounds',
  {
    id: rowId(),
    scheduleId: uuid('schedule_id')
      .notNull()
      .references(() => checkinSchedules.id, { onDelete: 'cascade' }),
    /** `day` for what the schedule asked for, `extra` where a moderator opened it by hand. */
    origin: text('origin', { enum: ['day', 'extra'] }).notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    /** Counts the rounds of the community from 0, over all of its schedules, so that prompts take turns. */
    number: integer('number').notNull(),
    state: text('state', { enum: ['open', 'closed', 'missed'] }).notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    /** What it asks, as the schedule had it when it opened: an answer is to be read beside its question. */
    questions: text('questions').array().notNull().default([]),
    asksFeeling: boolean('asks_feeling').notNull().default(true),
    /** Where its thread is, once it was posted: `OpenedPlace` of core as JSON. */
    place: text('place'),
    /** Where its summary is: `MessageReference` of core as JSON. */
    summary: text('summary'),
  },
  (table) => [
    unique('checkin_rounds_day').on(table.scheduleId, table.origin, table.date),
    uniqueIndex('checkin_rounds_number').on(table.scheduleId, table.number),
    index('checkin_rounds_closing').on(table.state, table.closesAt),
  ],
);

const ofRound = () =>
  uuid('round_id')
    .notNull()
    .references(() => checkinRounds.id, { onDelete: 'cascade' });

export const checkinAnswers = pgTable(
  'checkin_answers',
  {
    id: rowId(),
    roundId: ofRound(),
    memberId: ofMember(),
    version: integer('version').notNull(),
    kind: text('kind', { enum: ['answer', 'rest', 'withdrawn'] }).notNull(),
    /** Whether the member wants it to be read in the thread. */
    isShared: boolean('is_shared').notNull(),
    /** What was answered, by the question's name; of a rest nothing. */
    words: sealed('words'),
    /** Where it stands in the thread: `MessageReference` of core as JSON. */
    message: text('message'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('checkin_answers_member').on(table.roundId, table.memberId),
    index('checkin_answers_of_member').on(table.memberId),
  ],
);

/** Those who like a summary; pressed once a member. */
export const checkinCheers = pgTable('checkin_cheers', { roundId: ofRound(), memberId: ofMember() }, (table) => [
  primaryKey({ columns: [table.roundId, table.memberId] }),
]);

/** How a member wants to be reminded, and when not. Whether at all is a consent. */
export const contactWishes = pgTable('contact_wishes', {
  memberId: ofMember().primaryKey(),
  nudges: text('nudges', { enum: ['light', 'standard', 'persistent'] }).notNull(),
  /** `HH:MM` where the member is. */
  nudgeTime: text('nudge_time').notNull(),
  /** What a logged rejection does to nudges for the next days. */
  afterRejection: text('after_rejection', { enum: ['softer', 'hold'] }).notNull(),
  /** `HH:MM` where the member is; null for no quiet hours. */
  quietFrom: text('quiet_from').default('21:00'),
  quietUntil: text('quiet_until').default('08:00'),
  /** The last day of a pause, where the member is; null where there is none. */
  pausedUntil: date('paused_until', { mode: 'string' }),
});

export const checkinNudges = pgTable(
  'checkin_nudges',
  {
    id: rowId(),
    roundId: ofRound(),
    memberId: ofMember(),
    /** The day it is meant for where the member is; its instant follows the member's zone. */
    date: date('date', { mode: 'string' }).notNull(),
    dueAt: instant('due_at').notNull(),
    zoneRules: zoneRulesColumn(),
    state: text('state', { enum: ['waiting', 'asked'] }).notNull(),
  },
  (table) => [
    unique('checkin_nudges_day').on(table.roundId, table.memberId, table.date),
    index('checkin_nudges_due').on(table.state, table.dueAt),
    index('checkin_nudges_zone_rules').on(table.state, table.zoneRules, table.dueAt),
  ],
);
