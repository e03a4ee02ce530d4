import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../core/interactions/index.ts';
import type { Clock, Random } from '../../core/ports/index.ts';
import type { Database } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';

/** A member's row with their community's, as far as both matter to who they are. */
export interface MemberRow {
  readonly id: string;
  readonly communityId: string;
  readonly locale: string | null;
  readonly zone: string | null;
  readonly weekStart: number | null;
  readonly neutralPreviews: boolean;
  readonly communityLocale: string;
  readonly communityZone: string;
  readonly appointedAt: Date | null;
}

/** Null is guessed. `weekStart` is 1 Monday to 7 Sunday. */
export interface MemberSettings {
  readonly zone: string | null;
  readonly locale: string | null;
  readonly weekStart: number | null;
  readonly neutralPreviews: boolean;
}

export interface MembersStore {
  /** The member that the actor is; their row and their community's are made at the first meeting. */
  findOrCreate(actor: Actor): Promise<MemberRow>;
  saveZone(memberId: string, zone: string): Promise<void>;
  /** Null goes back to what the platform tells. */
  saveSettings(memberId: string, settings: MemberSettings): Promise<void>;
}

export function createMembersStore(parts: { database: Database; clock: Clock; random: Random }): MembersStore {
  const { database, clock, random } = parts;

  const find = async (actor: Actor): Promise<MemberRow | undefined> => {
    const [row] = await database.queries
      .select({
        id: members.id,
        communityId: members.communityId,
        locale: members.locale,
        zone: members.zone,
        weekStart: members.weekStart,
        neutralPreviews: members.neutralPreviews,
        communityLocale: communities.locale,
        communityZone: communities.zone,
        appointedAt: members.appointedAt,
      })
      .from(members)
      .innerJoin(communities, eq(communities.id, members.communityId))
      .where(and(isCommunityOf(actor), eq(members.platformUserId, actor.userId)));
    return row;
  };

  const create = (actor: Actor) =>
    database.transaction(async (queries) => {
      const createdAt = clock.now();
      const { platform, communityId: platformId } = actor;
      await queries
        .insert(communities)
        .values({ id: random.uuid(), platform, platformId, createdAt })
        .onConflictDoNothing();
      const [community] = await queries.select({ id: communities.id }).from(communities).where(isCommunityOf(actor));
      if (!community) throw new Error('A community was not stored');
      const member = { id: random.uuid(), communityId: community.id, platformUserId: actor.userId, createdAt };
      await queries.insert(members).values(member).onConflictDoNothing();
    });

  return {
    findOrCreate: async (actor) => {
      const known = await find(actor);
      if (known) return known;
      await create(actor);
      const made = await find(actor);
      if (!made) throw new Error('A member was not stored');
      return made;
    },
    saveZone: async (memberId, zone) => {
      await database.queries.update(members).set({ zone }).where(eq(members.id, memberId));
    },
    saveSettings: async (memberId, settings) => {
      await database.queries.update(members).set(settings).where(eq(members.id, memberId));
    },
  };
}

function isCommunityOf(actor: Actor) {
  return and(eq(communities.platform, actor.platform), eq(communities.platformId, actor.communityId));
}
