import { and, asc, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MessageReference } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Post } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Profile } from './rules.ts';
import { partnerBlocks, partnerNotes, partnerPairs, partnerProfiles, partnerReports, partnerSides } from './schema.ts';
import type { HeldTelling, Meeting, Note, Person, Report } from './shapes.ts';

export interface MeetingsStore {
  /** The meeting that this side belongs to; undefined where it was ended, or one of the two is gone. */
  meeting(sideId: string, queries?: Queries): Promise<Meeting | undefined>;
  /** Whoever is on the other side, also where it was ended. */
  otherOf(sideId: string, queries?: Queries): Promise<Person | undefined>;
  /** Who waits in the pool; undefined where they left it or are gone. */
  waiting(memberId: string): Promise<(Pick<Person, 'userId' | 'locale'> & { readonly zone: string }) | undefined>;
  end(pairId: string, now: Date): Promise<void>;
  /** Null takes it back. */
  saveContact(queries: Queries, person: Person, contact: string | null): Promise<void>;
  addNote(
    queries: Queries,
    meeting: Meeting,
    note: { id: string; words: string; now: Date; held: boolean },
  ): Promise<void>;
  /** Keeps a note back until its reader's pause is over, or lets it go. */
  hold(queries: Queries, id: string, held: boolean): Promise<void>;
  /** The ids of the notes that are kept back, the oldest first. */
  held(queries: Queries): Promise<readonly string[]>;
  /** Keeps back what a member is to be told of a meeting until their pause is over; null lets it go. */
  holdSide(queries: Queries, sideId: string, held: HeldTelling['held'] | null): Promise<void>;
  heldSides(queries: Queries): Promise<readonly HeldTelling[]>;
  /** With the side of who wrote it. */
  note(id: string, queries?: Queries): Promise<Note | undefined>;
  /** False where this member wrote no such note. */
  takeBack(queries: Queries, id: string, memberId: string): Promise<boolean>;
  placeNote(queries: Queries, id: string, message: MessageReference): Promise<void>;
  /** What a member wrote that had arrived with the other, and the community that it was sent for. */
  arrived(queries: Queries, memberId: string): Promise<readonly Post[]>;
  block(meeting: Meeting, now: Date): Promise<void>;
  report(meeting: Meeting, report: { id: string; words: string; now: Date }): Promise<void>;
  /** Those that members of this community wrote, or that are about one of them, but for the reader: the latest first. */
  reports(communityId: string, readerId: string, most: number): Promise<readonly Report[]>;
}

const tables = { sides: 'partner_sides', notes: 'partner_notes', reports: 'partner_reports' } as const;

export function profileRecords(parts: { readonly database: Database; readonly vault: Vault }, queries?: Queries) {
  const database = queries ? { ...parts.database, queries } : parts.database;
  return createRecords<Profile>(partnerProfiles, 'partner_profiles', { database, vault: parts.vault });
}

export function createMeetingsStore(parts: { readonly database: Database; readonly vault: Vault }): MeetingsStore {
  const { database, vault } = parts;
  const contactOf = (row: string) => ({ table: tables.sides, column: 'contact', row });
  const wordsOf = (table: string, row: string) => ({ table, column: 'words', row });

  const sidesOf = (queries: Queries, pairId: string) =>
    queries
      .select({
        sideId: partnerSides.id,
        memberId: partnerSides.memberId,
        contact: partnerSides.contact,
        communityId: members.communityId,
        userId: members.platformUserId,
        locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
      })
      .from(partnerSides)
      .innerJoin(members, eq(members.id, partnerSides.memberId))
      .innerJoin(communities, and(eq(communities.id, members.communityId), isNull(communities.removedAt)))
      .where(eq(partnerSides.pairId, pairId));
  type SideRow = Awaited<ReturnType<typeof sidesOf>>[number];

  const opened = async (queries: Queries, row: SideRow): Promise<Person> => {
    const kept = await profileRecords(parts, queries).find(row.memberId, row.memberId);
    const { contact, ...person } = row;
    return {
      ...person,
      profile: kept && kept !== 'not-yours' ? kept.value : undefined,
      contact: contact
        ? ((await vault.open(queries, row.memberId, contactOf(row.sideId), contact)) as string)
        : undefined,
    };
  };

  const meetingOf = async (sideId: string, queries: Queries) => {
    const [pair] = await queries
      .select({ id: partnerPairs.id, createdAt: partnerPairs.createdAt, endedAt: partnerPairs.endedAt })
      .from(partnerPairs)
      .innerJoin(partnerSides, eq(partnerSides.pairId, partnerPairs.id))
      .where(eq(partnerSides.id, sideId));
    if (!pair) return undefined;
    const sides = await sidesOf(queries, pair.id);
    const mine = sides.find((side) => side.sideId === sideId);
    const theirs = sides.find((side) => side.sideId !== sideId);
    if (!mine || !theirs) return undefined;
    const [me, other] = [await opened(queries, mine), await opened(queries, theirs)];
    return { pairId: pair.id, createdAt: pair.createdAt, isOver: pair.endedAt !== null, me, other };
  };

  return {
    meeting: async (sideId, queries = database.queries) => {
      const found = await meetingOf(sideId, queries);
      return found?.isOver === false ? found : undefined;
    },
    otherOf: async (sideId, queries = database.queries) => (await meetingOf(sideId, queries))?.other,
    waiting: async (memberId) => {
      const [row] = await database.queries
        .select({
          userId: members.platformUserId,
          locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
          zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        })
        .from(partnerProfiles)
        .innerJoin(members, eq(members.id, partnerProfiles.memberId))
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(members.id, memberId));
      return row;
    },
    end: async (pairId, now) => {
      await database.queries
        .update(partnerPairs)
        .set({ endedAt: now })
        .where(and(eq(partnerPairs.id, pairId), isNull(partnerPairs.endedAt)));
    },
    saveContact: async (queries, { sideId, memberId }, contact) => {
      const sealed = contact === null ? null : await vault.seal(queries, memberId, contactOf(sideId), contact);
      await queries.update(partnerSides).set({ contact: sealed }).where(eq(partnerSides.id, sideId));
    },
    addNote: async (queries, { pairId, me }, { id, words, now, held }) => {
      const { memberId } = me;
      const sealed = await vault.seal(queries, memberId, wordsOf(tables.notes, id), words);
      await queries
        .insert(partnerNotes)
        .values({ id, pairId, memberId, words: sealed, createdAt: now, held })
        .onConflictDoNothing();
    },
    hold: async (queries, id, held) => {
      await queries.update(partnerNotes).set({ held }).where(eq(partnerNotes.id, id));
    },
    held: async (queries) => {
      const rows = await queries
        .select({ id: partnerNotes.id })
        .from(partnerNotes)
        .where(eq(partnerNotes.held, true))
        .orderBy(asc(partnerNotes.createdAt))
        .for('update', { skipLocked: true });
      return rows.map(({ id }) => id);
    },
    holdSide: async (queries, sideId, held) => {
      await queries.update(partnerSides).set({ held }).where(eq(partnerSides.id, sideId));
    },
    heldSides: async (queries) => {
      const { id, held } = partnerSides;
      const rows = await queries
        .select({ sideId: id, held })
        .from(partnerSides)
        .where(isNotNull(held))
        .for('update', { skipLocked: true });
      return rows.flatMap(({ sideId, held }) => (held === null ? [] : [{ sideId, held }]));
    },
    note: async (id, queries = database.queries) => {
      const [row] = await queries
        .select({
          sideId: partnerSides.id,
          memberId: partnerNotes.memberId,
          words: partnerNotes.words,
          message: partnerNotes.message,
        })
        .from(partnerNotes)
        .innerJoin(
          partnerSides,
          and(eq(partnerSides.pairId, partnerNotes.pairId), eq(partnerSides.memberId, partnerNotes.memberId)),
        )
        .where(eq(partnerNotes.id, id));
      if (!row) return undefined;
      const { sideId, memberId, words, message } = row;
      return {
        id,
        sideId,
        words: words ? ((await vault.open(queries, memberId, wordsOf(tables.notes, id), words)) as string) : undefined,
        message: message ? (JSON.parse(message) as MessageReference) : undefined,
      };
    },
    takeBack: async (queries, id, memberId) => {
      const mine = and(eq(partnerNotes.id, id), eq(partnerNotes.memberId, memberId));
      const rows = await queries
        .update(partnerNotes)
        .set({ words: null })
        .where(mine)
        .returning({ id: partnerNotes.id });
      return rows.length > 0;
    },
    placeNote: async (queries, id, message) => {
      await queries
        .update(partnerNotes)
        .set({ message: JSON.stringify(message) })
        .where(eq(partnerNotes.id, id));
    },
    arrived: async (queries, memberId) => {
      const theirs = and(
        eq(partnerSides.pairId, partnerNotes.pairId),
        ne(partnerSides.memberId, partnerNotes.memberId),
      );
      const rows = await queries
        .select({ message: partnerNotes.message, communityId: members.communityId })
        .from(partnerNotes)
        .innerJoin(partnerSides, theirs)
        .innerJoin(members, eq(members.id, partnerSides.memberId))
        .where(and(eq(partnerNotes.memberId, memberId), isNotNull(partnerNotes.message)));
      // Written by `placeNote` alone.
      return rows.flatMap(({ message, communityId }) =>
        message === null ? [] : [{ message: JSON.parse(message) as MessageReference, communityId }],
      );
    },
    block: ({ pairId, me, other }, now) =>
      database.transaction(async (queries) => {
        const row = { memberId: me.memberId, blockedId: other.memberId };
        await queries.insert(partnerBlocks).values(row).onConflictDoNothing();
        await queries.update(partnerPairs).set({ endedAt: now }).where(eq(partnerPairs.id, pairId));
      }),
    report: async ({ pairId, me }, { id, words, now }) => {
      const { queries } = database;
      const sealed = await vault.seal(queries, me.memberId, wordsOf(tables.reports, id), words);
      const row = { id, memberId: me.memberId, pairId, words: sealed, createdAt: now };
      await queries.insert(partnerReports).values(row).onConflictDoNothing();
    },
    reports: async (communityId, readerId, most) => {
      const { queries } = database;
      const about = alias(partnerSides, 'about');
      const accused = alias(members, 'accused');
      const rows = await queries
        .select({
          report: partnerReports,
          by: { communityId: members.communityId, userId: members.platformUserId },
          about: { communityId: accused.communityId, userId: accused.platformUserId },
        })
        .from(partnerReports)
        .innerJoin(members, eq(members.id, partnerReports.memberId))
        .innerJoin(about, and(eq(about.pairId, partnerReports.pairId), ne(about.memberId, partnerReports.memberId)))
        .innerJoin(accused, eq(accused.id, about.memberId))
        .where(and(sql`${communityId} in (${members.communityId}, ${accused.communityId})`, ne(accused.id, readerId)))
        .orderBy(desc(partnerReports.createdAt))
        .limit(most);
      const seen = (person: { communityId: string; userId: string }) =>
        person.communityId === communityId ? { here: true as const, userId: person.userId } : { here: false as const };
      return Promise.all(
        rows.map(async ({ report, by, about: accusedOne }) => ({
          words: (await vault.open(
            queries,
            report.memberId,
            wordsOf(tables.reports, report.id),
            report.words,
          )) as string,
          createdAt: report.createdAt,
          by: seen(by),
          about: seen(accusedOne),
        })),
      );
    },
  };
}
