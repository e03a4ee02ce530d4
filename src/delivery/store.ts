import { and, asc, count, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { PlatformName } from '../core/interactions/index.ts';
import type { Clock, QueuedMessage, Random, Undelivered } from '../core/ports/index.ts';
import type { Locale } from '../core/text/index.ts';
import type { Database, Queries } from '../db/database.ts';
import { communities, members } from '../db/schema.ts';
import { outbox, outboxStates } from './schema.ts';

/** A message as it is asked for, with where its community is. */
export interface Asked {
  readonly id: string;
  readonly kind: string;
  readonly row: string;
  readonly platform: PlatformName;
  /** Our id of the community. */
  readonly communityId: string;
  /** The platform's id of the community. */
  readonly community: string;
  /** When the bot was removed from it; null while it is there. */
  readonly removedAt: Date | null;
  /** Of the deed that it follows from. */
  readonly trace: string | null;
  /** The platform's id of the place that an earlier try opened. */
  readonly begun: string | null;
  readonly wanted: number;
  readonly done: number;
}

type State = (typeof outboxStates)[number];

export interface OutboxStore {
  /** Answers the id where there is something to carry out that was not asked for before. */
  ask(queries: Queries, message: QueuedMessage, again: boolean, trace: string | undefined): Promise<string | undefined>;
  platformOf(queries: Queries, communityId: string): Promise<PlatformName>;
  find(id: string): Promise<Asked | undefined>;
  /** The language of somebody who wants previews to say nothing; undefined for everybody else. `userId` is the platform's. */
  localeForNeutralPreview(communityId: string, userId: string): Promise<Locale | undefined>;
  /** Lets members be asked after now, whether they are still there, instead of within the week. `userIds` are the platform's. */
  askAfterSoon(queries: Queries, communityId: string, userIds: readonly string[]): Promise<void>;
  /** Marks it as carried out up to `asked.wanted`, and runs `also` with it; does neither where another was quicker. */
  settle(asked: Asked, state: State, reason: string | null, also: (queries: Queries) => Promise<void>): Promise<void>;
  /** Keeps the place that a try opened, and answers the one that was kept first. */
  begin(id: string, placeId: string): Promise<string>;
  /** Keeps why the last try failed. */
  noteFailure(id: string, reason: string): Promise<void>;
  giveUp(id: string): Promise<void>;
  undelivered(communityId: string): Promise<readonly Undelivered[]>;
  /** Puts a message that did not arrive back in `waiting`; undefined where it is none. */
  wake(queries: Queries, communityId: string, id: string): Promise<string | undefined>;
  counts(): Promise<Record<State, number>>;
  /** Every message that is still to be carried out, with where. */
  waiting(): AsyncIterable<{ readonly id: string; readonly platform: PlatformName }>;
}

const shownProblems = 25;

/** Another process was quicker: nothing of this one's is kept. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

export function createOutboxStore(parts: { database: Database; clock: Clock; random: Random }): OutboxStore {
  const { database, clock, random } = parts;
  const platforms = new Map<string, PlatformName>();

  return {
    ask: async (queries, { kind, row, communityId, memberId }, again, trace) => {
      const now = clock.now();
      const fresh = { id: random.uuid(), kind, row, communityId, memberId: memberId ?? null, trace: trace ?? null };
      const insert = queries.insert(outbox).values({ ...fresh, createdAt: now, changedAt: now });
      const target = [outbox.kind, outbox.row];
      const set = { wanted: sql`${outbox.wanted} + 1`, state: 'waiting' as const, trace: fresh.trace, changedAt: now };
      const asked = again ? insert.onConflictDoUpdate({ target, set }) : insert.onConflictDoNothing({ target });
      const [stored] = await asked.returning({ id: outbox.id });
      return stored?.id;
    },
    platformOf: async (queries, communityId) => {
      const known = platforms.get(communityId);
      if (known) return known;
      const [row] = await queries.select().from(communities).where(eq(communities.id, communityId));
      if (!row) throw new Error('A message was asked for a community that does not exist');
      platforms.set(communityId, row.platform);
      return row.platform;
    },
    find: async (id) => {
      const [row] = await database.queries
        .select({
          id: outbox.id,
          kind: outbox.kind,
          row: outbox.row,
          platform: communities.platform,
          communityId: outbox.communityId,
          community: communities.platformId,
          removedAt: communities.removedAt,
          trace: outbox.trace,
          begun: outbox.begun,
          wanted: outbox.wanted,
          done: outbox.done,
        })
        .from(outbox)
        .innerJoin(communities, eq(communities.id, outbox.communityId))
        .where(eq(outbox.id, id));
      return row;
    },
    localeForNeutralPreview: async (communityId, userId) => {
      const [row] = await database.queries
        .select({ locale: sql<Locale>`coalesce(${members.locale}, ${communities.locale})` })
        .from(members)
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(
          and(
            eq(members.communityId, communityId),
            eq(members.platformUserId, userId),
            eq(members.neutralPreviews, true),
          ),
        );
      return row?.locale;
    },
    askAfterSoon: async (queries, communityId, userIds) => {
      if (userIds.length === 0) return;
      const them = and(eq(members.communityId, communityId), inArray(members.platformUserId, [...userIds]));
      await queries.update(members).set({ lookAt: clock.now() }).where(them);
    },
    settle: async (asked, state, reason, also) => {
      const settling = database.transaction(async (queries) => {
        // What it is about first, then its message, as whatever a member does: the other way round each could wait for the other.
        await also(queries);
        const [settled] = await queries
          .update(outbox)
          .set({
            state,
            reason,
            done: asked.wanted,
            changedAt: clock.now(),
            ...(state === 'sent' ? { begun: null } : {}),
          })
          .where(and(eq(outbox.id, asked.id), lt(outbox.done, asked.wanted)))
          .returning({ wanted: outbox.wanted });
        if (!settled) throw new Overtaken();
        // It was asked for anew meanwhile: what was carried out is true, and there is more to do.
        if (settled.wanted > asked.wanted) {
          await queries.update(outbox).set({ state: 'waiting' }).where(eq(outbox.id, asked.id));
        }
      });
      await settling.catch((error: unknown) => {
        if (!(error instanceof Overtaken)) throw error;
      });
    },
    begin: async (id, placeId) => {
      const begun = sql<string>`coalesce(${outbox.begun}, ${placeId})`;
      const [row] = await database.queries
        .update(outbox)
        .set({ begun })
        .where(eq(outbox.id, id))
        .returning({ begun: outbox.begun });
      return row?.begun ?? placeId;
    },
    noteFailure: async (id, reason) => {
      await database.queries.update(outbox).set({ reason }).where(eq(outbox.id, id));
    },
    giveUp: async (id) => {
      const waiting = and(eq(outbox.id, id), eq(outbox.state, 'waiting'));
      await database.queries.update(outbox).set({ state: 'failed', changedAt: clock.now() }).where(waiting);
    },
    undelivered: async (communityId) => {
      const rows = await database.queries
        .select()
        .from(outbox)
        .where(and(eq(outbox.communityId, communityId), inArray(outbox.state, ['unreachable', 'failed'])))
        .orderBy(desc(outbox.changedAt))
        .limit(shownProblems);
      return rows.flatMap(({ id, kind, state, reason, changedAt }) => {
        const isProblem = state === 'unreachable' || state === 'failed';
        return isProblem ? [{ id, kind, state, reason: reason ?? '', since: changedAt }] : [];
      });
    },
    wake: async (queries, communityId, id) => {
      const [row] = await queries
        .update(outbox)
        .set({ state: 'waiting', wanted: sql`greatest(${outbox.wanted}, ${outbox.done} + 1)`, changedAt: clock.now() })
        .where(
          and(eq(outbox.id, id), eq(outbox.communityId, communityId), inArray(outbox.state, ['unreachable', 'failed'])),
        )
        .returning({ id: outbox.id });
      return row?.id;
    },
    waiting: async function* () {
      let last: string | undefined;
      while (true) {
        const rows = await database.queries
          .select({ id: outbox.id, platform: communities.platform })
          .from(outbox)
          .innerJoin(communities, eq(communities.id, outbox.communityId))
          .where(and(eq(outbox.state, 'waiting'), last === undefined ? undefined : gt(outbox.id, last)))
          .orderBy(asc(outbox.id))
          .limit(500);
        yield* rows;
        last = rows.at(-1)?.id;
        if (last === undefined) return;
      }
    },
    counts: async () => {
      const rows = await database.queries
        .select({ state: outbox.state, count: count() })
        .from(outbox)
        .groupBy(outbox.state);
      const found = new Map(rows.map((row) => [row.state, row.count]));
      return Object.fromEntries(outboxStates.map((state) => [state, found.get(state) ?? 0])) as Record<State, number>;
    },
  };
}
