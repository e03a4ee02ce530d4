import { and, count, countDistinct, desc, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Stage } from '../../content/index.ts';
import type { Database } from '../../db/database.ts';
import { once } from '../../db/once.ts';
import { members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Change, Rejection } from './rejection.ts';
import { rejections } from './schema.ts';

export interface RejectionsStore {
  /** Adds it unless the id is there already, and answers what is there. */
  add(rejection: Omit<Rejection, 'version' | 'reopenedAt'>): Promise<Rejection>;
  /** Undefined where there is none (any more). Whose it is stays with the caller to check. */
  find(id: string): Promise<Rejection | undefined>;
  /** The changed row; undefined where it is gone or no longer at `version`, and then nothing was changed. */
  change(current: Rejection, version: number, change: Change): Promise<Rejection | undefined>;
  delete(memberId: string, id: string): Promise<void>;
  /** Newest first, `limit` of them after the first `offset`. */
  list(memberId: string, limit: number, offset: number): Promise<Rejection[]>;
  /** How many the members of a community logged for this time, taken back ones left out, and how many members did. */
  countOfCommunity(communityId: string, from: Date, until: Date): Promise<{ count: number; members: number }>;
  /** How many there are by stage; those without a stage are left out. */
  countByStage(memberId: string): Promise<ReadonlyMap<Stage, number>>;
}

const wordsShape = z.object({ company: z.string(), role: z.string() });

export function createRejectionsStore(parts: { database: Database; vault: Vault }): RejectionsStore {
  const { database, vault } = parts;
  const { queries } = database;
  const place = (row: string) => ({ table: 'rejections', column: 'words', row });

  const opened = async (row: typeof rejections.$inferSelect): Promise<Rejection> => {
    const { words, ...plain } = row;
    return { ...plain, ...wordsShape.parse(await vault.open(queries, row.memberId, place(row.id), words)) };
  };

  const find = async (id: string) => {
    const [row] = await queries.select().from(rejections).where(eq(rejections.id, id));
    return row && opened(row);
  };

  const adding = once(() =>
    queries
      .insert(rejections)
      .values({
        id: sql.placeholder('id'),
        memberId: sql.placeholder('memberId'),
        stage: sql.placeholder('stage'),
        energy: sql.placeholder('energy'),
        happenedAt: sql.placeholder('happenedAt'),
        words: sql.placeholder('words'),
      })
      .onConflictDoNothing()
      .returning({ version: rejections.version, reopenedAt: rejections.reopenedAt })
      .prepare('rejections_add'),
  );

  return {
    find,
    add: async ({ company, role, ...plain }) => {
      const words = await vault.seal(queries, plain.memberId, place(plain.id), { company, role });
      const [added] = await adding().execute({ ...plain, words });
      if (added) return { ...plain, ...added, company, role };
      const stored = await find(plain.id);
      if (!stored) throw new Error('A rejection was not stored');
      return stored;
    },
    change: async (current, version, change) => {
      const { company = current.company, role = current.role, ...plain } = change;
      const words = await vault.seal(queries, current.memberId, place(current.id), { company, role });
      const [row] = await queries
        .update(rejections)
        .set({ ...plain, words, version: sql`${rejections.version} + 1` })
        .where(and(eq(rejections.id, current.id), eq(rejections.version, version)))
        .returning();
      return row && opened(row);
    },
    delete: async (memberId, id) => {
      await queries.delete(rejections).where(and(eq(rejections.id, id), eq(rejections.memberId, memberId)));
    },
    list: async (memberId, limit, offset) => {
      const rows = await queries
        .select()
        .from(rejections)
        .where(eq(rejections.memberId, memberId))
        .orderBy(desc(rejections.happenedAt), desc(rejections.id))
        .limit(limit)
        .offset(offset);
      return Promise.all(rows.map(opened));
    },
    countOfCommunity: async (communityId, from, until) => {
      const inTime = and(gte(rejections.happenedAt, from), lte(rejections.happenedAt, until));
      const [row] = await queries
        .select({ count: count(), members: countDistinct(rejections.memberId) })
        .from(rejections)
        .innerJoin(members, eq(members.id, rejections.memberId))
        .where(and(eq(members.communityId, communityId), isNull(rejections.reopenedAt), inTime));
      return row ?? { count: 0, members: 0 };
    },
    countByStage: async (memberId) => {
      const rows = await queries
        .select({ stage: rejections.stage, count: count() })
        .from(rejections)
        .where(eq(rejections.memberId, memberId))
        .groupBy(rejections.stage);
      return new Map(rows.flatMap((row) => (row.stage ? [[row.stage, row.count] as const] : [])));
    },
  };
}
