import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('words of acute distress are answered with human help before all else, and nothing of them is kept', async () => {
  const ana = community.member('ana');
  const answered = await ana.types('/rejected interview company:"I want to die"');
  expect(answered.text).toContain('Before anything else');
  expect(answered.text).toContain('your local emergency number');
  expect(answered.text).toContain('https://findahelpline.com');
  expect((await ana.types('/rejected log')).text).toContain('Nothing is here');
});

test('the same holds for what is typed in a form', async () => {
  const bo = community.member('bo');
  await bo.types('/rejected interview');
  await bo.presses('A little');
  await bo.presses('Add company or role');
  expect((await bo.submits({ company: 'I can’t go on, I want to end my life' })).text).toContain(
    'You deserve a person',
  );
  const log = await bo.types('/rejected log');
  await bo.chooses('Open an entry', log.selects[0]?.options[0]?.value ?? '');
  expect((await bo.presses('Edit')).form?.fields[1]?.value).toBe('');
});

test('a member whose zone is known sees the lines of their country', async () => {
  const cem = community.member('cem');
  await cem.types('/settings zone:London');
  await cem.types('/rejected final');
  await cem.presses('Some');
  const people = await cem.presses('Talk to a human');
  expect(people.text).toContain('Samaritans');
  expect(people.text).toContain('116 123');
  expect(people.text).not.toContain('sounds very heavy');
});

test('a figure of speech is no alarm', async () => {
  const dee = community.member('dee');
  const answered = await dee.types('/rejected interview company:"this interview process is killing me"');
  expect(answered.buttons).toContain('A little');
});
