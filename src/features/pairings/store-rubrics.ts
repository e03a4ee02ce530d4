import { and, eq, sql } from 'drizzle-orm';
import { idsFrom } from '../../core/interactions/index.ts';
import type { MessageReference } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Post } from '../../db/member-tables.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Rubric } from './rules.ts';
import { pairingMembers, pairingRubrics, pairings } from './schema.ts';

/** What one wrote for another, until that one decides. */
export interface Given {
  readonly id: string;
  readonly communityId: string;
  readonly authorId: string;
  /** Whose membership in the pairing it is about, and who that is. */
  readonly aboutPartner: string;
  readonly aboutId: string;
  readonly state: 'given' | 'kept' | 'let-go';
  readonly rubric: Rubric;
}

export interface RubricsStore {
  /** Puts it in the place of what the author wrote for them before. Answers its id. */
  give(
    queries: Queries,
    given: { readonly authorId: string; readonly aboutPartner: string; readonly rubric: Rubric; readonly now: Date },
  ): Promise<string>;
  /** Undefined also where its author took everything with them. */
  find(id: string): Promise<Given | undefined>;
  /** Notes where it was sent. */
  arrive(queries: Queries, id: string, reference: MessageReference): Promise<void>;
  /** Keeps it back until its reader's pause is over, or lets it go. */
  hold(queries: Queries, id: string, held: boolean): Promise<void>;
  /** Those that are kept back, with whom they are for. */
  held(
    queries: Queries,
  ): Promise<
    readonly { readonly id: string; readonly memberId: string; readonly communityId: string; readonly zone: string }[]
  >;
  /** The messages with what a member wrote, but for those that now show what the partner made of it. */
  arrived(queries: Queries, authorId: string): Promise<readonly Post[]>;
  decide(id: string, state: 'kept' | 'let-go'): Promise<void>;
}

export function createRubricsStore({
  database,
  vault,
}: {
  readonly database: Database;
  readonly vault: Vault;
}): RubricsStore {
  const { queries } = database;
  const place = (row: string) => ({ table: 'pairing_rubrics', column: 'words', row });
  return {
    give: async (at, { authorId, aboutPartner, rubric, now }) => {
      const id = idsFrom(`rubric ${aboutPartner} ${authorId}`)();
      const words = await vault.seal(at, authorId, place(id), rubric);
      const values = { words, state: 'given' as const, createdAt: now };
      await at
        .insert(pairingRubrics)
        .values({ id, memberId: authorId, aboutPartner, ...values })
        .onConflictDoUpdate({ target: pairingRubrics.id, set: values });
      return id;
    },
    find: async (id) => {
      const [row] = await queries
        .select({ rubric: pairingRubrics, aboutId: pairingMembers.memberId, communityId: pairings.communityId })
        .from(pairingRubrics)
        .innerJoin(pairingMembers, eq(pairingMembers.id, pairingRubrics.aboutPartner))
        .innerJoin(pairings, eq(pairings.id, pairingMembers.pairingId))
        .where(eq(pairingRubrics.id, id));
      if (!row) return undefined;
      const { words, state, memberId: authorId, aboutPartner } = row.rubric;
      const { aboutId, communityId } = row;
      // Sealed by `give` alone.
      const rubric = (await vault.open(queries, authorId, place(id), words)) as Rubric;
      return { id, communityId, authorId, aboutPartner, aboutId, state, rubric };
    },
    arrive: async (at, id, reference) => {
      const arrived = sql`array_append(${pairingRubrics.arrived}, ${JSON.stringify(reference)})`;
      await at.update(pairingRubrics).set({ arrived }).where(eq(pairingRubrics.id, id));
    },
    hold: async (at, id, held) => {
      await at.update(pairingRubrics).set({ held }).where(eq(pairingRubrics.id, id));
    },
    held: (at) =>
      at
        .select({
          id: pairingRubrics.id,
          memberId: pairingMembers.memberId,
          communityId: members.communityId,
          zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        })
        .from(pairingRubrics)
        .innerJoin(pairingMembers, eq(pairingMembers.id, pairingRubrics.aboutPartner))
        .innerJoin(members, eq(members.id, pairingMembers.memberId))
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(pairingRubrics.held, true))
        .for('update', { of: pairingRubrics, skipLocked: true }),
    arrived: async (at, authorId) => {
      const rows = await at.select().from(pairingRubrics).where(eq(pairingRubrics.memberId, authorId));
      return rows.flatMap(({ arrived, state }) => {
        const shown = state === 'given' ? arrived : arrived.slice(0, -1);
        // Written by `arrive` alone.
        return shown.map((message) => ({ message: JSON.parse(message) as MessageReference }));
      });
    },
    decide: async (id, state) => {
      const open = and(eq(pairingRubrics.id, id), eq(pairingRubrics.state, 'given'));
      await queries.update(pairingRubrics).set({ state }).where(open);
    },
  };
}
