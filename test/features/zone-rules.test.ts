import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkinNudges } from '../../src/features/checkins/schema.ts';
import { reminders } from '../../src/features/reminders/schema.ts';
import type { LivingCommunity } from '../support/face.ts';
import { communityOn, type PlaygroundServer, playgroundServer } from '../support/playground.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

let playground: PlaygroundServer;
let community: LivingCommunity;
beforeAll(async () => {
  playground = await playgroundServer();
  community = communityOn(playground);
});
afterAll(() => community?.close());

/** Time passes, and the bot does what is due. It is Monday 2 November 2026, 09:00 UTC, when the story begins. */
async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

test('what rules of the zone that are out of date planned an hour late comes at its hour after the upgrade, once', async () => {
  const { queries } = playground.database;
  const mo = community.member('mo', { moderator: true });
  const ana = community.member('ana');
  await mo.types('/checkins setup');
  await mo.submits({ days: ['2'], time: '08:00', zone: 'UTC' });
  await mo.presses('Start');
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['standard'], time: '10:00' });
  await ana.types('/draft feedback-email');
  await ana.submits({ company: 'Acme' });
  await ana.presses('Send it to me later');
  await ana.submits({ day: 'tomorrow', time: '10:00' });
  // Tuesday, when the check-in opens and its nudges are planned.
  await later(23 * hourMs);
  const planned = { zoneRules: '2020a', dueAt: new Date('2026-11-03T11:00:00Z') };
  await queries.update(reminders).set(planned);
  await queries.update(checkinNudges).set(planned);
  const came = async () => {
    const texts = (await ana.reads('direct')).map((each) => each.text);
    return ['still up to you', 'A check-in is open'].map(
      (words) => texts.filter((text) => text.includes(words)).length,
    );
  };
  await later(2 * hourMs - 60_000);
  expect(await came()).toEqual([0, 0]);
  await later(60_000);
  expect(await came()).toEqual([1, 1]);
  await later(hourMs);
  expect(await came()).toEqual([1, 1]);
  // The nudge of Wednesday was planned for Tuesday at eleven; it has its own day again.
  await later(dayMs - hourMs);
  expect(await came()).toEqual([1, 2]);
});
