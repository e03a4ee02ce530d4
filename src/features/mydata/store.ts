import { eq } from 'drizzle-orm';
import type { Clock, Outbox, Random } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import {
  countRows,
  type MemberTable,
  nameOfTable,
  type OpenedRow,
  openRows,
  purgeRows,
} from '../../db/member-tables.ts';
import { communities, consents, keptForms, memberKeys, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import { askToTakeBack } from './removal.ts';
import { deletions } from './schema.ts';
import { messages } from './texts.ts';

/** What is stored of one kind. */
export interface Holding {
  readonly table: MemberTable;
  readonly count: number;
}

/** Everything that is stored of a member. */
export interface Everything {
  readonly community: OpenedRow;
  /** The member's own row: settings, and the id that the platform gave them. */
  readonly member: OpenedRow;
  readonly tables: readonly (Holding & { readonly name: string; readonly rows: readonly OpenedRow[] })[];
}

export interface MyDataStore {
  /** Of each kind how much there is, kinds with nothing too. */
  count(memberId: string): Promise<readonly Holding[]>;
  /** When the member was first met; undefined where they are gone. */
  since(memberId: string): Promise<Date | undefined>;
  /** Undefined where the member is gone. */
  everything(memberId: string): Promise<Everything | undefined>;
  /**
   * Deletes the member with every row that is theirs and the key that sealed them, and asks for what they said in places that
   * others read to be taken back; all or nothing. That it was asked for is kept first, so that a crash is made good by
   * `deletionWatcher`. Answers how much there was; undefined where the member is gone already.
   */
  remove(memberId: string): Promise<readonly Holding[] | undefined>;
  /** Deletes what has been kept for its time, of all members. Answers how many rows of which table went. */
  purge(now: Date): Promise<Readonly<Record<string, number>>>;
}

/** What no feature has to itself. A key is the one thing that is never shown: it is what opens all the rest. */
const ownTables: readonly MemberTable[] = [
  { table: deletions, describe: (locale, count) => messages.text(locale, 'kept-deletions', { count }) },
  { table: consents, describe: (locale, count) => messages.text(locale, 'kept-consents', { count }) },
  {
    table: keptForms,
    describe: (locale, count) => messages.text(locale, 'kept-forms', { count }),
    // Its day is counted already.
    kept: { since: keptForms.expiresAt, days: 0 },
  },
];

export function createMyDataStore(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly tables: readonly MemberTable[];
  readonly outbox: Outbox<Queries>;
  readonly clock: Clock;
  readonly random: Random;
}): MyDataStore {
  const { database, vault } = parts;
  const tables = [...parts.tables, ...ownTables];

  const count = async (queries: Queries, memberId: string): Promise<readonly Holding[]> => {
    const holdings: Holding[] = [];
    for (const table of tables) holdings.push({ table, count: await countRows(queries, table, memberId) });
    return holdings;
  };

  return {
    count: (memberId) => count(database.queries, memberId),
    since: async (memberId) => {
      const [row] = await database.queries
        .select({ createdAt: members.createdAt })
        .from(members)
        .where(eq(members.id, memberId));
      return row?.createdAt;
    },
    everything: (memberId) =>
      database.transaction(async (tx) => {
        const [found] = await tx
          .select()
          .from(members)
          .innerJoin(communities, eq(communities.id, members.communityId))
          .where(eq(members.id, memberId));
        if (!found) return undefined;
        const opened: Everything['tables'][number][] = [];
        for (const table of tables) {
          const rows = await openRows(tx, vault, table, memberId);
          opened.push({ table, name: nameOfTable(table), count: rows.length, rows });
        }
        return { community: found.communities, member: found.members, tables: opened };
      }),
    remove: async (memberId) => {
      const isMember = eq(members.id, memberId);
      // What they wrote to somebody of a partner community is taken back there.
      const { across } = database;
      await across.transaction(async (tx) => {
        const [there] = await tx.select({ id: members.id }).from(members).where(isMember).for('update');
        const asked = { memberId, askedAt: parts.clock.now() };
        if (there) await tx.insert(deletions).values(asked).onConflictDoNothing();
      });
      const removed = await across.transaction(async (tx) => {
        const [there] = await tx.select().from(members).where(isMember).for('update');
        if (!there) return undefined;
        const holdings = (await count(tx, memberId)).filter(({ table }) => table.table !== deletions);
        for (const table of tables) {
          const posts = (await table.posts?.(tx, memberId)) ?? [];
          await askToTakeBack(tx, parts, there.communityId, posts);
        }
        await tx.delete(memberKeys).where(eq(memberKeys.memberId, memberId));
        // Every table of members' rows goes with the member (`ofMember`).
        await tx.delete(members).where(eq(members.id, memberId));
        return holdings;
      });
      vault.forget(memberId);
      return removed;
    },
    purge: async (now) => {
      const gone: Record<string, number> = {};
      for (const table of tables) {
        const rows = await purgeRows(database.queries, table, now);
        if (rows > 0) gone[nameOfTable(table)] = rows;
      }
      return gone;
    },
  };
}
