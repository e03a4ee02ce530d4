import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LivingCommunity } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: LivingCommunity;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Ana tells the community of a no: she sees it first, posts it under her name, and takes it back', async () => {
  const ana = community.member('ana');
  const bo = community.member('bo');
  const read = async () => (await bo.reads('general')).map((each) => each.text).join('\n');
  await ana.types('/rejected stage:interview company:Acme');
  const next = await ana.presses('Some');
  expect(next.buttons).toContain('Tell the community');
  await ana.presses('Tell the community');
  const preview = await ana.submits({ words: 'It stings. *Thank you* @everyone for last week.' });
  expect(preview.text).toContain('everybody in this channel');
  await community.settle();
  expect(await read()).toBe('');

  await ana.presses('Post it here');
  await community.settle();
  const posted = await read();
  expect(posted).toContain('@ana');
  expect(posted).toContain('It stings. *Thank you* @everyone for last week.');
  expect(posted).not.toContain('Acme');

  await ana.presses('Take it back');
  await community.settle();
  expect(await read()).not.toContain('It stings');
});

test('a draft that is not posted is gone', async () => {
  const cem = community.member('cem');
  await cem.types('/offer');
  await cem.presses('Tell the community');
  await cem.submits({ words: 'I start in May' });
  expect((await cem.presses('Not now')).text).toContain('Nothing was posted');
  await community.settle();
  expect((await cem.reads('general')).map((each) => each.text).join()).not.toContain('May');
});
