import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Ana sees a guessed zone, sets her own by city, and finds it again', async () => {
  const ana = community.member('ana');
  expect((await ana.types('/settings')).text).toContain('This is a guess');
  const form = await ana.presses('Change');
  expect(form.form?.fields[0]).toMatchObject({ name: 'zone', value: 'UTC' });
  expect((await ana.submits({ zone: 'Atlantis' })).form?.fields[0]?.error).toContain('no time zone by that name');
  expect((await ana.submits({ zone: 'berlin' })).text).toContain('Europe/Berlin');
  expect((await ana.types('/settings')).text).toContain('Europe/Berlin, where it is 10:00 AM now');
});

test('Cleo lets her weeks start on Sunday', async () => {
  const cleo = community.member('cleo');
  expect((await cleo.types('/settings')).text).toContain('Monday');
  await cleo.presses('Change');
  expect((await cleo.submits({ week: ['7'] })).text).toContain('Sunday');
  expect((await cleo.types('/settings')).text).toContain('Weeks start on: Sunday');
});

test('a place that several zones fit is asked back', async () => {
  const bo = community.member('bo');
  const asked = await bo.types('/settings zone:America');
  expect(asked.selects[0]?.options.length).toBe(25);
  expect((await bo.chooses('Choose a time zone', 'America/Bogota')).text).toContain('America/Bogota');
});
