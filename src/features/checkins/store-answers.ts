import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { MessageReference } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Answer, AnswerWords } from './rules.ts';
import { checkinAnswers, checkinRounds, checkinSchedules } from './schema.ts';

/** What a member answers, rests or takes back. */
export interface AnswerChange {
  readonly roundId: string;
  readonly memberId: string;
  readonly kind: Answer['kind'];
  readonly isShared: boolean;
  readonly words?: AnswerWords;
  readonly now: Date;
}

/** An answer as it is read in the thread. */
export interface SharedAnswer extends Answer {
  /** The platform's user id. */
  readonly platformUserId: string;
  /** The member's, else the community's. */
  readonly zone: string;
  /** As the member chose; null where they did not. */
  readonly weekStart: number | null;
}

/** An answer that others read. `communityId` is ours. */
export interface Posted {
  readonly roundId: string;
  readonly communityId: string;
  readonly message: MessageReference;
}

export interface AnswersStore {
  of(roundId: string, memberId: string): Promise<Answer | undefined>;
  find(id: string): Promise<SharedAnswer | undefined>;
  /** Puts it in the place of what the member answered before in that round. Answers what stands now. */
  put(queries: Queries, change: AnswerChange): Promise<Answer>;
  /** Keeps where it stands in the thread. */
  placed(queries: Queries, id: string, message: NonNullable<Answer['message']>): Promise<void>;
  /** Those of a member's that stand in a thread, and where. */
  posted(queries: Queries, memberId: string): Promise<readonly Posted[]>;
  /** What members let the others read, oldest first, at most `most`. */
  shared(roundId: string, most: number): Promise<readonly SharedAnswer[]>;
}

type Row = typeof checkinAnswers.$inferSelect;

export function createAnswersStore(parts: { readonly database: Database; readonly vault: Vault }): AnswersStore {
  const { vault, database } = parts;
  const place = (row: string) => ({ table: 'checkin_answers', column: 'words', row });

  const opened = async (queries: Queries, row: Row): Promise<Answer> => {
    const { words, message, ...plain } = row;
    const text = words && ((await vault.open(queries, row.memberId, place(row.id), words)) as AnswerWords);
    return {
      ...plain,
      words: text ?? undefined,
      message: message === null ? undefined : (JSON.parse(message) as NonNullable<Answer['message']>),
    };
  };

  const standing = async (queries: Queries, roundId: string, memberId: string): Promise<Row | undefined> => {
    const mine = and(eq(checkinAnswers.roundId, roundId), eq(checkinAnswers.memberId, memberId));
    const [row] = await queries.select().from(checkinAnswers).where(mine);
    return row;
  };

  const withName = () =>
    database.queries
      .select({
        answer: checkinAnswers,
        platformUserId: members.platformUserId,
        zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        weekStart: members.weekStart,
      })
      .from(checkinAnswers)
      .innerJoin(members, eq(members.id, checkinAnswers.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId));

  return {
    of: async (roundId, memberId) => {
      const row = await standing(database.queries, roundId, memberId);
      return row && opened(database.queries, row);
    },
    find: async (id) => {
      const [row] = await withName().where(eq(checkinAnswers.id, id));
      if (!row) return undefined;
      const { answer, ...author } = row;
      return { ...(await opened(database.queries, answer)), ...author };
    },
    put: async (queries, { words, now, ...change }) => {
      // The same id whatever brought the answer: words are sealed to it, also where two first answers come at once.
      const id = idsFrom(`answer ${change.roundId} ${change.memberId}`)();
      const before = await standing(queries, change.roundId, change.memberId);
      const sealed = words ? await vault.seal(queries, change.memberId, place(id), words) : null;
      const version = (before?.version ?? 0) + 1;
      const { kind, isShared } = change;
      const values = { kind, isShared, words: sealed, version, updatedAt: now };
      const [row] = await queries
        .insert(checkinAnswers)
        .values({ ...change, id, ...values, createdAt: now })
        .onConflictDoUpdate({ target: [checkinAnswers.roundId, checkinAnswers.memberId], set: values })
        .returning();
      if (!row) throw new Error('An answer was not stored');
      return opened(queries, row);
    },
    placed: async (queries, id, message) => {
      const kept = JSON.stringify(message);
      await queries.update(checkinAnswers).set({ message: kept }).where(eq(checkinAnswers.id, id));
    },
    posted: async (queries, memberId) => {
      const read = and(eq(checkinAnswers.kind, 'answer'), eq(checkinAnswers.isShared, true));
      const rows = await queries
        .select({
          roundId: checkinAnswers.roundId,
          communityId: checkinSchedules.communityId,
          message: checkinAnswers.message,
        })
        .from(checkinAnswers)
        .innerJoin(checkinRounds, eq(checkinRounds.id, checkinAnswers.roundId))
        .innerJoin(checkinSchedules, eq(checkinSchedules.id, checkinRounds.scheduleId))
        .where(and(eq(checkinAnswers.memberId, memberId), read, isNotNull(checkinAnswers.message)));
      return rows.flatMap(({ message, ...of }) => {
        return message === null ? [] : [{ ...of, message: JSON.parse(message) as MessageReference }];
      });
    },
    shared: async (roundId, most) => {
      const rows = await withName()
        .where(
          and(
            eq(checkinAnswers.roundId, roundId),
            eq(checkinAnswers.isShared, true),
            ne(checkinAnswers.kind, 'withdrawn'),
          ),
        )
        .orderBy(asc(checkinAnswers.createdAt))
        .limit(most);
      return Promise.all(
        rows.map(async ({ answer, ...author }) => ({ ...(await opened(database.queries, answer)), ...author })),
      );
    },
  };
}
