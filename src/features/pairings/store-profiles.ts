import { eq } from 'drizzle-orm';
import type { Consents } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { consents } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import { namedConsent, needConsent, pairingConsent, reminderConsent } from './consents.ts';
import { noWants, type Profile, type Wants, type When } from './rules.ts';
import { pairingProfiles } from './schema.ts';

export interface ProfilesStore {
  /** Undefined where the member never began to join, or left. `at`: the transaction to look in, where one is open. */
  of(memberId: string, at?: Queries): Promise<Profile | undefined>;
  /** The first step: what is wanted. */
  saveWants(memberId: string, wants: Wants, zone: string, now: Date): Promise<Profile>;
  /** The second step, with which a member has joined. Undefined where the first is missing. */
  saveWhen(memberId: string, when: When): Promise<Profile | undefined>;
  /** Undefined where there is nobody to change. */
  change(memberId: string, change: ProfileChange, at?: Queries): Promise<Profile | undefined>;
  leave(queries: Queries, memberId: string): Promise<void>;
}

export type ProfileChange = Partial<Pick<Profile, 'pausedUntil' | 'nextRound' | 'silentRounds'>>;

type Row = typeof pairingProfiles.$inferSelect;

export function createProfilesStore(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly consents: Consents<Queries>;
}): ProfilesStore {
  const { database, vault } = parts;
  const { queries } = database;
  const place = (memberId: string) => ({ table: 'pairing_profiles', column: 'introduction', row: memberId });
  const ofMember = (memberId: string) => eq(pairingProfiles.memberId, memberId);

  const opened = async (row: Row, at: Queries): Promise<Profile> => {
    const { introduction, joinedAt: _, ...plain } = row;
    const { memberId } = row;
    const words = introduction && (await vault.open(at, memberId, place(memberId), introduction));
    const given = await at.select({ kind: consents.kind }).from(consents).where(eq(consents.memberId, memberId));
    const gave = ({ name }: { readonly name: string }) => given.some(({ kind }) => kind === name);
    return {
      ...plain,
      // Sealed by `saveWhen` alone.
      introduction: (words as string | null) ?? '',
      joined: gave(pairingConsent),
      mayBeAsked: gave(needConsent),
      reminders: gave(reminderConsent),
      named: gave(namedConsent),
    };
  };

  const of: ProfilesStore['of'] = async (memberId, at = queries) => {
    const [row] = await at.select().from(pairingProfiles).where(ofMember(memberId));
    return row && opened(row, at);
  };

  const change = async (memberId: string, values: Partial<Row>, at: Queries): Promise<Profile | undefined> => {
    const [row] = await at.update(pairingProfiles).set(values).where(ofMember(memberId)).returning();
    return row && opened(row, at);
  };

  return {
    of,
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
    saveWhen: (memberId, { introduction, mayBeAsked, reminders, named, ...when }) =>
      database.transaction(async (tx) => {
        const words = introduction === '' ? null : await vault.seal(tx, memberId, place(memberId), introduction);
        const values = { ...when, free: [...when.free], introduction: words, silentRounds: 0 };
        if (!(await change(memberId, values, tx))) return undefined;
        await parts.consents.give(tx, memberId, pairingConsent);
        await parts.consents[mayBeAsked ? 'give' : 'revoke'](tx, memberId, needConsent);
        await parts.consents[reminders ? 'give' : 'revoke'](tx, memberId, reminderConsent);
        await parts.consents[named ? 'give' : 'revoke'](tx, memberId, namedConsent);
        return of(memberId, tx);
      }),
    change: (memberId, values, at = queries) => change(memberId, values, at),
    leave: async (tx, memberId) => {
      for (const consent of [pairingConsent, needConsent, reminderConsent, namedConsent]) {
        await parts.consents.revoke(tx, memberId, consent);
      }
      await tx.delete(pairingProfiles).where(ofMember(memberId));
    },
  };
}

const fresh = { ...noWants, kinds: [], languages: [], free: [], rhythm: 'every' } satisfies Partial<Row>;
