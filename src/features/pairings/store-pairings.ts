import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import { isOpen, openStates, type Pairing, type PairingState, type Partner, type Why } from './rules-rounds.ts';
import { pairingMembers, pairingProfiles, pairings } from './schema.ts';

export interface PairingsStore {
  /** With the introductions opened. `at`: the transaction to look in, where one is open. */
  find(id: string, at?: Queries): Promise<Pairing | undefined>;
  /** The same, locked until the transaction ends. */
  lock(id: string, queries: Queries): Promise<Pairing | undefined>;
  /** The pairing that a membership is of. */
  ofPartner(partnerId: string): Promise<{ readonly pairing: Pairing; readonly partner: Partner } | undefined>;
  change(queries: Queries, id: string, change: PairingChange): Promise<void>;
  changePartner(
    queries: Queries,
    id: string,
    change: Partial<Pick<Partner, 'state' | 'picks' | 'met' | 'announce'>> & { readonly missed?: boolean },
  ): Promise<void>;
  /** The ids of all that a member is or was in, within a transaction; `isOpen`: whether it may still take place. */
  allOf(
    queries: Queries,
    memberId: string,
  ): Promise<readonly { readonly id: string; readonly communityId: string; readonly isOpen: boolean }[]>;
  /** Those of a member that lie ahead or are not agreed yet, the soonest first. */
  ahead(memberId: string, now: Date): Promise<readonly Pairing[]>;
  /** Who the member was paired with lately, the latest first: whom they can block or report. */
  lately(
    memberId: string,
    most: number,
  ): Promise<readonly { readonly partnerId: string; readonly platformUserId: string }[]>;
}

export interface PairingChange {
  readonly state?: PairingState;
  readonly times?: readonly string[];
  readonly startsAt?: Date | null;
  readonly nextAt?: Date | null;
  readonly place?: Pairing['place'];
}

type Row = typeof pairings.$inferSelect;

export function createPairingsStore(parts: { readonly database: Database; readonly vault: Vault }): PairingsStore {
  const { database, vault } = parts;
  const { queries } = database;

  const partnersOf = async (pairingId: string, at: Queries): Promise<readonly Partner[]> => {
    const rows = await at
      .select({
        row: pairingMembers,
        platformUserId: members.platformUserId,
        zone: sql<string>`coalesce(${members.zone}, ${pairingProfiles.zone}, ${communities.zone})`,
        locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
        introduction: pairingProfiles.introduction,
      })
      .from(pairingMembers)
      .innerJoin(members, eq(members.id, pairingMembers.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId))
      .leftJoin(pairingProfiles, eq(pairingProfiles.memberId, members.id))
      .where(eq(pairingMembers.pairingId, pairingId))
      .orderBy(asc(pairingMembers.turn));
    const partners: Partner[] = [];
    for (const { row, introduction, ...who } of rows) {
      const place = { table: 'pairing_profiles', column: 'introduction', row: row.memberId };
      // Sealed by the store of profiles alone.
      const words = introduction && ((await vault.open(at, row.memberId, place, introduction)) as string);
      const { id, memberId, state, picks, met, announce } = row;
      partners.push({ id, memberId, state, picks, met, announce, ...who, introduction: words ?? '' });
    }
    return partners;
  };

  const asPairing = async (row: Row, at: Queries): Promise<Pairing> => {
    const { nextAt: _, why, place, ...plain } = row;
    // Written by this feature alone.
    return {
      ...plain,
      why: JSON.parse(why) as Why[],
      place: place === null ? undefined : (JSON.parse(place) as NonNullable<Pairing['place']>),
      partners: await partnersOf(row.id, at),
    };
  };

  const find: PairingsStore['find'] = async (id, at = queries) => {
    const [row] = await at.select().from(pairings).where(eq(pairings.id, id));
    return row && asPairing(row, at);
  };

  return {
    find,
    lock: async (id, at) => {
      const [row] = await at.select().from(pairings).where(eq(pairings.id, id)).for('update');
      return row && asPairing(row, at);
    },
    ofPartner: async (partnerId) => {
      const mine = eq(pairingMembers.id, partnerId);
      const [row] = await queries.select({ pairingId: pairingMembers.pairingId }).from(pairingMembers).where(mine);
      const pairing = row && (await find(row.pairingId));
      const partner = pairing?.partners.find(({ id }) => id === partnerId);
      return pairing && partner && { pairing, partner };
    },
    change: async (at, id, { place, times, ...values }) => {
      const set = {
        ...values,
        ...(times ? { times: [...times] } : {}),
        ...(place ? { place: JSON.stringify(place) } : {}),
      };
      await at.update(pairings).set(set).where(eq(pairings.id, id));
    },
    changePartner: async (at, id, { picks, ...values }) => {
      const set = { ...values, ...(picks ? { picks: [...picks] } : {}) };
      await at.update(pairingMembers).set(set).where(eq(pairingMembers.id, id));
    },
    allOf: async (at, memberId) => {
      const rows = await at
        .select({ id: pairings.id, communityId: pairings.communityId, state: pairings.state })
        .from(pairings)
        .innerJoin(pairingMembers, eq(pairingMembers.pairingId, pairings.id))
        .where(eq(pairingMembers.memberId, memberId))
        // In one order for everybody: whoever locks them one after the other must not wait in a circle.
        .orderBy(asc(pairings.id));
      return rows.map(({ state, ...row }) => ({ ...row, isOpen: isOpen({ state }) }));
    },
    ahead: async (memberId, now) => {
      const open = inArray(pairings.state, [...openStates]);
      const isAhead = sql`coalesce(${pairings.startsAt}, ${pairings.confirmBy}) >= ${now}`;
      const rows = await queries
        .select({ row: pairings })
        .from(pairings)
        .innerJoin(pairingMembers, eq(pairingMembers.pairingId, pairings.id))
        .where(and(eq(pairingMembers.memberId, memberId), eq(pairingMembers.state, 'invited'), open, isAhead))
        .orderBy(sql`coalesce(${pairings.startsAt}, ${pairings.confirmBy})`);
      return Promise.all(rows.map(({ row }) => asPairing(row, queries)));
    },
    lately: async (memberId, most) => {
      const mine = queries
        .select({ id: pairingMembers.pairingId })
        .from(pairingMembers)
        .where(eq(pairingMembers.memberId, memberId));
      const rows = await queries
        .select({ partnerId: pairingMembers.id, memberId: members.id, platformUserId: members.platformUserId })
        .from(pairingMembers)
        .innerJoin(pairings, eq(pairings.id, pairingMembers.pairingId))
        .innerJoin(members, eq(members.id, pairingMembers.memberId))
        .where(inArray(pairingMembers.pairingId, mine))
        .orderBy(desc(pairings.createdAt))
        .limit(most * 3);
      const others = rows.filter((row) => row.memberId !== memberId);
      return [...new Map(others.toReversed().map((row) => [row.memberId, row])).values()].toReversed().slice(0, most);
    },
  };
}
