import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../core/interactions/index.ts';
import type { Clock, Random } from '../../core/ports/index.ts';
import { daysAfter, lookEveryDays } from '../../core/retention.ts';
import type { Database, Queries } from '../../db/database.ts';
import { once } from '../../db/once.ts';
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
  /** Null goes back to what the platform tells; what is not named stays. */
  save(memberId: string, settings: Partial<MemberSettings>): Promise<void>;
}

export interface StoreParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Told within the transaction in which a member may have moved to another zone: what is due by their clock is due anew. */
  moved?(memberId: string, now: Date, queries: Queries): Promise<void>;
}

export function createMembersStore({ database, clock, random, moved }: StoreParts): MembersStore {
  // Every interaction begins with it.
  const finding = once(() =>
    database.queries
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
      .where(
        and(
          eq(communities.platform, sql.placeholder('platform')),
          eq(communities.platformId, sql.placeholder('communityId')),
          eq(members.platformUserId, sql.placeholder('userId')),
        ),
      )
      .prepare('members_find'),
  );

  const find = async ({ platform, communityId, userId }: Actor): Promise<MemberRow | undefined> => {
    const [row] = await finding().execute({ platform, communityId, userId });
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
      const lookAt = daysAfter(createdAt, lookEveryDays);
      const member = { id: random.uuid(), communityId: community.id, platformUserId: actor.userId, createdAt, lookAt };
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
    save: (memberId, settings) =>
      database.transaction(async (queries) => {
        await queries.update(members).set(settings).where(eq(members.id, memberId));
        if (settings.zone !== undefined) await moved?.(memberId, clock.now(), queries);
      }),
  };
}

function isCommunityOf(actor: Actor) {
  return and(eq(communities.platform, actor.platform), eq(communities.platformId, actor.communityId));
}
