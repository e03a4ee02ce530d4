import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '../../core/interactions/index.ts';
import type { Clock, Random } from '../../core/ports/index.ts';
import { daysAfter, lookEveryDays } from '../../core/retention.ts';
import type { Database, Queries } from '../../db/database.ts';
import { once } from '../../db/once.ts';
import { communities, members } from '../../db/schema.ts';
import { together } from '../../db/together.ts';

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
  /** When those who run the community chose both; null: they did not. */
  readonly communitySettingsAt: Date | null;
  readonly appointedAt: Date | null;
  /** When the platform said that they had left; null: it did not. */
  readonly leftAt: Date | null;
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
  // Every interaction begins with it, before the wall of their community stands around it.
  const finding = once(() => {
    const { queries } = database.across;
    const asked = sql`unnest(${sql.placeholder('platforms')}::text[], ${sql.placeholder('communityIds')}::text[],
      ${sql.placeholder('userIds')}::text[]) with ordinality as asked (platform, community_id, user_id, at)`;
    const ofCommunity = and(
      eq(communities.platform, sql`asked.platform`),
      eq(communities.platformId, sql`asked.community_id`),
    );
    const person = alias(members, 'person');
    // Left to choose, Postgres may read all members of the community and pick this one among them.
    const theirs = queries
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.communityId, communities.id), eq(person.platformUserId, sql`asked.user_id`)));
    return queries
      .select({
        at: sql<number>`asked.at::int`,
        id: members.id,
        communityId: members.communityId,
        locale: members.locale,
        zone: members.zone,
        weekStart: members.weekStart,
        neutralPreviews: members.neutralPreviews,
        communityLocale: communities.locale,
        communityZone: communities.zone,
        communitySettingsAt: communities.settingsAt,
        appointedAt: members.appointedAt,
        leftAt: members.leftAt,
      })
      .from(asked)
      .innerJoin(communities, ofCommunity)
      .innerJoin(members, eq(members.id, theirs))
      .prepare('members_find');
  });

  const find = together<Actor, MemberRow | undefined>(async (actors) => {
    const rows = await finding().execute({
      platforms: actors.map(({ platform }) => platform),
      communityIds: actors.map(({ communityId }) => communityId),
      userIds: actors.map(({ userId }) => userId),
    });
    const byPlace = new Map(rows.map(({ at, ...row }) => [at, row]));
    return actors.map((_, at) => byPlace.get(at + 1));
  });

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

  // Who does something may be back; a press in a direct message does not say so, but the platform does.
  const lookNow = async (memberId: string) => {
    await database.queries.update(members).set({ lookAt: clock.now() }).where(eq(members.id, memberId));
  };

  return {
    findOrCreate: async (actor) => {
      const known = await find(actor);
      if (known?.leftAt) await lookNow(known.id);
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
