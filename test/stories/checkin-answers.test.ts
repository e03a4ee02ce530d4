import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

const hourMs = 60 * 60_000;
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

/** It is Monday 2 November 2026, 09:00 UTC, when a story begins. */
async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

/** Check-ins on Tuesdays at 10:00 in UTC; they are not live yet. */
async function setUp({ days = ['2'], time = '10' } = {}): Promise<void> {
  await mo.types('/checkins setup');
  await mo.submits({ days, time, zone: 'UTC' });
}

const textsIn = async (reader: Reader, place = 'general') => (await reader.reads(place)).map((each) => each.text);

test('Mo asks five questions of his own; Ana answers for herself first, and then lets the others read it', async () => {
  await setUp();
  expect((await mo.presses('Questions and answers')).form?.fields[0]?.value).toBe('What did you do?\nWhat is next?');
  const errorOf = async (questions: string, feeling: string) =>
    (await mo.submits({ questions, feeling: [feeling] })).form?.fields[0]?.error;
  expect(await errorOf('What are you proud of, be it ever so small, this week?', 'no')).toContain('shorten');
  expect(await errorOf('One?\nTwo?\nThree?\nFour?\nFive?', 'yes')).toContain('room for 4 questions');
  const own = ['Proud of?', 'Stuck on *what*?', 'Who helped?', 'What is next?', 'Song of the week?'];
  const shown = await mo.submits({ questions: own.join('\n'), feeling: ['no'] });
  expect(shown.text).toContain('Stuck on *what*?');
  expect(shown.text).toContain('This is how it will open');
  await mo.presses('Start');
  await later(dayMs + 2 * hourMs);
  await ana.reads('general');
  const form = await ana.presses('Check in');
  expect(form.form?.fields.map((field) => field.label)).toEqual(own);
  const kept = await ana.submits({ 'own-1': 'I asked for help', 'own-5': 'Blackbird' });
  expect(kept.text).toContain('Only you can read it');
  await community.settle();
  expect((await textsIn(bo)).join()).not.toContain('I asked for help');

  await ana.presses('Let the others read it');
  await community.settle();
  const read = (await textsIn(bo)).join();
  expect(read).toContain('Proud of?');
  expect(read).toContain('I asked for help');
  expect(read).toContain('Blackbird');
  expect(read).not.toContain('Who helped?');
  await ana.presses('Keep it to myself');
  await community.settle();
  expect((await textsIn(bo)).join()).not.toContain('I asked for help');
});

test('what Mo asks from next week on changes nothing in the check-in that is open', async () => {
  await setUp();
  await mo.presses('Start');
  await later(dayMs + 2 * hourMs);
  await mo.types('/checkins pause');
  await mo.presses('Questions and answers');
  await mo.submits({ questions: 'Anything?', feeling: ['no'] });
  await ana.reads('general');
  expect((await ana.presses('Check in')).form?.fields[0]?.label).toBe('What did you do?');
  expect((await ana.submits({ did: 'A walk' })).text).toContain('You have checked in');
});

test('where everybody reads along the form says so, also where the questions leave no room above them', async () => {
  await setUp();
  await mo.presses('Questions and answers');
  await mo.submits({ questions: 'One?\nTwo?\nThree?\nFour?\nFive?', feeling: ['no'], sharing: ['thread'] });
  await mo.presses('Start');
  await later(dayMs + 2 * hourMs);
  await ana.reads('general');
  expect((await ana.presses('Check in')).form?.fields).toHaveLength(5);
  expect((await ana.submits({ 'own-1': 'Wrote to Dee' })).text).toContain('The others can read it');
  await community.settle();
  expect((await textsIn(bo)).join()).toContain('Wrote to Dee');
});

test("Ana's goals stand in her check-in as she allowed, and she logs on them right there", async () => {
  await setUp();
  await mo.presses('Start');
  await ana.types('/goal add "5 applications a week"');
  await ana.submits({});
  await ana.types('/goal log');
  await ana.types('/goal log');
  await ana.types('/goal add "3 walks a day"');
  await ana.submits({});
  await later(dayMs + 2 * hourMs);
  await ana.reads('general');
  // Both are private: nothing of them is put where it could come to be read.
  expect((await ana.presses('Check in')).form?.fields[0]?.value).toBe('');

  await ana.types('/goal list');
  await ana.chooses('Open a goal', await goalNamed('applications'));
  await ana.presses('Show in my check-in');
  await ana.reads('general');
  const filled = await ana.presses('Check in');
  expect(filled.form?.fields[0]?.value).toContain('applications: 2 of 5');
  const kept = await ana.submits({ did: 'Two of them went out', share: ['thread'] });
  expect(kept.buttons.some((label) => label.includes('applications'))).toBe(true);
  await community.settle();
  const read = (await textsIn(bo)).join();
  expect(read).toContain('applications: 2 of 5 so far this week');
  expect(read).not.toContain('walks');
  const logged = await ana.presses(kept.buttons.find((label) => label.includes('applications')) ?? '');
  expect(logged.text).toContain('3 of 5');
});

async function goalNamed(what: string): Promise<string> {
  const { selects } = await ana.types('/goal list');
  return selects[0]?.options.find(({ label }) => label.startsWith(what))?.value ?? '';
}

test('the numbers of the whole community are told from five members on, and each number for itself', async () => {
  await setUp();
  await mo.presses('Start');
  const names = ['ana', 'bo', 'cem', 'dee', 'eli'];
  for (const name of names) await community.member(name).types('/rejected stage:interview');
  for (const name of names.slice(1)) await community.member(name).types('/applications add company:"Acme" role:"Dev"');
  await later(dayMs + 2 * hourMs);
  await ana.reads('general');
  await ana.presses('Rest this week');
  await later(2 * dayMs);
  const summary = (await textsIn(bo)).find((text) => text.includes('What this check-in came to'));
  expect(summary).toContain('5 rejections survived');
  // Four who sent one each could be guessed at.
  expect(summary).not.toContain('sent');
  expect(summary).not.toContain('Acme');
});

test('nothing comes in quiet hours, and no hour of them can be asked for', async () => {
  await setUp();
  await mo.presses('Start');
  await bo.types('/checkins remind');
  const errors = async (values: Record<string, string>) =>
    (await bo.submits(values)).form?.fields.flatMap((field) => (field.error ? [field.name] : []));
  expect(await errors({ time: '23:00' })).toEqual(['time']);
  expect(await errors({ time: '18:00', quiet: 'at night' })).toEqual(['quiet']);
  expect((await bo.submits({ time: '18:00', quiet: '18:30 to 9:00' })).text).toContain('18:30 to 09:00');
  await later(dayMs + 2 * hourMs);
  // Away at six, the bot comes back at seven: too late for Bo's evening.
  await later(8 * hourMs);
  expect(await textsIn(bo, 'direct')).toEqual([]);
});

test('two check-ins live side by side, and a command asks which one is meant', async () => {
  await setUp();
  await mo.presses('Start');
  await setUp({ days: ['5'], time: '16' });
  await mo.presses('Start');
  const asked = await mo.types('/checkins run now');
  const options = asked.selects[0]?.options ?? [];
  expect(options).toHaveLength(2);
  const friday = options.find(({ label }) => label.includes('Friday'))?.value ?? '';
  await mo.chooses('Choose a check-in', friday);
  await mo.presses('Run now');
  await community.settle();
  expect((await textsIn(ana)).filter((text) => text.includes('Open until'))).toHaveLength(1);
  await later(dayMs + 2 * hourMs);
  expect((await textsIn(ana)).filter((text) => text.includes('Open until'))).toHaveLength(2);
});
