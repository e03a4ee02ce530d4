import { eq } from 'drizzle-orm';
import type { Records } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { createRecords } from '../../db/records.ts';
import { communities, members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Announcement } from './announcement.ts';
import { announcements } from './schema.ts';

/** Whose an announcement is. */
export interface Author {
  /** Our id. */
  readonly memberId: string;
  /** Our id. */
  readonly communityId: string;
  /** The platform's user id. */
  readonly platformUserId: string;
  /** The language of the community that will read it. */
  readonly locale: string;
}

export interface AnnouncementsStore {
  readonly records: Records<Announcement>;
  /** The same within a transaction. */
  within(queries: Queries): Records<Announcement>;
  author(id: string, queries?: Queries): Promise<Author | undefined>;
}

export function createAnnouncementsStore(parts: {
  readonly database: Database;
  readonly vault: Vault;
}): AnnouncementsStore {
  const { database, vault } = parts;
  const within = (queries: Queries) =>
    createRecords<Announcement>(announcements, 'announcements', { database: { ...database, queries }, vault });
  return {
    records: within(database.queries),
    within,
    author: async (id, queries = database.queries) => {
      const [row] = await queries
        .select({
          memberId: announcements.memberId,
          platformUserId: members.platformUserId,
          communityId: members.communityId,
          locale: communities.locale,
        })
        .from(announcements)
        .innerJoin(members, eq(members.id, announcements.memberId))
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(eq(announcements.id, id));
      return row;
    },
  };
}
