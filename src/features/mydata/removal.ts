import { asc, eq, lte } from 'drizzle-orm';
import type { MessageKind, MessageReference, Outbox, Random, Watcher } from '../../core/ports/index.ts';
import { card, text } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Post } from '../../db/member-tables.ts';
import { communities } from '../../db/schema.ts';
import { deletions, takenBack } from './schema.ts';
import { messages } from './texts.ts';

const takeBack = 'mydata.take-back';

// What a process that is still alive may need; after that it is taken to be gone.
const leftAloneMs = 60_000;
const bite = 10;

/** Finishes deletions that a crash cut short: nobody has to ask twice to be gone. */
export function deletionWatcher(database: Database, remove: (memberId: string) => Promise<unknown>): Watcher {
  return {
    name: 'mydata.deletions',
    tick: async (now) => {
      const cut = await database.queries
        .select({ memberId: deletions.memberId })
        .from(deletions)
        .where(lte(deletions.askedAt, new Date(now.getTime() - leftAloneMs)))
        .orderBy(asc(deletions.askedAt))
        .limit(bite);
      for (const { memberId } of cut) await remove(memberId);
      return cut.length === bite;
    },
  };
}

/** Asks, within the transaction that deletes a member, for what they said in places that others read to be taken back there. */
export async function askToTakeBack(
  queries: Queries,
  parts: { readonly outbox: Outbox<Queries>; readonly random: Random },
  ownCommunityId: string,
  posts: readonly Post[],
): Promise<void> {
  for (const { message, communityId = ownCommunityId } of posts) {
    const row = parts.random.uuid();
    await queries.insert(takenBack).values({ id: row, communityId, message: JSON.stringify(message) });
    await parts.outbox.enqueue(queries, { kind: takeBack, row, communityId });
  }
}

/** Puts a line in the place of each of them. */
export function takeBackMessage({ queries }: Database): MessageKind<Queries> {
  const done = async (tx: Queries, row: string) => {
    await tx.delete(takenBack).where(eq(takenBack.id, row));
  };
  return {
    kind: takeBack,
    standsOn: 'place',
    build: async (row) => {
      const [found] = await queries
        .select({ message: takenBack.message, locale: communities.locale })
        .from(takenBack)
        .innerJoin(communities, eq(communities.id, takenBack.communityId))
        .where(eq(takenBack.id, row));
      if (!found) return undefined;
      // Written by `askToTakeBack` alone.
      const reference = JSON.parse(found.message) as MessageReference;
      return { what: 'edit', reference, card: card({ sections: [text(messages.rich(found.locale, 'taken-back'))] }) };
    },
    sent: done,
    notReached: done,
  };
}
