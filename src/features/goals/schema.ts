import { date, index, integer, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId, sealed } from '../../db/columns.ts';
import { ofMember } from '../../db/schema.ts';

/** The part of a plan that is counted with: amount (two decimals) per `every`, or in all until `by_date`, or neither. */
const plan = {
  amount: numeric('amount', { precision: 8, scale: 2, mode: 'number' }).notNull(),
  every: text('every', { enum: ['day', 'week', 'month'] }),
  byDate: date('by_date', { mode: 'string' }),
  /** What, unit and why. */
  words: sealed('words').notNull(),
};

export const goals = pgTable(
  'goals',
  {
    id: rowId(),
    memberId: ofMember(),
    /** 1 when new; goes up by one with each change. Logging changes no goal. */
    version: integer('version').notNull(),
    status: text('status', { enum: ['open', 'paused', 'done', 'let-go'] }).notNull(),
    visibility: text('visibility', { enum: ['private', 'checkin'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    ...plan,
  },
  (table) => [index('goals_member').on(table.memberId)],
);

const ofGoal = () =>
  uuid('goal_id')
    .notNull()
    .references(() => goals.id, { onDelete: 'cascade' });

/** Plans as they stood before a change. */
export const goalHistory = pgTable(
  'goal_history',
  {
    id: rowId(),
    goalId: ofGoal(),
    memberId: ofMember(),
    /** The goal's version until then. */
    version: integer('version').notNull(),
    replacedOn: date('replaced_on', { mode: 'string' }).notNull(),
    ...plan,
  },
  (table) => [index('goal_history_goal').on(table.goalId)],
);

export const goalLogs = pgTable(
  'goal_logs',
  {
    id: rowId(),
    goalId: ofGoal(),
    memberId: ofMember(),
    /** The day that it was for the member: no later move or clock change counts it elsewhere. */
    onDate: date('on_date', { mode: 'string' }).notNull(),
    amount: numeric('amount', { precision: 8, scale: 2, mode: 'number' }).notNull(),
    loggedAt: instant('logged_at').notNull(),
    /** What the member noted, if anything. */
    words: sealed('words'),
  },
  (table) => [index('goal_logs_member').on(table.memberId, table.onDate), index('goal_logs_goal').on(table.goalId)],
);
