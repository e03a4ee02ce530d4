import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community, Face } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

const day = 86_400_000;

// The community's clock starts on Monday, 2 November 2026, 09:00 UTC.
let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

async function goal(who: Face, words: string): Promise<void> {
  await who.types(`/goal add ${words}`);
  await who.submits({});
}

test('whoever has noted nothing yet is shown no empty chart, and a way to begin', async () => {
  const ana = community.member('ana');
  const empty = await ana.types('/progress');
  expect(empty.text).toContain('nothing that you should have done');
  expect(empty.files ?? []).toEqual([]);
  expect((await ana.presses('Set a goal')).form?.title).toBe('A new goal');
});

test('what was done is drawn, and told in words that say the same', async () => {
  const ben = community.member('ben');
  await goal(ben, '5 applications a week');
  await ben.types('/goal log applications 3');
  await ben.types('/applications add company:Acme role:Engineer stage:interview');
  await ben.types('/applications add company:Umbrella');
  community.clock.advance(7 * day);
  await ben.types('/goal log applications 2');
  const seen = await ben.types('/progress');
  expect(seen.text).toContain('In these twelve weeks you noted 4 things that you did.');
  expect(seen.text).toContain('Weeks you showed up so far: 2.');
  expect(seen.text).toContain('applications: 2 of 5 so far this week');
  expect(seen.text).toContain('applied: 2, interview: 1.');
  expect(seen.text).toContain('2 are with a company now.');
  expect(seen.text).not.toMatch(/reject|fail|miss|streak/i);
  const [picture] = seen.files ?? [];
  expect(picture?.name).toMatch(/^progress\.(svg|png)$/);
  expect(picture?.mediaType).toMatch(/^image\/(svg\+xml|png)$/);
});

test('what comes up again stands beside it, one press from a goal', async () => {
  const cleo = community.member('cleo');
  for (const said of ['More depth', 'Too thin', 'Scaling']) {
    await cleo.types('/feedback');
    await cleo.submits({ said, stage: ['interview'], areas: ['system-design'] });
  }
  const seen = await cleo.types('/progress');
  expect(seen.text).toContain('System design came up in 3 of 3');
  expect((await cleo.presses('Set a goal: System design')).form?.fields[0]?.value).toContain('System design');
});

test('somebody who had a hard time reads what they did, and no zero', async () => {
  const dara = community.member('dara');
  await goal(dara, '10 applications a week');
  for (const company of ['Acme', 'Umbrella', 'Hooli']) {
    await dara.types(`/applications add company:${company}`);
    await dara.types(`/applications move ${company} rejected`);
  }
  community.clock.advance(28 * day);
  const seen = await dara.types('/progress');
  expect(seen.text).toContain('applied: 3. Each one sent is work that you did');
  expect(seen.text).toContain('Lately it was quieter. That may be just what you needed');
  expect(seen.text).toContain('applications: here whenever you want it');
  expect(seen.text).not.toMatch(/reject|fail|miss|streak|screening|\b0\b/i);
});

test('two windows that ask at once both get the picture', async () => {
  const emil = community.member('emil');
  const other = community.member('emil');
  await goal(emil, '3 walks a week');
  const both = await Promise.all([emil.types('/progress'), other.types('/progress')]);
  // Where files come into a conversation, as on Slack, both windows show what came for either.
  for (const { files = [] } of both)
    expect(files.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^progress\.(svg|png)$/));
});
