import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Need } from '../../content/index.ts';
import type { Database } from '../../db/database.ts';
import type { Version } from './own.ts';
import { topicVersions } from './schema.ts';

export interface TopicsStore {
  /** All that was published in a community. */
  published(communityId: string): Promise<readonly Version[]>;
  /** What is waiting to be published, the latest first. */
  drafts(communityId: string): Promise<readonly Version[]>;
  /** All of one topic, drafts too. */
  of(communityId: string, topicId: string): Promise<readonly Version[]>;
  /** Undefined where it is another community's. */
  find(communityId: string, id: string): Promise<Version | undefined>;
  /** The same id twice is kept once. */
  add(communityId: string, version: Version): Promise<void>;
  /** From now on it holds, over whatever was published before. */
  publish(communityId: string, id: string, now: Date): Promise<void>;
}

export function createTopicsStore({ database }: { readonly database: Database }): TopicsStore {
  const { queries } = database;
  const ofCommunity = (id: string) => eq(topicVersions.communityId, id);
  const select = async (where: ReturnType<typeof and>) =>
    (await queries.select().from(topicVersions).where(where)).map(asVersion);
  return {
    published: (communityId) => select(and(ofCommunity(communityId), isNotNull(topicVersions.publishedAt))),
    drafts: async (communityId) => {
      const drafts = await select(and(ofCommunity(communityId), isNull(topicVersions.publishedAt)));
      return drafts.toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime());
    },
    of: (communityId, topicId) => select(and(ofCommunity(communityId), eq(topicVersions.topicId, topicId))),
    find: async (communityId, id) => (await select(and(ofCommunity(communityId), eq(topicVersions.id, id))))[0],
    add: async (communityId, { wording, ...version }) => {
      const { title = null, brief = null, body = null, needs = [], keywords = [] } = wording ?? {};
      const lists = { needs: [...needs], keywords: [...keywords] };
      await queries
        .insert(topicVersions)
        .values({ ...version, communityId, title, brief, body, ...lists })
        .onConflictDoNothing();
    },
    publish: async (communityId, id, publishedAt) => {
      await queries
        .update(topicVersions)
        .set({ publishedAt })
        .where(and(ofCommunity(communityId), eq(topicVersions.id, id)));
    },
  };
}

function asVersion(row: typeof topicVersions.$inferSelect): Version {
  const { communityId: _, title, brief, body, needs, keywords, ...version } = row;
  if (title === null || brief === null || body === null) return { ...version, wording: undefined };
  return { ...version, wording: { title, brief, body, needs: needs as Need[], keywords } };
}
