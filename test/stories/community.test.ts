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
