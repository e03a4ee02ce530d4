import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

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

/** Check-ins on Tuesdays at 10:00 in UTC, open for two days. */
async function setUp({ days = ['2'], hours = ['48'] } = {}): Promise<void> {
  await mo.types('/checkins setup');
  await mo.submits({ days, time: '10', zone: 'UTC' });
  await mo.presses('Questions and answers');
  await mo.submits({ hours });
  await mo.presses('Start');
}

const textsIn = async (reader: Reader, place = 'general') => (await reader.reads(place)).map((each) => each.text);
const nudgesOf = async (reader: Reader) =>
  (await textsIn(reader, 'direct')).filter(
    (text) => text.includes('A check-in is open') || text.includes('a hard few days'),
  );
const opened = async (reader: Reader) => (await textsIn(reader)).filter((text) => text.includes('Open until'));

test('Mo sets check-ins up, sees how they will look, and starts them; they open once, at their hour', async () => {
  expect((await ana.types('/checkins setup')).text).toContain('people who run this community');
  await mo.types('/checkins setup');
  expect((await mo.submits({ time: 'noonish' })).form?.fields.find((field) => field.error)?.name).toBe('time');
  // No zone is guessed where a country has several.
  const asked = await mo.submits({ time: '10', zone: 'Spain' });
  expect(asked.form?.fields.find((field) => field.error)?.error).toContain('Ceuta, Canary, Madrid. Which one is it?');
  const preview = await mo.submits({ days: ['2'], time: '10', zone: 'UTC' });
  expect(preview.text).toContain('This is how it will open');
  await later(2 * dayMs);
  expect(await opened(ana)).toEqual([]);
  await mo.presses('Start');
  await later(6 * dayMs - 2 * minuteMs);
  expect(await opened(ana)).toEqual([]);
  await later(hourMs + 3 * minuteMs);
  expect(await opened(ana)).toHaveLength(1);
  await community.settle();
  await community.settle();
  expect(await opened(ana)).toHaveLength(1);
});

test('Ana checks in for all to read, changes it, and takes it back; the card counts and names nobody', async () => {
  await setUp();
  await later(dayMs + hourMs);
  await ana.reads('general');
  const form = await ana.presses('Check in');
  expect(form.form?.fields.map((field) => field.name)).toEqual(['did', 'next', 'feeling', 'share']);
  const done = await ana.submits({ did: 'Two applications and a long walk', next: 'Call Dee', share: ['thread'] });
  expect(done.text).toContain('The others can read it in the thread');
  await community.settle();
  expect((await textsIn(bo)).join()).toContain('Two applications and a long walk');
  expect((await opened(bo))[0]).toContain('One person has checked in');

  await ana.reads('general');
  const standing = await ana.presses('Check in');
  expect(standing.form?.fields[0]?.value).toBe('Two applications and a long walk');
  await ana.submits({ did: 'Three applications' });
  await community.settle();
  const read = (await textsIn(bo)).join();
  expect(read).toContain('Three applications');
  expect(read).not.toContain('Two applications');

  await ana.presses('Take it back');
  await community.settle();
  expect((await textsIn(bo)).join()).not.toContain('Three applications');
  expect((await opened(bo))[0]).not.toContain('checked in.');
});

test('what Bo keeps to himself and that he rests is read by nobody; both count', async () => {
  await setUp();
  await later(dayMs + hourMs);
  await bo.reads('general');
  await bo.presses('Check in');
  expect((await bo.submits({ did: 'I cried and then I slept', share: ['private'] })).text).toContain('Only you');
  await ana.reads('general');
  expect((await ana.presses('Rest this week')).text).toContain('good answer');
  await community.settle();
  const read = (await textsIn(mo)).join();
  expect(read).toContain('2 people have checked in');
  expect(read).not.toContain('cried');
  await later(2 * dayMs);
  expect((await textsIn(mo)).join()).not.toContain('cried');
});

test('at the close there is a summary of what was shared, and no answer is taken any more', async () => {
  await setUp();
  await later(dayMs + hourMs);
  await ana.reads('general');
  await ana.presses('Check in');
  await ana.submits({ did: 'Wrote to Dee', share: ['thread'] });
  await later(2 * dayMs);
  expect((await ana.presses('Change it')).text).toContain('closed');
  const all = await textsIn(bo);
  expect(all.join()).toContain('This check-in is closed');
  const summary = all.find((text) => text.includes('What this check-in came to'));
  expect(summary).toContain('Wrote to Dee');
  // One person is no crowd to hide in.
  expect(summary).not.toContain('took part. Thank you, each');
  expect((await bo.presses('Cheer')).text).toContain('Nobody sees who');
  await community.settle();
  await bo.reads('general');
  await bo.presses('Cheer');
  await community.settle();
  expect((await textsIn(ana)).join()).toContain('One person cheers');
});

test('early in the morning and late, over midnight, an answer counts as long as the round is open', async () => {
  await setUp({ hours: ['24'] });
  await later(dayMs + hourMs);
  await ana.reads('general');
  await later(15 * hourMs);
  await ana.presses('Check in');
  expect((await ana.submits({ did: 'A late line' })).text).toContain('You have checked in');
  await later(10 * hourMs);
  expect((await mo.types('/checkins history')).text).toContain('one person checked in');
});

test('the bot was away: within six hours it opens once on return; later it leaves it out and tells Mo alone', async () => {
  await setUp();
  await later(dayMs + 5 * hourMs);
  expect(await opened(ana)).toHaveLength(1);
  await later(7 * dayMs + 8 * hourMs);
  expect((await textsIn(ana)).filter((text) => text.includes('Open until'))).toHaveLength(0);
  expect((await textsIn(mo, 'direct')).join()).toContain('A check-in was left out');
  expect(await textsIn(ana, 'direct')).toEqual([]);
});

test("the machine's clock is set back an hour after a check-in opened: it is not opened again, nor closed twice", async () => {
  await setUp({ hours: ['12'] });
  await later(dayMs + hourMs);
  expect(await opened(ana)).toHaveLength(1);
  await ana.presses('Rest this week');
  await later(-hourMs);
  await later(hourMs + minuteMs);
  expect(await opened(ana)).toHaveLength(1);
  await later(12 * hourMs);
  await later(-hourMs);
  await later(2 * hourMs);
  const summaries = (await textsIn(ana)).filter((text) => text.includes('What this check-in came to'));
  expect(summaries).toHaveLength(1);
});

test('Mo runs one now, skips the next, pauses, starts again, and leaves out the days of a holiday', async () => {
  await setUp();
  expect((await mo.types('/checkins run now')).text).toContain('opening now');
  await community.settle();
  expect(await opened(ana)).toHaveLength(1);
  expect((await mo.types('/checkins run now')).text).toContain('by hand today already');
  await mo.types('/checkins skip next');
  await later(dayMs + 2 * hourMs);
  expect(await opened(ana)).toHaveLength(1);
  await mo.types('/checkins pause');
  await later(7 * dayMs);
  expect(await opened(ana)).toHaveLength(0);
  await mo.types('/checkins pause');
  await mo.presses('Days off');
  expect((await mo.submits({ days: 'whenever' })).form?.fields.find((field) => field.error)?.error).toContain(
    'whenever',
  );
  await mo.submits({ days: '16 November to 18 November' });
  await later(7 * dayMs);
  expect(await opened(ana)).toHaveLength(0);
  await later(7 * dayMs);
  expect(await opened(ana)).toHaveLength(1);
  expect((await mo.types('/checkins history')).text).toContain('November 24');
});

test('two check-ins of one community open in the same hour, and each with a question of its own', async () => {
  await setUp();
  await setUp();
  const questionOf = (text: string) => text.split('\n').filter(Boolean)[1];
  const asked: (string | undefined)[] = [];
  for (let week = 0; week < 3; week += 1) {
    await later(dayMs + 2 * hourMs);
    const open = await opened(ana);
    expect(open).toHaveLength(2);
    asked.push(...open.map(questionOf));
    await later(6 * dayMs - 2 * hourMs);
  }
  expect(new Set(asked).size).toBe(6);
});

test('what falls on a public holiday moves to the next day; what falls into a whole week off is left out', async () => {
  await setUp({ days: ['4'] });
  await mo.presses('Days off');
  const unknown = await mo.submits({ country: 'Atlantis' });
  expect(unknown.form?.fields.find((field) => field.error)?.error).toContain('English name');
  const noPart = await mo.submits({ country: 'Germany, Texas' });
  expect(noPart.form?.fields.find((field) => field.error)?.error).toContain('Bayern');
  const saved = await mo.submits({ country: 'us', days: '7 December to 13 December', falls: ['move'] });
  expect(saved.text).toContain('Thanksgiving');
  // A day of 2026: Thanksgiving is on Thursday, 26 November.
  await later(24 * dayMs + 2 * hourMs);
  expect((await textsIn(ana)).join()).not.toContain('Check-in, Nov 26');
  await later(dayMs);
  expect((await textsIn(ana)).join()).toContain('Check-in, Nov 27');
  await later(6 * dayMs);
  expect((await textsIn(ana)).join()).toContain('Check-in, Dec 3');
  await later(7 * dayMs);
  await later(4 * dayMs);
  const texts = (await textsIn(ana)).join();
  expect(texts).not.toContain('Check-in, Dec 10');
  expect(texts).toContain('Check-in, Dec 14');
});

test('days off that are named, or taken back, after check-ins were planned count all the same', async () => {
  await setUp();
  await mo.presses('Days off');
  await mo.submits({ days: '3 November' });
  await later(dayMs + 2 * hourMs);
  expect(await opened(ana)).toEqual([]);
  await mo.types('/checkins pause');
  await mo.types('/checkins pause');
  await mo.presses('Days off');
  await mo.submits({ days: '10 November' });
  await mo.presses('Change');
  await mo.submits({ days: '' });
  await later(7 * dayMs);
  expect(await opened(ana)).toHaveLength(1);
});

test('Ana asks for reminders: they come in private at her hour, stop when she answered, and at one press for good', async () => {
  await setUp();
  expect((await ana.types('/checkins remind me')).form?.fields[0]?.value).toBe('light');
  await ana.submits({ nudges: ['standard'], time: '18:00' });
  await later(dayMs + hourMs);
  expect(await nudgesOf(ana)).toEqual([]);
  await later(8 * hourMs);
  expect(await nudgesOf(ana)).toHaveLength(1);
  expect(await nudgesOf(bo)).toEqual([]);
  await ana.reads('direct');
  await ana.presses('Rest this week');
  await later(dayMs);
  expect(await nudgesOf(ana)).toHaveLength(1);
  await later(5 * dayMs + 16 * hourMs);
  await later(8 * hourMs);
  expect(await nudgesOf(ana)).toHaveLength(2);
  await ana.reads('direct');
  expect((await ana.presses('No more reminders')).text).toContain('no more reminders');
  await later(6 * dayMs + 16 * hourMs);
  await later(8 * hourMs);
  expect(await nudgesOf(ana)).toHaveLength(2);
});

test('who pauses is sent nothing; who logged a rejection is reminded softly, or not at all if they asked for that', async () => {
  await setUp();
  for (const [reader, after] of [
    [ana, 'softer'],
    [bo, 'hold'],
  ] as const) {
    await reader.types('/checkins remind');
    await reader.submits({ nudges: ['light'], time: '18:00', after: [after] });
  }
  const cem = community.member('cem');
  await cem.types('/checkins remind');
  await cem.submits({ nudges: ['persistent'], time: '18:00' });
  expect((await cem.types('/pause until yesterday')).text).toContain('lies ahead');
  expect((await cem.types('/pause until 12 November')).text).toContain('November 12');
  await ana.types('/rejected stage:interview');
  await bo.types('/rejected stage:final');
  await later(dayMs + hourMs);
  await later(8 * hourMs);
  await later(dayMs);
  expect((await nudgesOf(ana)).join()).toContain('Nothing is expected of you');
  expect(await nudgesOf(bo)).toEqual([]);
  expect(await nudgesOf(cem)).toEqual([]);
  const resumed = (await cem.types('/resume')).text;
  for (const said of ['Your pause is over', 'At most three']) expect(resumed).toContain(said);
  await later(5 * dayMs + 16 * hourMs);
  await later(8 * hourMs);
  expect(await nudgesOf(cem)).toHaveLength(1);
});

test('a pause that ended by itself is not told of any more', async () => {
  await ana.types('/pause until 4 November');
  await later(3 * dayMs);
  await ana.types('/checkins remind me');
  expect((await ana.submits({ nudges: ['light'] })).text).not.toContain('November 4');
});

test('Bo moves west and Cem east in the middle of a round: each is reminded at his hour there; Ana asks only then', async () => {
  const cem = community.member('cem');
  await setUp();
  for (const reader of [bo, cem]) {
    await reader.types('/checkins remind');
    await reader.submits({ nudges: ['light'], time: '18:00' });
  }
  await later(dayMs + hourMs);
  await bo.types('/settings zone:New_York');
  await cem.types('/settings zone:Tokyo');
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['light'], time: '18:00' });
  await later(dayMs + 8 * hourMs + minuteMs);
  expect(await nudgesOf(ana)).toHaveLength(1);
  for (const reader of [bo, cem]) expect(await nudgesOf(reader)).toEqual([]);
  await later(5 * hourMs);
  expect(await nudgesOf(bo)).toHaveLength(1);
  expect(await nudgesOf(cem)).toEqual([]);
  await later(10 * hourMs);
  expect(await nudgesOf(cem)).toHaveLength(1);
});

test('Ana has an offer: it is hers to tell, her reminders end, and what may follow is a press away', async () => {
  await setUp();
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['persistent'], time: '18:00' });
  const seen = await ana.types('/offer');
  expect(seen.text).toContain('Congratulations');
  expect(seen.buttons.length).toBeGreaterThanOrEqual(3);
  expect((await ana.presses(seen.buttons.find((label) => /files/i.test(label)) ?? '')).files).toHaveLength(2);
  await later(dayMs + hourMs);
  await later(8 * hourMs);
  expect(await nudgesOf(ana)).toEqual([]);
  expect((await textsIn(bo)).join()).not.toContain('offer');
});

test('what somebody asked to be sent is listed for them, and one press ends it', async () => {
  await setUp();
  expect((await ana.types('/mydata show')).text).toContain('You have asked for no messages');
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['light'], time: '12' });
  const shown = await ana.types('/mydata show');
  expect(shown.text).toContain('- Reminders to check in');
  const stopped = await ana.presses('Stop: Reminders to check in');
  expect(stopped.text).toContain('You have asked for no messages');
  await later(dayMs + 6 * hourMs);
  await later(dayMs);
  expect(await nudgesOf(ana)).toEqual([]);
  expect((await mo.types('/mydata show')).text).toContain('- Word when check-ins that you set up cannot open');
});

test('who deletes everything is gone from the thread and from the summary that quoted them', async () => {
  await setUp();
  await later(dayMs + hourMs);
  for (const [who, did] of [
    [ana, 'Two applications'],
    [bo, 'A long walk'],
  ] as const) {
    await who.reads('general');
    await who.presses('Check in');
    await who.submits({ did, share: ['thread'] });
  }
  await community.settle();
  await later(3 * dayMs);
  expect((await textsIn(bo)).join().split('Two applications')).toHaveLength(3);
  await ana.types('/mydata delete');
  await ana.presses('Yes, go on');
  await ana.presses('Delete it all now');
  await community.settle();
  const read = (await textsIn(bo)).join();
  expect(read).not.toContain('Two applications');
  expect(read.split('A long walk')).toHaveLength(3);
});
