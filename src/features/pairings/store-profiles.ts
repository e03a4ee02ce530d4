import { eq } from 'drizzle-orm';
import type { Database, Queries } from '../../db/database.ts';
import type { Vault } from '../../db/vault.ts';
import { noWants, type Profile, type Wants, type When } from './rules.ts';
import { pairingProfiles } from './schema.ts';

export interface ProfilesStore {
  /** Undefined where the member never joined, or left. `at`: the transaction to look in, where one is open. */
  of(memberId: string, at?: Queries): Promise<Profile | undefined>;
  /** The first step: what is wanted. Whoever has not joined is kept as a draft until the second. */
  saveWants(memberId: string, wants: Wants, zone: string, now: Date): Promise<Profile>;
  /** The second step, with which a member has joined. Undefined where the first is missing. */
  saveWhen(memberId: string, when: When, now: Date): Promise<Profile | undefined>;
  /** Undefined where there is nobody to change. */
  change(
    memberId: string,
    change: Partial<Pick<Profile, 'pausedUntil' | 'nextRound' | 'silentRounds'>>,
    at?: Queries,
  ): Promise<Profile | undefined>;
  leave(memberId: string): Promise<void>;
}

type Row = typeof pairingProfiles.$inferSelect;

export function createProfilesStore(parts: { readonly database: Database; readonly vault: Vault }): ProfilesStore {
  const { database, vault } = parts;
  const { queries } = database;
  const place = (memberId: string) => ({ table: 'pairing_profiles', column: 'introduction', row: memberId });

  const opened = async (row: Row, at: Queries): Promise<Profile> => {
    const { introduction, joinedAt: _, ...plain } = row;
    const words = introduction && (await vault.open(at, row.memberId, place(row.memberId), introduction));
    // Sealed by `saveWhen` alone.
    return { ...plain, introduction: (words as string | null) ?? '' };
  };

  const change = async (memberId: string, values: Partial<Row>, at: Queries): Promise<Profile | undefined> => {
    const mine = eq(pairingProfiles.memberId, memberId);
    const [row] = await at.update(pairingProfiles).set(values).where(mine).returning();
    return row && opened(row, at);
  };

  return {
    of: async (memberId, at = queries) => {
      const [row] = await at.select().from(pairingProfiles).where(eq(pairingProfiles.memberId, memberId));
      return row && opened(row, at);
    },
    saveWants: async (memberId, wants, zone, joinedAt) => {
      const values = { ...wants, kinds: [...wants.kinds], languages: [...wants.languages] };
      const [row] = await queries
        .insert(pairingProfiles)
        .values({ ...fresh, ...values, memberId, zone, joinedAt })
        .onConflictDoUpdate({ target: pairingProfiles.memberId, set: values })
        .returning();
      if (!row) throw new Error('What a member wants to practise was not stored');
      return opened(row, queries);
    },
    saveWhen: async (memberId, { introduction, ...when }, now) => {
      const before = await queries.select().from(pairingProfiles).where(eq(pairingProfiles.memberId, memberId));
      const words = introduction === '' ? null : await vault.seal(queries, memberId, place(memberId), introduction);
      // Who changes something later has waited for their turn since they first joined.
      const joinedAt = before[0]?.state === 'joined' ? before[0].joinedAt : now;
      const values = { ...when, free: [...when.free], introduction: words, state: 'joined' as const, joinedAt };
      return change(memberId, { ...values, silentRounds: 0 }, queries);
    },
    change: (memberId, values, at = queries) => change(memberId, values, at),
    leave: async (memberId) => {
      await queries.delete(pairingProfiles).where(eq(pairingProfiles.memberId, memberId));
    },
  };
}

const fresh = {
  ...noWants,
  state: 'draft',
  kinds: [],
  languages: [],
  free: [],
  rhythm: 'every',
  mayBeAsked: false,
  reminders: true,
} satisfies Partial<Row>;
