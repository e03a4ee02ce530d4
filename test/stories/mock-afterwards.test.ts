import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

// Weeks pass in these stories, with everything that is sent in them.
vi.setConfig({ testTimeout: 180_000 });

const hourMs = 60 * 60 * 1000;
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

async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

const everyPart = Array.from({ length: 21 }, (_, slot) => String(slot));

async function join(reader: Reader, more: Readonly<Record<string, string | readonly string[]>> = {}): Promise<void> {
  await reader.types('/mock join');
  await reader.submits({ kinds: ['salary'], languages: ['en'] });
  await reader.submits({ free: everyPart, ...more });
}

async function plan(): Promise<void> {
  await mo.types('/mock setup');
  await mo.submits({ days: ['3'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
}

/** Ana and Bo are paired, agree on the first time, and an hour after it has begun they are asked how it was. */
async function practise(): Promise<void> {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('Take 1');
  }
  await later(dayMs);
  await later(dayMs);
  await later(dayMs);
}

const told = async (reader: Reader) => (await reader.reads('direct')).map((each) => each.text);
const about = async (reader: Reader, words: string) => (await told(reader)).filter((text) => text.includes(words));

test('Ana writes a few words for Bo; he alone reads them, keeps them, and they count in what recurs', async () => {
  for (const said of ['Too shy about figures', 'Took the first offer']) {
    await bo.types('/feedback');
    await bo.submits({ said, areas: ['salary'] });
  }
  await practise();
  await bo.types('/pause');
  await ana.reads('direct');
  await ana.presses('We met');
  const form = await ana.presses('A few words for your partner');
  expect(form.form?.fields.map((field) => field.name)).toEqual(['strength', 'next', 'areas']);
  await ana.submits({ strength: 'Calm after the no', next: 'Name a figure sooner', areas: ['salary'] });
  await community.settle();
  // Nothing is sent to who is on a pause, and nothing that was written for them is lost.
  expect(await about(bo, 'Calm after the no')).toEqual([]);
  await bo.types('/resume');
  await community.settle();
  expect(await about(bo, 'Calm after the no')).toHaveLength(1);
  expect((await told(mo)).join()).not.toContain('Calm');
  expect((await bo.types('/patterns')).text).not.toContain('came up in 3');
  expect((await about(bo, 'Calm after the no')).length).toBe(1);
  expect((await bo.presses('Keep it')).text).toContain('It is kept for you');
  expect((await bo.types('/patterns')).text).toContain('came up in 3 of 3');
  const notes = await bo.types('/mock notes');
  expect(notes.selects[0]?.options[0]?.label).toContain('Calm after the no');
  expect((await ana.types('/mock notes')).text).toContain('Nothing is noted yet');
});

test('what Ana wrote for Bo, and he has not kept, goes with all that is hers', async () => {
  await practise();
  await ana.reads('direct');
  await ana.presses('We met');
  await ana.presses('A few words for your partner');
  await ana.submits({ strength: 'Calm after the no', next: 'Name a figure sooner', areas: ['salary'] });
  await community.settle();
  expect(await about(bo, 'Calm after the no')).toHaveLength(1);
  await ana.types('/mydata delete');
  await ana.presses('Yes, go on');
  await ana.presses('Delete it all now');
  await community.settle();
  expect((await told(bo)).join()).not.toContain('Calm after the no');
  expect(await about(bo, 'What stood here was taken back')).toHaveLength(1);
});

test('the channel is told only after both said so', async () => {
  await practise();
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('We met');
    await reader.presses('Tell the channel');
    await community.settle();
    const told = (await mo.reads('general')).filter((each) => each.text.includes('practised this week'));
    expect(told).toHaveLength(reader === bo ? 1 : 0);
  }
});

test('Bo did not come, and says that they met: it counts only once Ana, who waited alone, does not say otherwise', async () => {
  // So many that numbers are told, with no language in common with Ana and Bo.
  for (const name of ['cem', 'dee', 'eli']) {
    const reader = community.member(name);
    await reader.types('/mock join');
    await reader.submits({ kinds: ['salary'], languages: ['de'] });
    await reader.submits({ free: everyPart });
  }
  await practise();
  const met = async () => /\d met/.exec((await mo.types('/mock history')).text)?.[0];
  await ana.reads('direct');
  expect((await ana.presses('I was there alone')).text).toContain('I am sorry');
  await bo.reads('direct');
  const unsure = await bo.presses('We met');
  expect(unsure.text).toContain('Not all of you said the same');
  expect(unsure.buttons).toEqual(['We did not meet', 'I was there alone']);
  expect(await met()).toBe('0 met');
  await ana.reads('direct');
  // It was the wrong button.
  expect((await ana.presses('We met')).buttons).toContain('A few words for your partner');
  expect(await met()).toBe('1 met');
});

test('what Bo began to write for Ana is not asked for any more once she says that she was there alone', async () => {
  await practise();
  await bo.reads('direct');
  await bo.presses('We met');
  await ana.reads('direct');
  await ana.presses('I was there alone');
  expect((await bo.presses('A few words for your partner')).text).toContain('Not all of you said the same');
});

test('the channel is not told of what Ana practised with somebody whom she blocked since', async () => {
  await practise();
  await ana.reads('direct');
  await ana.presses('We met');
  await ana.presses('Tell the channel');
  await ana.types('/mock block');
  await ana.presses('Block 1');
  await bo.reads('direct');
  await bo.presses('We met');
  expect((await bo.presses('Tell the channel')).text).toContain('only when the others say yes');
  await community.settle();
  expect((await mo.reads('general')).map(({ text }) => text).join()).not.toContain('practised this week');
});

test('Ana blocks Bo: they are never paired again, and he is not told', async () => {
  await practise();
  await ana.types('/mock block');
  expect((await ana.presses('Block 1')).text).toContain('they are not told why');
  // Nor do his words reach her any more.
  await bo.reads('direct');
  await bo.presses('We met');
  await bo.presses('A few words for your partner');
  expect((await bo.submits({ strength: 'Sorry', next: 'Write to me' })).text).toContain('on its way');
  await community.settle();
  expect((await told(ana)).join()).not.toContain('Write to me');
  const before = (await told(bo)).length;
  await later(3 * dayMs + 9 * hourMs);
  await later(dayMs);
  expect(await about(ana, 'You have a partner')).toHaveLength(1);
  expect((await told(bo)).join()).not.toContain('block');
  expect(await about(bo, 'You have a partner')).toHaveLength(1);
  expect((await told(bo)).length).toBeGreaterThan(before);
  await ana.types('/mock block');
  expect((await ana.presses('Unblock 1')).text).toContain('can be paired with them again');
});

test('Ana blocks Bo before they meet: it does not take place, he reads no reason, and nobody is reminded', async () => {
  await join(ana);
  await join(bo, { extras: ['reminders'] });
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('Take 1');
  }
  await ana.types('/mock block');
  await ana.presses('Block 1');
  await community.settle();
  expect(await about(bo, 'somebody could not make it')).toHaveLength(1);
  expect((await told(bo)).join()).not.toContain('block');
  await later(2 * dayMs);
  for (const words of ['Being there is enough', 'Did you meet?']) expect(await about(bo, words)).toEqual([]);
  expect(await about(ana, 'Did you meet?')).toEqual([]);
});

test('Ana blocks Bo right after they met: he hears nothing of it, and is asked how it was like anybody', async () => {
  for (const reader of [ana, bo]) await join(reader);
  await plan();
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo]) {
    await reader.reads('direct');
    await reader.presses('Take 1');
  }
  // Half an hour after it has begun.
  await later(22.5 * hourMs);
  await ana.types('/mock block');
  await ana.presses('Block 1');
  await later(hourMs);
  expect(await about(bo, 'somebody could not make it')).toEqual([]);
  expect(await about(bo, 'Did you meet?')).toHaveLength(1);
});

test('Ana tells the moderators in her own words; Mo reads them, Bo does not', async () => {
  await practise();
  await ana.types('/mock block');
  const form = await ana.presses('Tell the moderators about 1');
  expect(form.form?.title).toBe('Tell the moderators');
  await ana.submits({ said: 'He asked for my phone number' });
  await community.settle();
  expect(await about(mo, 'A member told you something')).toHaveLength(1);
  expect((await told(mo)).join()).not.toContain('phone number');
  expect((await bo.types('/mock reports')).text).toContain('people who run this community');
  expect((await mo.types('/mock reports')).text).toContain('He asked for my phone number');
  expect((await mo.presses('Read, delete it')).text).toContain('nothing to read');
});

test('what Ana tells the moderators about one of them is read by the others alone', async () => {
  bo = community.member('bo', { moderator: true });
  await practise();
  await ana.types('/mock block');
  await ana.presses('Tell the moderators about 1');
  await ana.submits({ said: 'He asked for my phone number' });
  expect((await bo.types('/mock reports')).text).toContain('nothing to read');
  expect((await mo.types('/mock reports')).text).toContain('He asked for my phone number');
});

test('what Ana tells the moderators waits to be read where Mo is on a pause: no note is sent', async () => {
  await practise();
  await mo.types('/pause');
  await ana.types('/mock block');
  await ana.presses('Tell the moderators about 1');
  await ana.submits({ said: 'He asked for my phone number' });
  await community.settle();
  expect(await about(mo, 'A member told you something')).toEqual([]);
  expect((await mo.types('/mock reports')).text).toContain('He asked for my phone number');
});

test('an interview on Friday: Cem, who may be asked, is asked; he says yes, and both get times', async () => {
  const cem = community.member('cem');
  await ana.types('/mock need');
  await ana.presses('Join');
  await ana.submits({ kinds: ['salary'], languages: ['en'] });
  await ana.submits({ free: everyPart });
  await join(bo);
  await join(cem, { extras: ['may-be-asked'] });
  const form = await ana.types('/mock need');
  expect(form.form?.fields.map((field) => field.name)).toEqual(['kind', 'day', 'note']);
  expect((await ana.submits({ day: 'in two years' })).form?.fields.find((field) => field.error)?.name).toBe('day');
  expect((await ana.submits({ day: 'Friday', note: 'Offer call with a start-up' })).text).toContain(
    'One person has been asked',
  );
  await community.settle();
  expect(await about(bo, 'Somebody needs')).toEqual([]);
  expect((await about(cem, 'Somebody needs')).join()).toContain('Offer call with a start-up');
  expect((await cem.presses('I can')).text).toContain('You both get a message');
  await community.settle();
  expect(await about(ana, 'You have a partner')).toHaveLength(1);
  expect(await about(cem, 'You have a partner')).toHaveLength(1);
  // Nobody planned rounds: their place opens where Ana asked.
  expect((await ana.reads('group')).map((each) => each.text).join()).toContain('Mock interview: Salary talk');
});

test('nobody was free until the interview: Bo is told, and Ana, who is on a pause, is not', async () => {
  for (const reader of [ana, bo]) {
    await join(reader);
    await reader.types('/mock need');
    await reader.submits({ day: 'Tuesday' });
  }
  await ana.types('/pause');
  await later(2 * dayMs);
  expect(await about(bo, 'Nobody was free this time')).toHaveLength(1);
  expect(await told(ana)).toEqual([]);
});

test("alone: one question at a time, what a good answer has, and a note of one's own", async () => {
  const first = await ana.types('/mock practise kind:salary');
  expect(first.text).toContain('Take 6 minutes');
  expect((await ana.presses('What a good answer has')).text).toContain('How much of that');
  expect((await ana.presses('Next question')).text).not.toBe(first.text);
  await ana.presses('Stop and note something');
  expect((await ana.submits({ strength: 'I waited before I answered', areas: ['salary'] })).text).toContain(
    'It is kept',
  );
  expect((await ana.types('/mock notes')).selects[0]?.options).toHaveLength(1);
});

test('the questions of a kind can be shared with the channel', async () => {
  await ana.types('/mock questions kind:case');
  expect((await ana.presses('Share in this channel')).text).toContain('on their way');
  await community.settle();
  expect((await bo.reads('general')).map((each) => each.text).join()).toContain('A coffee shop earns less');
});

test('who has an offer can stay and interview others', async () => {
  await ana.types('/offer');
  const form = await ana.presses('Interview others for practice');
  expect(form.form?.fields.find((field) => field.name === 'role')?.value).toBe('interviewer');
});
