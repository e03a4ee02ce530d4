import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LivingCommunity, Seen } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: LivingCommunity;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

const fileOf = (seen: Seen, name: string) => seen.files?.find((file) => file.name === name)?.text ?? '';

test('Ana sees what is stored of her, in words and with counts', async () => {
  const ana = community.member('ana');
  const first = await ana.types('/mydata show');
  expect(first.text).toContain('you have not written anything yet');
  await ana.types('/rejected company:Acme role:Baker stage:interview');
  await ana.types('/rejected company:Globex stage:final');
  await ana.types('/goal add 5 applications a week');
  await ana.submits({ why: 'A job near home' });
  const shown = await ana.types('/mydata show');
  expect(shown.text).toContain('2 rejections you logged');
  expect(shown.text).toContain('1 goal, with why it matters to you');
  expect(shown.text).toContain('Your account here: your id on ');
  expect(shown.text).toContain('The key that encrypts your words');
  expect(shown.text).not.toContain('Acme');
});

test('Ben takes all of it along, as a page to read and a file for programs, with no link in either', async () => {
  const ben = community.member('ben');
  await ben.types('/rejected company:"<b>Acme</b> https://acme.example" role:Baker stage:interview');
  await ben.types('/mydata show');
  const exported = await ben.presses('Get it as files');
  expect(exported.files?.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ['rebound.html', 'text/html; charset=utf-8'],
    ['rebound.json', 'application/json'],
  ]);
  const json = JSON.parse(fileOf(exported, 'rebound.json'));
  expect(json.tables.rejections).toMatchObject([
    { stage: 'interview', words: { company: '<b>Acme</b> https://acme.example', role: 'Baker' } },
  ]);
  expect(json.member).toMatchObject({ platformUserId: expect.any(String) });
  const html = fileOf(exported, 'rebound.html');
  expect(html).toContain('&lt;b&gt;Acme&lt;/b&gt; https://acme.example');
  expect(html).toContain('1 rejection you logged');
  expect(html).not.toMatch(/<a\b|<script|<img|<link|\bhref=|\bsrc=/i);
});

test("nobody's export holds a word of anybody else", async () => {
  const cem = community.member('cem');
  const dee = community.member('dee');
  await cem.types('/rejected company:Umbrella stage:interview');
  await dee.types('/rejected company:Initech stage:interview');
  const files = (await dee.types('/mydata export')).files?.map(({ text }) => text).join('') ?? '';
  expect(files).toContain('Initech');
  expect(files).not.toContain('Umbrella');
});

test('Eve deletes everything with two presses, gets a receipt, and starts as somebody new', async () => {
  const eve = community.member('eve');
  await eve.types('/rejected company:Acme stage:interview');
  const asked = await eve.types('/mydata delete');
  expect(asked.text).toContain('1 rejection you logged');
  expect(asked.text).toContain('There is no copy to go back to');
  await eve.presses('Yes, go on');
  const done = await eve.presses('Delete it all now');
  expect(done.text).toContain('All of it is deleted');
  expect(done.text).toContain('1 rejection you logged');
  expect(done.text).toMatch(/Receipt [0-9a-f-]{36}/);
  expect((await eve.types('/mydata show')).text).toContain('you have not written anything yet');
  expect((await eve.types('/rejected show:log')).text).not.toContain('Acme');
});

test('who changes their mind keeps everything', async () => {
  const fay = community.member('fay');
  await fay.types('/rejected company:Acme stage:interview');
  await fay.types('/mydata delete');
  await fay.presses('Yes, go on');
  expect((await fay.presses('Keep everything')).text).toContain('Nothing was deleted');
  expect((await fay.types('/mydata show')).text).toContain('1 rejection you logged');
});

test('what Gil let others read goes with him, and what others said stays', async () => {
  const gil = community.member('gil');
  const hal = community.member('hal');
  const read = async () => (await hal.reads('general')).map((each) => each.text).join('\n');
  for (const [who, said] of [
    [gil, 'I start in May'],
    [hal, 'So do I, in June'],
  ] as const) {
    await who.types('/offer');
    await who.presses('Tell the community');
    await who.submits({ words: said });
    await who.presses('Post it here');
  }
  await community.settle();
  expect(await read()).toContain('I start in May');
  await gil.types('/mydata delete');
  await gil.presses('Yes, go on');
  await gil.presses('Delete it all now');
  await community.settle();
  const left = await read();
  expect(left).not.toContain('I start in May');
  expect(left).not.toContain('@gil');
  expect(left).toContain('What stood here was taken back.');
  expect(left).toContain('So do I, in June');
});
