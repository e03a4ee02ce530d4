import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Ask, Need, NeedView } from './rules.ts';
import { pairingAsks, pairingNeeds } from './schema.ts';

export interface NeedsStore {
  add(queries: Queries, need: Omit<Need, 'state'>, note: string): Promise<void>;
  find(id: string, at?: Queries): Promise<NeedView | undefined>;
  /** The one that a member looks for now. */
  openOf(memberId: string): Promise<NeedView | undefined>;
  lock(id: string, queries: Queries): Promise<Need | undefined>;
  close(queries: Queries, id: string, state: 'found' | 'none' | 'withdrawn'): Promise<void>;
  askNextAt(queries: Queries, id: string, nextAt: Date): Promise<void>;
  asks(needId: string, at: Queries): Promise<readonly Ask[]>;
  ask(id: string): Promise<Ask | undefined>;
  addAsk(queries: Queries, needId: string, memberId: string): Promise<string>;
  answer(queries: Queries, askId: string, answer: 'yes' | 'no'): Promise<void>;
}

export function createNeedsStore({
  database,
  vault,
}: {
  readonly database: Database;
  readonly vault: Vault;
}): NeedsStore {
  const { queries } = database;
  const place = (row: string) => ({ table: 'pairing_needs', column: 'note', row });
  const who = {
    platformUserId: members.platformUserId,
    locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
    zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
  };

  const view = async (at: Queries, where: ReturnType<typeof eq>): Promise<NeedView | undefined> => {
    const [row] = await at
      .select({ need: pairingNeeds, ...who })
      .from(pairingNeeds)
      .innerJoin(members, eq(members.id, pairingNeeds.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId))
      .where(where)
      .orderBy(asc(pairingNeeds.createdAt))
      .limit(1);
    if (!row) return undefined;
    const { need: stored, ...asker } = row;
    const { note, nextAt: _, ...need } = stored;
    // Sealed by `add` alone.
    const words = note && ((await vault.open(at, need.memberId, place(need.id), note)) as string);
    const asked = await at.select({ id: pairingAsks.id }).from(pairingAsks).where(eq(pairingAsks.needId, need.id));
    return { ...need, ...asker, note: words ?? '', asked: asked.length };
  };

  const asksWhere = async (at: Queries, where: ReturnType<typeof eq>): Promise<readonly Ask[]> => {
    const rows = await at
      .select({ ask: pairingAsks, ...who })
      .from(pairingAsks)
      .innerJoin(members, eq(members.id, pairingAsks.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId))
      .where(where);
    return rows.map(({ ask, ...asked }) => ({ ...ask, ...asked }));
  };

  return {
    add: async (at, need, note) => {
      const sealed = note === '' ? null : await vault.seal(at, need.memberId, place(need.id), note);
      await at
        .insert(pairingNeeds)
        .values({ ...need, note: sealed, state: 'asking', nextAt: need.createdAt })
        .onConflictDoNothing();
    },
    find: (id, at = queries) => view(at, eq(pairingNeeds.id, id)),
    openOf: async (memberId) => {
      const open = and(eq(pairingNeeds.memberId, memberId), eq(pairingNeeds.state, 'asking'));
      return open && view(queries, open);
    },
    lock: async (id, at) => {
      const [row] = await at.select().from(pairingNeeds).where(eq(pairingNeeds.id, id)).for('update');
      return row;
    },
    close: async (at, id, state) => {
      const open = and(eq(pairingNeeds.id, id), inArray(pairingNeeds.state, ['asking']));
      await at.update(pairingNeeds).set({ state, nextAt: null }).where(open);
    },
    askNextAt: async (at, id, nextAt) => {
      await at.update(pairingNeeds).set({ nextAt }).where(eq(pairingNeeds.id, id));
    },
    asks: (needId, at) => asksWhere(at, eq(pairingAsks.needId, needId)),
    ask: async (id) => (await asksWhere(queries, eq(pairingAsks.id, id)))[0],
    addAsk: async (at, needId, memberId) => {
      const id = idsFrom(`ask ${needId} ${memberId}`)();
      await at.insert(pairingAsks).values({ id, needId, memberId, answer: 'none' }).onConflictDoNothing();
      return id;
    },
    answer: async (at, askId, answer) => {
      await at.update(pairingAsks).set({ answer }).where(eq(pairingAsks.id, askId));
    },
  };
}
