import { and, asc, count, desc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { LocalDate } from '../../core/time/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import {
  type Application,
  type ApplicationEvent,
  type ApplicationFacts,
  applicationLimits,
  endings,
  type Reached,
  type Stage,
} from './rules.ts';
import { applicationEvents, applicationSettings, applications } from './schema.ts';

/** A new application, with the ids of its rows: the same ids twice make it once. */
export interface NewApplication {
  readonly id: string;
  readonly eventId: string;
  readonly facts: ApplicationFacts;
  /** '' for none. */
  readonly note: string;
  readonly noteId: string;
}

/** When something is done: the instant, and the member's own day. */
export interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

/** Which part of a member's applications. `closed` came to an end; archived ones are neither. */
export type Shelf = 'current' | 'closed' | 'archived';

/** Applications of members and what happened to them. Ids are UUIDs throughout; changes are told apart by version. */
export interface ApplicationsStore {
  /** Adds all or none; `full` where they would be too many. */
  add(memberId: string, fresh: readonly NewApplication[], at: Moment): Promise<'added' | 'full'>;
  /** As `add`, inside a transaction of the caller's. */
  addIn(tx: Queries, memberId: string, fresh: readonly NewApplication[], at: Moment): Promise<'added' | 'full'>;
  /** Somebody else's is told apart and not opened. */
  find(memberId: string, id: string): Promise<Application | 'not-yours' | undefined>;
  /** What comes next first. */
  page(memberId: string, shelf: Shelf, limit: number, offset: number): Promise<readonly Application[]>;
  /** Those that a company is to answer, longest without a word first. */
  waiting(memberId: string, limit: number): Promise<readonly Application[]>;
  all(memberId: string): Promise<readonly Application[]>;
  /** Those that one applied for on one of these days may already be; null stands for an unknown day, on either side. */
  appliedOn(memberId: string, days: readonly (LocalDate | null)[]): Promise<readonly Application[]>;
  /** Those that are not archived. */
  countByStage(memberId: string): Promise<ReadonlyMap<Stage, number>>;
  countArchived(memberId: string): Promise<number>;
  /** The changed one; undefined where another version stands, and then nothing was changed. A new stage is recorded as an event. */
  change(memberId: string, current: Application, change: Change, at: Moment): Promise<Application | undefined>;
  remove(memberId: string, current: Application): Promise<boolean>;
  /** The newest first. */
  events(memberId: string, applicationId: string): Promise<readonly ApplicationEvent[]>;
  /** By application, where there is a note. */
  newestNotes(memberId: string): Promise<ReadonlyMap<string, string>>;
  /** Every stage that anything reached, with its day, without notes. */
  reached(memberId: string): Promise<readonly Reached[]>;
  /** False where there are too many already. */
  addNote(memberId: string, applicationId: string, noteId: string, note: string, at: Moment): Promise<boolean>;
  /** Days without a word before "no reply" is offered; null for never, undefined where the member has not said. */
  quietDays(memberId: string): Promise<number | null | undefined>;
  setQuietDays(memberId: string, days: number | null): Promise<void>;
}

export interface Change extends Partial<ApplicationFacts> {
  readonly stillWaitingOn?: LocalDate | null;
  readonly archived?: boolean;
  /** The id under which a new stage is recorded. */
  readonly eventId: string;
}

type Row = typeof applications.$inferSelect;
type Words = Pick<Application, 'company' | 'role' | 'link' | 'source'>;

// One statement carries at most 65,535 values.
const rowsAtOnce = 1_000;

export function createApplicationsStore(parts: {
  readonly database: Database;
  readonly vault: Vault;
}): ApplicationsStore {
  const { database, vault } = parts;
  const { queries } = database;
  const place = (table: 'applications' | 'application_events', row: string) => ({ table, column: 'words', row });
  const mine = (memberId: string, { id, version }: Pick<Application, 'id' | 'version'>) =>
    and(eq(applications.id, id), eq(applications.memberId, memberId), eq(applications.version, version));

  const opened = async ({ memberId, createdAt: _, words: sealed, ...row }: Row): Promise<Application> => {
    return { ...row, ...((await vault.open(queries, memberId, place('applications', row.id), sealed)) as Words) };
  };
  const seal = (tx: Queries, memberId: string, id: string, { company, role, link, source }: Words) =>
    vault.seal(tx, memberId, place('applications', id), { company, role, link, source });

  const addIn: ApplicationsStore['addIn'] = async (tx, memberId, fresh, { now, today }) => {
    // Whoever holds the member's row decides alone whether there is room.
    await tx.select({ id: members.id }).from(members).where(eq(members.id, memberId)).for('update');
    const [row] = await tx.select({ held: count() }).from(applications).where(eq(applications.memberId, memberId));
    if ((row?.held ?? 0) + fresh.length > applicationLimits.entries) return 'full';
    for (let from = 0; from < fresh.length; from += rowsAtOnce) {
      const part = fresh.slice(from, from + rowsAtOnce);
      const rows: Row[] = [];
      const events: (typeof applicationEvents.$inferInsert)[] = [];
      // One after the other: each may ask for the key, and a transaction has one connection.
      for (const each of part) {
        const { id, facts } = each;
        const words = await seal(tx, memberId, id, facts);
        const { stage, appliedOn, nextOn } = facts;
        const since = stage === 'wishlist' ? today : (appliedOn ?? today);
        const state = { version: 1, archived: false, createdAt: now, stillWaitingOn: null };
        rows.push({ id, memberId, stage, since, appliedOn, nextOn, words, ...state });
        events.push(...(await firstEvents(tx, memberId, each, { now, today })));
      }
      await tx.insert(applications).values(rows).onConflictDoNothing();
      await tx.insert(applicationEvents).values(events).onConflictDoNothing();
    }
    return 'added';
  };

  const firstEvents = async (tx: Queries, memberId: string, fresh: NewApplication, { now, today }: Moment) => {
    const { id: applicationId, facts, note } = fresh;
    const base = { applicationId, memberId, createdAt: now };
    const on = facts.stage === 'wishlist' ? today : (facts.appliedOn ?? today);
    const reached = { ...base, id: fresh.eventId, onDate: on, stage: facts.stage, words: null };
    if (note === '') return [reached];
    const words = await vault.seal(tx, memberId, place('application_events', fresh.noteId), { note });
    return [reached, { ...base, id: fresh.noteId, onDate: today, stage: null, words }];
  };

  return {
    addIn,
    add: (memberId, fresh, at) => database.transaction((tx) => addIn(tx, memberId, fresh, at)),
    find: async (memberId, id) => {
      const [row] = await queries.select().from(applications).where(eq(applications.id, id));
      if (!row) return undefined;
      return row.memberId === memberId ? opened(row) : 'not-yours';
    },
    page: async (memberId, shelf, limit, offset) => {
      const { nextOn, since, id } = applications;
      const rows = await queries
        .select()
        .from(applications)
        .where(and(eq(applications.memberId, memberId), onShelf(shelf)))
        .orderBy(sql`${nextOn} asc nulls last`, desc(since), asc(id))
        .limit(limit)
        .offset(offset);
      return Promise.all(rows.map(opened));
    },
    waiting: async (memberId, limit) => {
      const { since, id, stage } = applications;
      const out = and(onShelf('current'), notInArray(stage, ['wishlist', 'offer']));
      const rows = await queries
        .select()
        .from(applications)
        .where(and(eq(applications.memberId, memberId), out))
        .orderBy(asc(since), asc(id))
        .limit(limit);
      return Promise.all(rows.map(opened));
    },
    all: async (memberId) => {
      const { since, id } = applications;
      const rows = await queries
        .select()
        .from(applications)
        .where(eq(applications.memberId, memberId))
        .orderBy(desc(since), asc(id));
      return Promise.all(rows.map(opened));
    },
    appliedOn: async (memberId, days) => {
      const named = days.filter((day) => day !== null);
      const { appliedOn } = applications;
      const fits = named.length < days.length ? undefined : or(isNull(appliedOn), inArray(appliedOn, named));
      const rows = await queries
        .select()
        .from(applications)
        .where(and(eq(applications.memberId, memberId), fits));
      return Promise.all(rows.map(opened));
    },
    countByStage: async (memberId) => {
      const rows = await queries
        .select({ stage: applications.stage, count: count() })
        .from(applications)
        .where(and(eq(applications.memberId, memberId), eq(applications.archived, false)))
        .groupBy(applications.stage);
      return new Map(rows.map((row) => [row.stage, row.count]));
    },
    countArchived: async (memberId) => {
      const [row] = await queries
        .select({ count: count() })
        .from(applications)
        .where(and(eq(applications.memberId, memberId), onShelf('archived')));
      return row?.count ?? 0;
    },
    change: (memberId, current, { eventId, ...change }, { now, today }) =>
      database.transaction(async (tx) => {
        const next = { ...current, ...change };
        const moved = next.stage !== current.stage;
        const words = await seal(tx, memberId, current.id, next);
        const { stage, nextOn, stillWaitingOn, archived, appliedOn } = next;
        const since = moved ? today : current.since;
        const set = { stage, since, appliedOn, nextOn, stillWaitingOn, archived, version: current.version + 1, words };
        const [row] = await tx.update(applications).set(set).where(mine(memberId, current)).returning();
        if (!row) return undefined;
        const event = {
          id: eventId,
          applicationId: row.id,
          memberId,
          onDate: today,
          createdAt: now,
          stage,
          words: null,
        };
        if (moved) await tx.insert(applicationEvents).values(event).onConflictDoNothing();
        const { memberId: _, createdAt: __, words: ___, ...plain } = row;
        return { ...next, ...plain };
      }),
    remove: async (memberId, current) => {
      const gone = await queries.delete(applications).where(mine(memberId, current)).returning({ id: applications.id });
      return gone.length > 0;
    },
    events: async (memberId, applicationId) => {
      const { createdAt, onDate, id } = applicationEvents;
      const own = and(eq(applicationEvents.applicationId, applicationId), eq(applicationEvents.memberId, memberId));
      const rows = await queries
        .select()
        .from(applicationEvents)
        .where(own)
        .orderBy(desc(onDate), desc(createdAt), asc(id))
        .limit(applicationLimits.notes * 2);
      return Promise.all(
        rows.map(async ({ id: row, onDate: on, stage, words }) => {
          const at = place('application_events', row);
          const said = words && ((await vault.open(queries, memberId, at, words)) as { note: string });
          return { id: row, on, stage, note: said?.note ?? '' };
        }),
      );
    },
    newestNotes: async (memberId) => {
      const { createdAt, onDate, stage, memberId: whose } = applicationEvents;
      const rows = await queries
        .select()
        .from(applicationEvents)
        .where(and(eq(whose, memberId), isNull(stage)))
        .orderBy(asc(onDate), asc(createdAt));
      const newest = new Map<string, string>();
      for (const { id, applicationId, words } of rows) {
        const said =
          words && ((await vault.open(queries, memberId, place('application_events', id), words)) as { note: string });
        if (said) newest.set(applicationId, said.note);
      }
      return newest;
    },
    reached: async (memberId) => {
      const { applicationId, stage, onDate } = applicationEvents;
      const rows = await queries
        .select({ applicationId, stage, on: onDate })
        .from(applicationEvents)
        .where(eq(applicationEvents.memberId, memberId));
      return rows.flatMap((row) => (row.stage === null ? [] : [{ ...row, stage: row.stage }]));
    },
    addNote: (memberId, applicationId, noteId, note, { now, today }) =>
      database.transaction(async (tx) => {
        const own = and(eq(applications.id, applicationId), eq(applications.memberId, memberId));
        const [row] = await tx.select({ id: applications.id }).from(applications).where(own).for('update');
        const ofThis = eq(applicationEvents.applicationId, applicationId);
        const [held] = await tx.select({ count: count() }).from(applicationEvents).where(ofThis);
        if (!row || (held?.count ?? 0) >= applicationLimits.notes) return false;
        const words = await vault.seal(tx, memberId, place('application_events', noteId), { note });
        const base = { applicationId, memberId, onDate: today, createdAt: now };
        await tx
          .insert(applicationEvents)
          .values({ id: noteId, ...base, stage: null, words })
          .onConflictDoNothing();
        return true;
      }),
    quietDays: async (memberId) => {
      const [row] = await queries.select().from(applicationSettings).where(eq(applicationSettings.memberId, memberId));
      return row?.quietDays;
    },
    setQuietDays: async (memberId, quietDays) => {
      const { memberId: target } = applicationSettings;
      await queries
        .insert(applicationSettings)
        .values({ memberId, quietDays })
        .onConflictDoUpdate({ target, set: { quietDays } });
    },
  };
}

function onShelf(shelf: Shelf) {
  if (shelf === 'archived') return eq(applications.archived, true);
  const stage =
    shelf === 'closed' ? inArray(applications.stage, [...endings]) : notInArray(applications.stage, [...endings]);
  return and(eq(applications.archived, false), stage);
}
