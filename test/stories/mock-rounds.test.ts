import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

// Weeks pass in these stories, with everything that is sent in them.
vi.setConfig({ testTimeout: 180_000 });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

let community: LivingCommunity;
let mo: Reader;
let ana: Reader;
let bo: Reader;
beforeEach(async () => {
  community = await openCommunity();
  mo = community.member('mo', { moderator: true });
  ana = community.member('ana');
  bo = community.member('bo');
});
afterEach(() => community.close());

/** Time passes, and the bot does what is due. It is Monday 2 November 2026, 09:00 UTC, when a story begins. */
async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

// Every evening.
const evenings = ['2', '5', '8', '11', '14', '17', '20'];

async function join(
  reader: Reader,
  more: Readonly<Record<string, string | readonly string[]>> = {},
  languages: readonly string[] = ['en'],
): Promise<void> {
  await reader.types('/mock join');
  await reader.submits({ kinds: ['coding', 'case'], field: ['software'], languages });
  await reader.submits({ free: evenings, introduction: 'Hello, I look for a first job', ...more });
}

/** Rounds on Wednesdays at 10:00 in UTC; members are asked on Tuesdays at 18:00. */
async function plan(): Promise<void> {
  await mo.types('/mock setup');
  await mo.submits({ days: ['3'], time: '10', zone: 'UTC' });
  expect((await mo.presses('Start')).text).toContain('The next round begins');
}

const told = async (reader: Reader) => (await reader.reads('direct')).map((each) => each.text);
const about = async (reader: Reader, words: string) => (await told(reader)).filter((text) => text.includes(words));

test('Ana and Bo are asked the evening before, paired the next day, and agree on a time that comes with a file', async () => {
  await join(ana);
  await join(bo, { introduction: 'Two years of testing' });
  await plan();
  expect((await ana.types('/mock status')).text).toContain('The next round is 2026-11-04T10:00');
  await later(dayMs + 9 * hourMs - minuteMs);
  expect(await about(ana, 'is tomorrow')).toEqual([]);
  await later(2 * minuteMs);
  expect(await about(ana, 'is tomorrow')).toHaveLength(1);
  expect((await ana.presses('I am in')).text).toContain('You are in');
  await later(16 * hourMs);
  const [invited] = await about(bo, 'You have a partner');
  expect(invited).toContain('Hello, I look for a first job');
  expect(invited).toContain('both of you can work on Coding');
  await ana.reads('direct');
  expect((await ana.presses('Take 1')).text).toContain('You took it');
  expect((await bo.reads('group')).map((each) => each.text).join()).toContain('An hour, with the roles swapped');
  const toAsk = (await bo.presses('Questions and rubric')).text;
  expect(toAsk).toContain('Questions: Coding');
  expect(toAsk).toContain('one thing that was strong, and one thing to try');
  await bo.reads('direct');
  expect((await bo.presses('Take 1')).text).toContain('you meet 2026-11-0');
  await community.settle();
  expect(await about(ana, 'It is settled')).toHaveLength(1);
  const [file] = (await ana.reads('direct')).flatMap(({ files = [] }) => files);
  expect(file?.name).toBe('mock-interview.ics');
  expect(file?.text).toMatch(/BEGIN:VEVENT.*DTSTART:202611\d\dT\d{6}Z/s);
  await community.settle();
  expect(await about(ana, 'It is settled')).toHaveLength(1);
});

test('Bo, who wants it, is reminded an hour before; afterwards they say whether they met; Mo sees numbers only where they point at nobody', async () => {
  await join(ana);
  await join(bo, { extras: ['reminders'] });
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('Take 1');
  }
  // Thursday, 16:01: the evening begins at 17:00.
  await later(dayMs + 6 * hourMs + minuteMs);
  expect(await about(bo, 'Being there is enough')).toHaveLength(1);
  expect(await about(ana, 'Being there is enough')).toEqual([]);
  await bo.types('/pause');
  await later(7 * dayMs);
  expect(await about(bo, 'Did you meet?')).toEqual([]);
  expect(await about(ana, 'Did you meet?')).toHaveLength(1);
  await ana.reads('direct');
  expect((await ana.presses('We met')).text).toContain('it was practice');
  expect((await mo.types('/mock history')).text).toContain('too few took part to tell numbers');
});

test('who says skip, pauses or left is not paired; who is over waits, is told why, and comes first next time', async () => {
  const cem = community.member('cem');
  const dee = community.member('dee');
  for (const reader of [ana, bo, cem, dee]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs + minuteMs);
  await bo.reads('direct');
  expect((await bo.presses('Skip this one')).text).toContain('nobody is told');
  await cem.reads('direct');
  await cem.presses('Pause');
  await dee.types('/mock leave');
  await dee.reads('direct');
  expect((await dee.presses('I am in')).text).toContain('You are not part of the mock interviews');
  await later(16 * hourMs);
  expect(await about(ana, 'No partner this time')).toHaveLength(1);
  for (const reader of [bo, cem, dee]) expect(await about(reader, 'partner')).toEqual([]);
  await later(6 * dayMs + 8 * hourMs);
  await later(16 * hourMs);
  expect(await about(ana, 'You have a partner')).toHaveLength(1);
  expect(await about(cem, 'You have a partner')).toEqual([]);
});

test('Bo leaves out the next round with one command: he is not asked and not paired, and the one after it asks him as before', async () => {
  const cem = community.member('cem');
  for (const reader of [ana, bo, cem]) await join(reader);
  expect((await bo.types('/mock skip next')).text).toContain('You skip the first one');
  await plan();
  const standing = await bo.types('/mock status');
  expect(standing.text).toContain('The next round is 2026-11-04T10:00');
  expect(standing.text).toContain('You skip it');
  await later(dayMs + 9 * hourMs + minuteMs);
  await later(16 * hourMs);
  expect(await told(bo)).toEqual([]);
  for (const reader of [ana, cem]) expect(await about(reader, 'You have a partner')).toHaveLength(1);
  expect((await bo.types('/mock status')).text).toContain('You are in, and will be asked');
  await later(6 * dayMs + 8 * hourMs);
  expect(await about(bo, 'is tomorrow')).toHaveLength(1);
  await later(16 * hourMs);
  expect(await about(bo, 'You have a partner')).toHaveLength(1);
});

test('Ana said in the evening that she is in, and skips at night: the last word counts, of the round that is tomorrow', async () => {
  const cem = community.member('cem');
  for (const reader of [ana, bo, cem]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs + minuteMs);
  await ana.reads('direct');
  await ana.presses('I am in');
  const skips = await ana.types('/mock skip');
  expect(skips.text).toContain('The next round is 2026-11-04T10:00');
  expect(skips.text).toContain('You skip it');
  await bo.reads('direct');
  await bo.presses('Pause');
  await bo.reads('direct');
  expect((await bo.presses('I am in')).text).toContain('You are in');
  await later(16 * hourMs);
  expect(await about(ana, 'You have a partner')).toEqual([]);
  for (const reader of [bo, cem]) expect(await about(reader, 'You have a partner')).toHaveLength(1);
  expect((await ana.types('/mock status')).text).toContain('You are in, and will be asked');
});

test('Mo pauses the rounds in the night before one: it begins all the same, which is said, and the one after it does not', async () => {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs + minuteMs);
  const shown = await mo.types('/mock setup');
  expect(shown.text).toContain('asked about the round of 2026-11-04T10:00');
  expect((await mo.presses('Pause the rounds')).text).toContain('begins all the same');
  await bo.types('/pause');
  await bo.reads('direct');
  expect((await bo.presses('I am in')).text).toContain('so you are in no round');
  expect((await bo.types('/mock status')).text).toContain('so you are in no round');
  await bo.types('/resume');
  expect((await bo.types('/mock status')).text).toContain('The next round is 2026-11-04T10:00');
  await later(16 * hourMs);
  for (const reader of [ana, bo]) expect(await about(reader, 'You have a partner')).toHaveLength(1);
  expect((await mo.types('/mock setup')).text).toContain('The rounds are paused');
  await later(6 * dayMs + 8 * hourMs);
  for (const reader of [ana, bo]) expect(await about(reader, 'is tomorrow')).toHaveLength(1);
});

test('Bo cannot make it: Ana is told without a reason, and meets Cem, who waits', async () => {
  const cem = community.member('cem');
  // The three share no language, so that they are no trio.
  await join(ana, {}, ['en', 'de']);
  await join(bo);
  await join(cem, {}, ['de']);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  expect(await about(cem, 'No partner this time')).toHaveLength(1);
  await bo.reads('direct');
  expect((await bo.presses('I cannot make it')).text).toContain('no reason');
  await community.settle();
  expect(await about(ana, 'does not take place')).toHaveLength(1);
  expect(await about(ana, 'You have a partner')).toHaveLength(2);
  expect(await about(cem, 'You have a partner')).toHaveLength(1);
});

test('Ana leaves with one press while Bo waits for her: he is told, and nobody is blamed', async () => {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  await ana.types('/mock leave');
  await community.settle();
  expect(await about(bo, 'does not take place')).toHaveLength(1);
  expect(await about(ana, 'does not take place')).toEqual([]);
});

test('Mo looks who would meet whom before anybody is asked, and sees the name of her alone who allowed it; nobody hears of it', async () => {
  const others = ['bo', 'cem', 'dee', 'eli'].map((name) => community.member(name));
  await plan();
  await join(ana, { extras: ['named'] });
  for (const reader of others.slice(1)) await join(reader);
  expect((await mo.types('/community pairing dry-run')).text).toContain('With so few I show nothing');
  await join(bo);
  const shown = (await mo.types('/community pairing dry-run')).text;
  expect(shown).toContain('5 members would be in it: 2 groups, and nobody waits');
  expect(shown.match(/both can work on Coding/g)).toHaveLength(2);
  expect(shown.match(/@ana/g)).toHaveLength(1);
  expect(shown).not.toMatch(/@(bo|cem|dee|eli)/);
  await community.settle();
  for (const reader of [ana, ...others]) expect(await reader.reads('direct')).toEqual([]);
  expect((await ana.types('/community pairing dry-run')).text).not.toContain('members would be');
});

test('three meet where the number is odd, and go on as two when one cannot', async () => {
  const cem = community.member('cem');
  for (const reader of [ana, bo, cem]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo, cem]) expect(await about(reader, 'You have a partner')).toHaveLength(1);
  await cem.reads('direct');
  await cem.presses('I cannot make it');
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('Take 2');
  }
  await community.settle();
  expect(await about(ana, 'It is settled')).toHaveLength(1);
  expect(await about(cem, 'It is settled')).toEqual([]);
});

test('who answers nothing three times is asked once whether to stay, and is left alone until then', async () => {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  for (let round = 0; round < 3; round += 1) {
    await later(16 * hourMs);
    await ana.reads('direct');
    await ana.presses('Take 1');
    await later(2 * dayMs);
    await later(4 * dayMs + 8 * hourMs);
  }
  expect(await about(bo, 'Would you like to stay?')).toHaveLength(1);
  expect(await about(ana, 'Would you like to stay?')).toEqual([]);
  const asked = (await about(bo, 'is tomorrow')).length;
  await later(16 * hourMs);
  await later(6 * dayMs + 8 * hourMs);
  expect(await about(bo, 'is tomorrow')).toHaveLength(asked);
  await bo.reads('direct');
  expect((await bo.presses('I want to go on')).text).toContain('Welcome back');
});

test('another time: Ana names one of her own, and Bo takes it', async () => {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  await ana.reads('direct');
  await ana.presses('Another time');
  expect((await ana.submits({ time: 'noonish' })).form?.fields.find((field) => field.error)?.name).toBe('time');
  expect((await ana.submits({ day: ['2026-11-06'], time: '7:30' })).text).toContain('You took it');
  await community.settle();
  expect(await about(bo, '2026-11-06T07:30')).toHaveLength(1);
  expect((await bo.presses('Take 4')).text).toContain('you meet 2026-11-06T07:30');
});
