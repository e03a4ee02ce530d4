import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, notInArray, sql } from 'drizzle-orm';
import type { PlatformName } from '../../core/interactions/index.ts';
import type { Random } from '../../core/ports/index.ts';
import type { Database } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import type { CommunitySettings } from './views.ts';

export interface CommunitiesStore {
  /** Makes the row, or takes back that the bot was removed. */
  savePresent(platform: PlatformName, platformId: string, now: Date): Promise<void>;
  /** Those that the bot is in, by the platform's ids. */
  listPresent(platform: PlatformName): Promise<readonly string[]>;
  /** Leaves the instant alone where one is stored already. */
  saveRemoved(platform: PlatformName, platformIds: readonly string[], now: Date): Promise<void>;
  isPresent(id: string): Promise<boolean>;
  /** Whether this is the first greeting of a community; false also where it does not exist. */
  greet(platform: PlatformName, platformId: string, now: Date): Promise<boolean>;
  /** `id` is our own, of a community that exists. */
  settings(id: string): Promise<CommunitySettings>;
  /** From `now` on they were chosen. */
  saveSettings(id: string, settings: CommunitySettings, now: Date): Promise<void>;
  /** The names of the steps of the setup that are left out. */
  leftOut(id: string): Promise<readonly string[]>;
  /** Safe to repeat. */
  leaveOut(id: string, step: string): Promise<void>;
  /** The platform's ids of those who were let moderate, the first first. */
  appointed(id: string): Promise<readonly string[]>;
  /** Lets these people moderate, by the platform's ids, and nobody else besides those whom the platform lets. */
  appoint(id: string, platformUserIds: readonly string[], now: Date): Promise<void>;
  /** The platform's id of the community that a user came to last, those that the bot is in first. */
  findLastOf(platform: PlatformName, userId: string): Promise<string | undefined>;
  /** Deletes those removed at or before `lastRemoval` with all that belongs to them; answers their ids. */
  deleteRemoved(lastRemoval: Date): Promise<readonly string[]>;
}

export function createCommunitiesStore({ database, random }: { database: Database; random: Random }): CommunitiesStore {
  const ofCommunity = (id: string) => eq(members.communityId, id);
  const { queries } = database;
  const isStillIn = (platform: PlatformName) => and(eq(communities.platform, platform), isNull(communities.removedAt));
  return {
    savePresent: async (platform, platformId, createdAt) => {
      await queries
        .insert(communities)
        .values({ id: random.uuid(), platform, platformId, createdAt })
        .onConflictDoUpdate({ target: [communities.platform, communities.platformId], set: { removedAt: null } });
    },
    listPresent: async (platform) => {
      const rows = await queries.select({ id: communities.platformId }).from(communities).where(isStillIn(platform));
      return rows.map((row) => row.id);
    },
    saveRemoved: async (platform, platformIds, removedAt) => {
      if (platformIds.length === 0) return;
      const these = and(isStillIn(platform), inArray(communities.platformId, [...platformIds]));
      await queries.update(communities).set({ removedAt }).where(these);
    },
    isPresent: async (id) => {
      const these = and(eq(communities.id, id), isNull(communities.removedAt));
      return (await queries.select({ id: communities.id }).from(communities).where(these)).length > 0;
    },
    greet: async (platform, platformId, greetedAt) => {
      const ungreeted = and(
        eq(communities.platform, platform),
        eq(communities.platformId, platformId),
        isNull(communities.greetedAt),
      );
      const greeted = await queries.update(communities).set({ greetedAt }).where(ungreeted).returning();
      return greeted.length > 0;
    },
    settings: async (id) => {
      const [row] = await queries
        .select({ zone: communities.zone, locale: communities.locale })
        .from(communities)
        .where(eq(communities.id, id));
      if (!row) throw new Error('Settings were asked for a community that does not exist');
      return row;
    },
    saveSettings: async (id, settings, settingsAt) => {
      await queries
        .update(communities)
        .set({ ...settings, settingsAt })
        .where(eq(communities.id, id));
    },
    leftOut: async (id) => {
      const [row] = await queries
        .select({ steps: communities.leftOut })
        .from(communities)
        .where(eq(communities.id, id));
      return row?.steps ?? [];
    },
    leaveOut: async (id, step) => {
      const leftOut = sql`array_append(array_remove(${communities.leftOut}, ${step}), ${step})`;
      await queries.update(communities).set({ leftOut }).where(eq(communities.id, id));
    },
    appointed: async (id) => {
      const rows = await queries
        .select({ id: members.platformUserId })
        .from(members)
        .where(and(ofCommunity(id), isNotNull(members.appointedAt)))
        .orderBy(asc(members.appointedAt), asc(members.platformUserId));
      return rows.map((row) => row.id);
    },
    appoint: (id, people, appointedAt) =>
      database.transaction(async (tx) => {
        const others = people.length === 0 ? undefined : notInArray(members.platformUserId, [...people]);
        await tx
          .update(members)
          .set({ appointedAt: null })
          .where(and(ofCommunity(id), others));
        if (people.length === 0) return;
        const rows = people.map((platformUserId) => {
          return { id: random.uuid(), communityId: id, platformUserId, createdAt: appointedAt, appointedAt };
        });
        await tx
          .insert(members)
          .values(rows)
          .onConflictDoUpdate({
            target: [members.communityId, members.platformUserId],
            set: { appointedAt: sql`coalesce(${members.appointedAt}, excluded.appointed_at)` },
          });
      }),
    findLastOf: async (platform, userId) => {
      const [row] = await queries
        .select({ platformId: communities.platformId })
        .from(members)
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(and(eq(communities.platform, platform), eq(members.platformUserId, userId)))
        .orderBy(sql`${communities.removedAt} is not null`, desc(members.createdAt))
        .limit(1);
      return row?.platformId;
    },
    deleteRemoved: async (lastRemoval) => {
      const rows = await queries
        .delete(communities)
        .where(lte(communities.removedAt, lastRemoval))
        .returning({ id: communities.id });
      return rows.map((row) => row.id);
    },
  };
}
