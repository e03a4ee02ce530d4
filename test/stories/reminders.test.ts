import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

let community: LivingCommunity;
let ana: Reader;
beforeEach(async () => {
  community = await openCommunity();
  ana = community.member('ana');
});
afterEach(() => community.close());

/** It is Monday 2 November 2026, 09:00 UTC, when a story begins. */
async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

const sent = async () => ana.reads('direct');

/** A feedback request, ready to copy. */
async function writeRequest(): Promise<void> {
  await ana.types('/draft feedback-email');
  await ana.submits({ company: 'Acme' });
}

test('Ana has her feedback request sent to her tomorrow, ready to copy, once', async () => {
  await writeRequest();
  const asked = await ana.presses('Send it to me later');
  // Between one day and two from now, at an hour of the day.
  expect(asked.form?.fields.map((field) => field.value)).toEqual(['2026-11-03', '10:00']);
  expect((await ana.submits({ day: 'yesterday' })).form?.fields[0]?.error).toContain('lies ahead');
  expect((await ana.submits({ day: 'today', time: '8' })).form?.fields[1]?.error).toContain('passed');
  expect((await ana.submits({ day: 'tomorrow', time: '10:30' })).text).toContain('in private');
  await later(dayMs + hourMs);
  expect(await sent()).toEqual([]);
  await later(hourMs);
  const [message, ...more] = await sent();
  expect(more).toEqual([]);
  expect(message?.text).toContain('still up to you');
  expect(message?.copyable.join()).toContain('Acme');
  await later(dayMs);
  expect(await sent()).toHaveLength(1);
});

test('what was cancelled and what falls into a pause is not sent', async () => {
  await writeRequest();
  await ana.presses('Send it to me later');
  await ana.submits({ day: 'tomorrow', time: '10:00' });
  expect((await ana.presses('Do not send it')).text).toContain('will not be sent');

  await writeRequest();
  await ana.presses('Send it to me later');
  await ana.submits({ day: 'tomorrow', time: '11:00' });
  await later(2 * hourMs);
  await ana.types('/pause until tomorrow');
  await later(dayMs + 2 * hourMs);
  expect(await sent()).toEqual([]);
});

test('a day that Ana named for an application reminds her that morning where she is then', async () => {
  await ana.types('/applications add company:"Acme" role:"Dev"');
  await ana.presses('Edit');
  await ana.submits({ next: '5 November' });
  const asked = await ana.presses('Remind me that day');
  expect(asked.form?.fields.map((field) => field.value)).toEqual(['2026-11-05', '09:00']);
  await ana.submits({});
  await ana.types('/settings zone:New_York');
  await later(3 * dayMs + hourMs);
  expect(await sent()).toEqual([]);
  await later(5 * hourMs);
  const [message] = await sent();
  expect(message?.text).toContain('You asked me to remind you of this today');
  expect(message?.text).toContain('Acme');

  await writeRequest();
  await ana.presses('Send it to me later');
  await ana.submits({ day: '7 November', time: '10:00' });
  await ana.types('/settings zone:Tokyo');
  const requests = async () => (await sent()).filter(({ text }) => text.includes('still up to you'));
  await later(dayMs + 9 * hourMs + 30 * 60_000);
  expect(await requests()).toEqual([]);
  await later(hourMs);
  expect(await requests()).toHaveLength(1);
});

test('who does not want to be read over the shoulder is told of private messages without what they say', async () => {
  await ana.types('/settings');
  await ana.presses('Change');
  await ana.submits({ previews: ['neutral'] });
  for (const reader of [ana, community.member('bo')]) {
    await reader.types('/draft feedback-email');
    await reader.submits({ company: 'Acme' });
    await reader.presses('Send it to me later');
    await reader.submits({ day: 'tomorrow', time: '10:00' });
  }
  await later(2 * dayMs);
  const [mine] = await sent();
  expect(mine?.preview).toBe('A note from Rebound');
  expect(mine?.copyable.join()).toContain('Acme');
  const [his] = await community.member('bo').reads('direct');
  expect(his?.preview).toContain('Acme');
});
