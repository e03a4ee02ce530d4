import { expect, test } from 'vitest';
import { openCommunity } from '../support/platforms.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

// Tuesdays at ten there, before the clocks change and after. Source: the tz database, release 2026a.
test.each([
  ['America/New_York', '2027-03-09T15:00:00Z', '2027-03-16T14:00:00Z'],
  ['America/New_York', '2027-11-02T14:00:00Z', '2027-11-09T15:00:00Z'],
  ['Europe/London', '2027-03-23T10:00:00Z', '2027-03-30T09:00:00Z'],
  ['Europe/London', '2027-10-26T09:00:00Z', '2027-11-02T10:00:00Z'],
  ['Australia/Sydney', '2027-03-29T23:00:00Z', '2027-04-06T00:00:00Z'],
  ['Australia/Lord_Howe', '2027-03-29T23:00:00Z', '2027-04-05T23:30:00Z'],
  ['Australia/Lord_Howe', '2027-09-27T23:30:00Z', '2027-10-04T23:00:00Z'],
  ['Asia/Kolkata', '2027-03-09T04:30:00Z', '2027-03-16T04:30:00Z'],
  ['Pacific/Apia', '2027-03-29T21:00:00Z', '2027-04-05T21:00:00Z'],
])('in %s check-ins open at ten on both sides of %s and %s, once each', async (zone, before, after) => {
  const community = await openCommunity();
  try {
    const [mo, ana] = [community.member('mo', { moderator: true }), community.member('ana')];
    // When a story begins.
    let nowMs = Date.parse('2026-11-02T09:00:00Z');
    const opened = async (instant: string, offMs: number) => {
      const thenMs = Date.parse(instant) + offMs;
      community.clock.advance(thenMs - nowMs);
      nowMs = thenMs;
      await community.settle();
      return (await ana.reads('general')).filter(({ text }) => text.startsWith('Check-in, ')).length;
    };
    expect(await opened(before, -dayMs)).toBe(0);
    await mo.types('/checkins setup');
    await mo.submits({ days: ['2'], time: '10', zone });
    await mo.presses('Start');
    expect(await opened(before, -minuteMs)).toBe(0);
    expect(await opened(before, minuteMs)).toBe(1);
    expect(await opened(after, -minuteMs)).toBe(1);
    expect(await opened(after, minuteMs)).toBe(2);
  } finally {
    await community.close();
  }
});
