import { inArray } from 'drizzle-orm';
import { zoneRules } from '../../src/core/time/index.ts';
import type { Database } from '../../src/db/database.ts';
import { communities, consents, members } from '../../src/db/schema.ts';
import { checkinSchedules, contactWishes } from '../../src/features/checkins/schema.ts';

/** Who is there: communities that check in daily at 09:00 UTC, and members of whom some want a nudge at noon. */
export interface World {
  readonly channels: readonly string[];
  /** By the platform's id of a member: in how many rounds they are to be nudged. */
  readonly nudges: Map<string, number>;
  /** The members who go on a pause in the middle of it. */
  readonly pausing: readonly { readonly id: string; readonly userId: string }[];
}

const uuid = (kind: number, number: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;

export async function settleWorld(
  { queries }: Database,
  size: {
    readonly communities: number;
    readonly members: number;
    readonly rounds: number;
    readonly platform?: 'discord' | 'slack';
    /** Of each community, all in one channel; one where it is left out. */
    readonly schedules?: number;
  },
  first: Date,
): Promise<World> {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const { platform = 'discord', schedules = 1 } = size;
  const homes = numbers(size.communities).map((at) => ({
    id: uuid(1, at),
    platform,
    platformId: String(700_000_000_000_000_000n + BigInt(at)),
    createdAt: first,
    channelId: String(600_000_000_000_000_000n + BigInt(at)),
  }));
  const people = numbers(size.members).map((at) => ({
    id: uuid(2, at),
    communityId: homes[at % homes.length]?.id ?? '',
    platformUserId: String(800_000_000_000_000_000n + BigInt(at)),
    createdAt: first,
    // Half want none, and of the others some are paused all along, some from the middle on.
    wish: at % 2 === 0 ? 'none' : at % 10 === 1 ? 'paused' : at % 10 === 3 ? 'pausing' : 'nudged',
  }));
  const inBites = async <Row>(rows: readonly Row[], insert: (bite: Row[]) => Promise<unknown>) => {
    for (let at = 0; at < rows.length; at += 500) await insert(rows.slice(at, at + 500));
  };
  await inBites(homes, (bite) => queries.insert(communities).values(bite));
  await inBites(people, (bite) => queries.insert(members).values(bite));
  const scheduled = numbers(schedules).flatMap((nth) =>
    homes.map((home, at) => ({ ...home, schedule: uuid(3 + nth, at) })),
  );
  await inBites(scheduled, (bite) =>
    queries.insert(checkinSchedules).values(
      bite.map(({ schedule, id, channelId }) => ({
        id: schedule,
        communityId: id,
        version: 1,
        state: 'live' as const,
        channelId,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        time: '09:00',
        zone: 'UTC',
        openHours: 12,
        sharing: 'choice' as const,
        except: [],
        nextDate: first.toISOString().slice(0, 10),
        nextAt: first,
        zoneRules,
        createdAt: first,
      })),
    ),
  );
  const wishing = people.filter(({ wish }) => wish !== 'none');
  await inBites(wishing, (bite) =>
    queries.insert(contactWishes).values(
      bite.map(({ id, wish }) => ({
        memberId: id,
        nudges: 'light' as const,
        nudgeTime: '12:00',
        afterRejection: 'softer' as const,
        pausedUntil: wish === 'paused' ? '9999-12-31' : null,
      })),
    ),
  );
  await inBites(wishing, (bite) =>
    queries
      .insert(consents)
      .values(bite.map(({ id }) => ({ memberId: id, kind: 'checkin-reminders', givenAt: first }))),
  );
  const untilPause = Math.floor(size.rounds / 2);
  const nudgedIn = { none: 0, paused: 0, pausing: untilPause, nudged: size.rounds };
  return {
    channels: homes.map(({ channelId }) => channelId),
    nudges: new Map(
      people.map(({ platformUserId, wish }) => [platformUserId, nudgedIn[wish as keyof typeof nudgedIn]]),
    ),
    pausing: people
      .filter(({ wish }) => wish === 'pausing')
      .map(({ id, platformUserId }) => ({ id, userId: platformUserId })),
  };
}

/** Those who pause in the middle do so now. */
export async function pauseMembers({ queries }: Database, world: World): Promise<void> {
  const ids = world.pausing.map(({ id }) => id);
  if (ids.length === 0) return;
  await queries.update(contactWishes).set({ pausedUntil: '9999-12-31' }).where(inArray(contactWishes.memberId, ids));
}
