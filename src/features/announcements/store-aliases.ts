import { and, asc, count, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { AliasWords } from '../../content/index.ts';
import type { Random } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { communities, consents, members } from '../../db/schema.ts';
import { freeAlias, type Past } from './rules.ts';
import { announcementAliases, announcementSilences } from './schema.ts';

/** An announcement under an alias, as the bot keeps it. Whose it is leaves this room for nobody but the outbox. */
export type Aliased = typeof announcementAliases.$inferSelect;

/** Ids are our own. */
export interface AliasesStore {
  /** Lets a member's own deeds wait for each other until the transaction is over. */
  lock(queries: Queries, memberId: string): Promise<void>;
  past(queries: Queries, memberId: string): Promise<Past>;
  /** How many posts of a community went out without a name, or are about to, since `since`. */
  countSince(queries: Queries, communityId: string, since: Date): Promise<number>;
  /** Of an announcement. */
  of(queries: Queries, id: string): Promise<Aliased | undefined>;
  /** The alias of an announcement, made where there is none yet; undefined where no name is free. */
  give(
    queries: Queries,
    whose: Pick<Aliased, 'id' | 'memberId' | 'communityId'>,
    names: AliasWords,
    now: Date,
  ): Promise<Aliased | undefined>;
  change(queries: Queries, id: string, change: Partial<Pick<Aliased, 'state' | 'postedAt' | 'dueAt'>>): Promise<void>;
  /** It goes out under a name after all. */
  drop(queries: Queries, id: string): Promise<void>;
  /** For moderators of a community: what was posted, or is held for them. */
  ofPost(queries: Queries, communityId: string, postId: string): Promise<Aliased | undefined>;
  named(communityId: string, alias: string): Promise<Aliased | undefined>;
  held(communityId: string): Promise<Aliased | undefined>;
  /** The latest first. */
  latest(communityId: string, most: number): Promise<readonly Aliased[]>;
  /** Those whose time has come, locked until the transaction is over. */
  due(queries: Queries, now: Date, most: number): Promise<readonly Aliased[]>;
  oldestDue(now: Date): Promise<Date | undefined>;
  silence(queries: Queries, memberId: string, now: Date): Promise<void>;
  /** Who asked to hear of held posts. */
  listeners(queries: Queries, communityId: string, consent: string): Promise<readonly string[]>;
  reader(
    memberId: string,
  ): Promise<
    | { readonly userId: string; readonly communityId: string; readonly locale: string; readonly zone: string }
    | undefined
  >;
}

export function createAliasesStore({
  database,
  random,
}: {
  readonly database: Database;
  readonly random: Random;
}): AliasesStore {
  const table = announcementAliases;
  const shown = ['held', 'out', 'gone'] as const;
  const ofCommunity = (communityId: string) =>
    and(eq(table.communityId, communityId), inArray(table.state, [...shown]));
  const isDue = (now: Date) => and(eq(table.state, 'due'), lte(table.dueAt, now));
  const of: AliasesStore['of'] = async (queries, id) => {
    const [row] = await queries.select().from(table).where(eq(table.id, id));
    return row;
  };
  return {
    of,
    lock: async (queries, memberId) => {
      await queries.select({ id: members.id }).from(members).where(eq(members.id, memberId)).for('update');
    },
    past: async (queries, memberId) => {
      const aliases = await queries.select().from(table).where(eq(table.memberId, memberId));
      const mine = eq(announcementSilences.memberId, memberId);
      const [silence] = await queries.select().from(announcementSilences).where(mine);
      return { aliases, silencedAt: silence?.createdAt };
    },
    countSince: async (queries, communityId, since) => {
      const these = and(eq(table.communityId, communityId), gt(table.postedAt, since));
      const [row] = await queries.select({ posts: count() }).from(table).where(these);
      return row?.posts ?? 0;
    },
    give: async (queries, whose, names, now) => {
      const standing = await of(queries, whose.id);
      if (standing) return standing;
      const rows = await queries
        .select({ alias: table.alias })
        .from(table)
        .where(eq(table.communityId, whose.communityId));
      const alias = freeAlias(names, new Set(rows.map((row) => row.alias)), random.fraction());
      if (alias === undefined) return undefined;
      const fresh = { ...whose, postId: random.uuid(), alias, state: 'draft', createdAt: now } as const;
      const [made] = await queries.insert(table).values(fresh).onConflictDoNothing().returning();
      return made ?? of(queries, whose.id);
    },
    change: async (queries, id, change) => {
      await queries.update(table).set(change).where(eq(table.id, id));
    },
    drop: async (queries, id) => {
      await queries.delete(table).where(eq(table.id, id));
    },
    ofPost: async (queries, communityId, postId) => {
      const [row] = await queries
        .select()
        .from(table)
        .where(and(ofCommunity(communityId), eq(table.postId, postId)))
        .for('update');
      return row;
    },
    named: async (communityId, alias) => {
      const isNamed = eq(sql`lower(${table.alias})`, alias.trim().toLowerCase());
      const [row] = await database.queries
        .select()
        .from(table)
        .where(and(ofCommunity(communityId), isNamed));
      return row;
    },
    held: async (communityId) => {
      const [row] = await database.queries
        .select()
        .from(table)
        .where(and(eq(table.communityId, communityId), eq(table.state, 'held')))
        .orderBy(asc(table.postedAt))
        .limit(1);
      return row;
    },
    latest: (communityId, most) =>
      database.queries.select().from(table).where(ofCommunity(communityId)).orderBy(desc(table.postedAt)).limit(most),
    due: (queries, now, most) =>
      queries
        .select()
        .from(table)
        .where(isDue(now))
        .orderBy(asc(table.dueAt))
        .limit(most)
        .for('update', { skipLocked: true }),
    oldestDue: (now) => oldest(database.queries, table.dueAt, isDue(now)),
    silence: async (queries, memberId, now) => {
      const set = { createdAt: now };
      const target = announcementSilences.memberId;
      await queries
        .insert(announcementSilences)
        .values({ memberId, ...set })
        .onConflictDoUpdate({ target, set });
    },
    listeners: async (queries, communityId, consent) => {
      const rows = await queries
        .select({ id: members.id })
        .from(consents)
        .innerJoin(members, eq(members.id, consents.memberId))
        .where(and(eq(members.communityId, communityId), eq(consents.kind, consent)));
      return rows.map(({ id }) => id);
    },
    reader: async (memberId) => {
      const [row] = await database.queries
        .select({
          userId: members.platformUserId,
          communityId: members.communityId,
          locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
          zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        })
        .from(members)
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(members.id, memberId));
      return row;
    },
  };
}
