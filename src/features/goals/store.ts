import { and, count, desc, eq, inArray, sum } from 'drizzle-orm';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import {
  type EarlierPlan,
  type Goal,
  type GoalStatus,
  goalLimits,
  type LogEntry,
  type LoggedDay,
  type Plan,
  type Rhythm,
  type Visibility,
} from './rules.ts';
import { goalHistory, goalLogs, goals } from './schema.ts';

/** When a plan is replaced, and the id that it is kept under from then on. */
export interface PlanChange {
  readonly historyId: string;
  readonly now: Date;
  readonly today: LocalDate;
}

/** What became of a change: `stale` where another version stands, `full` where no more goals can be held. */
export type Changed = 'changed' | 'stale' | 'full';

/** Goals of members, their log and their history. Ids are UUIDs throughout. */
export interface GoalsStore {
  /** All of a member's, oldest first. */
  list(memberId: string): Promise<readonly Goal[]>;
  /** Somebody else's is told apart and not opened. */
  find(memberId: string, id: string): Promise<Goal | 'not-yours' | undefined>;
  /** The same id twice makes one goal. */
  add(memberId: string, id: string, plan: Plan, now: Date): Promise<'added' | 'full'>;
  /** Keeps the plan that it replaces. */
  edit(memberId: string, goal: Goal, plan: Plan, change: PlanChange): Promise<Changed>;
  setStatus(memberId: string, goal: Goal, status: GoalStatus, now: Date): Promise<Changed>;
  setVisibility(memberId: string, goal: Goal, visibility: Visibility): Promise<Changed>;
  /** With its log and history. */
  remove(memberId: string, id: string): Promise<void>;
  /** The same id twice logs once. False where the goal is gone. */
  log(memberId: string, goalId: string, entry: LogEntry, now: Date): Promise<boolean>;
  /** The goal that it was logged on; undefined where there is nothing (any more). */
  unlog(memberId: string, id: string): Promise<string | undefined>;
  /** Sums per goal and day, of all goals or one. */
  days(memberId: string, goalId?: string): Promise<readonly (LoggedDay & { readonly goalId: string })[]>;
  /** The newest first. */
  recent(memberId: string, goalId: string, most: number): Promise<readonly LogEntry[]>;
  history(memberId: string, goalId: string, most: number): Promise<readonly EarlierPlan[]>;
}

type PlanRow = Pick<typeof goals.$inferSelect, 'amount' | 'every' | 'byDate' | 'words'>;
interface PlanWords {
  readonly what: string;
  readonly unit: string;
  readonly why: string;
}

export function createGoalsStore(parts: { readonly database: Database; readonly vault: Vault }): GoalsStore {
  const { database, vault } = parts;
  const { queries } = database;
  const place = (table: 'goals' | 'goal_history' | 'goal_logs', row: string) => ({ table, column: 'words', row });

  const opened = async (row: typeof goals.$inferSelect): Promise<Goal> => {
    const words = (await vault.open(queries, row.memberId, place('goals', row.id), row.words)) as PlanWords;
    const { id, version, status, visibility, createdAt } = row;
    return { id, version, status, visibility, createdAt, amount: row.amount, rhythm: rhythmOf(row), ...words };
  };

  const seal = (at: Queries, memberId: string, table: 'goals' | 'goal_history', id: string, plan: PlanWords) =>
    vault.seal(at, memberId, place(table, id), { what: plan.what, unit: plan.unit, why: plan.why });

  // Whoever holds the member's row decides alone whether there is room for one more goal.
  const hasRoom = async (at: Queries, memberId: string): Promise<boolean> => {
    await at.select({ id: members.id }).from(members).where(eq(members.id, memberId)).for('update');
    const held = and(eq(goals.memberId, memberId), inArray(goals.status, ['open', 'paused']));
    const [row] = await at.select({ held: count() }).from(goals).where(held);
    return (row?.held ?? 0) < goalLimits.open;
  };

  const update = async (
    at: Queries,
    memberId: string,
    goal: Goal,
    change: Partial<typeof goals.$inferInsert>,
  ): Promise<Changed> => {
    const same = and(eq(goals.id, goal.id), eq(goals.memberId, memberId), eq(goals.version, goal.version));
    const set = { ...change, version: goal.version + 1 };
    return (await at.update(goals).set(set).where(same).returning({ id: goals.id })).length > 0 ? 'changed' : 'stale';
  };

  return {
    list: async (memberId) => {
      const rows = await queries.select().from(goals).where(eq(goals.memberId, memberId)).orderBy(goals.createdAt);
      return Promise.all(rows.map(opened));
    },
    find: async (memberId, id) => {
      const [row] = await queries.select().from(goals).where(eq(goals.id, id));
      if (!row) return undefined;
      return row.memberId === memberId ? opened(row) : 'not-yours';
    },
    add: (memberId, id, plan, now) =>
      database.transaction(async (tx) => {
        const mine = and(eq(goals.id, id), eq(goals.memberId, memberId));
        const [known] = await tx.select({ id: goals.id }).from(goals).where(mine);
        if (known) return 'added';
        if (!(await hasRoom(tx, memberId))) return 'full';
        const words = await seal(tx, memberId, 'goals', id, plan);
        const fresh = { version: 1, status: 'open', visibility: 'private', createdAt: now, changedAt: now } as const;
        await tx
          .insert(goals)
          .values({ id, memberId, ...fresh, ...columnsOf(plan), words })
          .onConflictDoNothing();
        return 'added';
      }),
    edit: (memberId, goal, plan, { historyId, now, today }) =>
      database.transaction(async (tx) => {
        const words = await seal(tx, memberId, 'goals', goal.id, plan);
        const change = { ...columnsOf(plan), words, changedAt: now };
        if ((await update(tx, memberId, goal, change)) === 'stale') return 'stale';
        const before = await seal(tx, memberId, 'goal_history', historyId, goal);
        const row = {
          id: historyId,
          goalId: goal.id,
          memberId,
          version: goal.version,
          replacedOn: today,
          ...columnsOf(goal),
          words: before,
        };
        await tx.insert(goalHistory).values(row).onConflictDoNothing();
        return 'changed';
      }),
    setStatus: (memberId, goal, status, now) =>
      database.transaction(async (tx) => {
        const isTakenUp = (goal.status === 'done' || goal.status === 'let-go') && status === 'open';
        if (isTakenUp && !(await hasRoom(tx, memberId))) return 'full';
        return update(tx, memberId, goal, { status, changedAt: now });
      }),
    setVisibility: (memberId, goal, visibility) => update(queries, memberId, goal, { visibility }),
    remove: async (memberId, id) => {
      await queries.delete(goals).where(and(eq(goals.id, id), eq(goals.memberId, memberId)));
    },
    log: (memberId, goalId, entry, now) =>
      database.transaction(async (tx) => {
        const mine = and(eq(goals.id, goalId), eq(goals.memberId, memberId));
        const [goal] = await tx.select({ id: goals.id }).from(goals).where(mine).for('share');
        if (!goal) return false;
        const { id, on: onDate, amount, note } = entry;
        const words = note === '' ? null : await vault.seal(tx, memberId, place('goal_logs', id), { note });
        const row = { id, goalId, memberId, onDate, amount, loggedAt: now, words };
        await tx.insert(goalLogs).values(row).onConflictDoNothing();
        return true;
      }),
    unlog: async (memberId, id) => {
      const mine = and(eq(goalLogs.id, id), eq(goalLogs.memberId, memberId));
      const [row] = await queries.delete(goalLogs).where(mine).returning({ goalId: goalLogs.goalId });
      return row?.goalId;
    },
    days: (memberId, goalId) =>
      queries
        .select({
          goalId: goalLogs.goalId,
          on: goalLogs.onDate,
          amount: sum(goalLogs.amount).mapWith(Number),
        })
        .from(goalLogs)
        .where(and(eq(goalLogs.memberId, memberId), goalId === undefined ? undefined : eq(goalLogs.goalId, goalId)))
        .groupBy(goalLogs.goalId, goalLogs.onDate),
    recent: async (memberId, goalId, most) => {
      const rows = await queries
        .select()
        .from(goalLogs)
        .where(and(eq(goalLogs.goalId, goalId), eq(goalLogs.memberId, memberId)))
        .orderBy(desc(goalLogs.onDate), desc(goalLogs.loggedAt), desc(goalLogs.id))
        .limit(most);
      return Promise.all(
        rows.map(async ({ id, onDate: on, amount, words }) => {
          const said =
            words && ((await vault.open(queries, memberId, place('goal_logs', id), words)) as { note: string });
          return { id, on, amount, note: said?.note ?? '' };
        }),
      );
    },
    history: async (memberId, goalId, most) => {
      const rows = await queries
        .select()
        .from(goalHistory)
        .where(and(eq(goalHistory.goalId, goalId), eq(goalHistory.memberId, memberId)))
        .orderBy(desc(goalHistory.version))
        .limit(most);
      return Promise.all(
        rows.map(async (row) => {
          const words = (await vault.open(queries, memberId, place('goal_history', row.id), row.words)) as PlanWords;
          return { ...words, amount: row.amount, rhythm: rhythmOf(row), replacedOn: row.replacedOn };
        }),
      );
    },
  };
}

function rhythmOf({ every, byDate }: PlanRow): Rhythm {
  if (every) return { kind: 'every', period: every };
  return byDate ? { kind: 'by', date: byDate as LocalDate } : { kind: 'open' };
}

function columnsOf({ amount, rhythm }: Pick<Plan, 'amount' | 'rhythm'>) {
  return {
    amount,
    every: rhythm.kind === 'every' ? rhythm.period : null,
    byDate: rhythm.kind === 'by' ? rhythm.date : null,
  };
}
