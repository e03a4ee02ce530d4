import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Mo, who runs the community, sets its zone once, and whoever runs it with him finds it', async () => {
  const mo = community.member('mo', { moderator: true });
  expect((await mo.types('/community settings')).text).toContain('UTC, where it is');
  await mo.presses('Change');
  expect((await mo.submits({ zone: 'Atlantis' })).form?.fields[0]?.error).toContain('no time zone by that name');
  expect((await mo.submits({ zone: 'berlin' })).text).toContain('Europe/Berlin, where it is 10:00 AM now');
  const max = community.member('max', { moderator: true });
  expect((await max.types('/community settings')).text).toContain('Europe/Berlin');
});

test('a member is told that the community is set up by those who run it', async () => {
  const bo = community.member('bo');
  const refused = await bo.types('/community settings');
  expect(refused.buttons).toEqual([]);
  expect(refused.text).not.toContain('Europe/Berlin');
});

test('Mo takes the steps of the setup in his own order, and finds how each stands', async () => {
  const mo = community.member('mo', { moderator: true });
  await mo.types('/settings zone:"New York"');
  const start = await mo.types('/community setup');
  expect(start.text).toContain('Nothing here has to be done');
  expect(start.text).toContain('People to turn to: Not set up');
  await mo.presses('People to turn to');
  const form = await mo.presses('Change contacts');
  const samaritans = 'Samaritans: call 116 123';
  // What is known of where he lives stands there, to be checked.
  expect(form.form?.fields[0]?.value).toContain('988 Suicide & Crisis Lifeline: Call 988');
  const long = await mo.submits({ contacts: Array.from({ length: 7 }, (_, at) => `Line ${at}`).join('\n') });
  expect(long.form?.fields[0]?.error).toContain('At most 6');
  expect((await mo.submits({ contacts: samaritans })).text).toContain(samaritans);
  const after = await mo.presses('Back to the steps');
  expect(after.text).toContain('One contact of your own, checked on November 2, 2026');
  expect(after.text).toContain('Mock interviews in this channel: Not set up');
  await mo.presses('Mock interviews in this channel');
  await mo.submits({ days: ['3'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
  expect((await mo.types('/community setup')).text).toContain(
    'Mock interviews in this channel: On: Wednesday at 10:00',
  );
  await mo.presses('Mock interviews in this channel');
  await mo.presses('Pause the rounds');
  expect((await mo.types('/community setup')).text).toContain('Off, until you start the rounds again');
  expect((await mo.presses('Try it as a member')).text.length).toBeGreaterThan(0);

  const cleo = community.member('cleo');
  const answered = await cleo.types('/rejected interview company:"I want to die"');
  expect(answered.text).toContain('People whom this community names');
  expect(answered.text).toContain(samaritans);
});
