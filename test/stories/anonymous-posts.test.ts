import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LivingCommunity, Reader, Seen } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

// Days pass in these stories.
vi.setConfig({ testTimeout: 180_000 });

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let community: LivingCommunity;
let ana: Reader;
let bo: Reader;
let mo: Reader;
beforeEach(async () => {
  community = await openCommunity();
  ana = community.member('ana');
  bo = community.member('bo');
  mo = community.member('mo', { moderator: true });
});
afterEach(() => community.close());

async function later(milliseconds: number): Promise<void> {
  community.clock.advance(milliseconds);
  await community.settle();
}

/** A draft of somebody's own, seen as it would go out without their name. */
async function drafts(author: Reader, words: string): Promise<Seen> {
  await author.types('/rejected stage:interview company:Acme');
  await author.presses('Some');
  await author.presses('Tell the community');
  await author.submits({ words });
  return author.presses('Without my name');
}

const aliasIn = ({ text }: Seen): string => /made-up name (\S+ \S+?)\./.exec(text.replaceAll('*', ''))?.[1] ?? 'none';
const read = async () => (await bo.reads('general')).map(({ text }) => text).join('\n');

test('Ana posts without her name: she is told who reads it, and neither the channel nor Mo learns that it is hers', async () => {
  const preview = await drafts(ana, 'It stings today.');
  const alias = aliasIn(preview);
  expect(preview.text).toContain('Everybody in this channel reads it');
  expect(preview.text).toContain('Moderators can take it away');
  expect(preview.text).not.toContain('@ana');
  expect((await ana.presses('Post it now')).text).toContain('It appears in this channel in a moment');
  await community.settle();
  expect(await read()).toContain(alias);
  expect(await read()).toContain('It stings today.');
  expect(await read()).not.toMatch(/ana\b/);

  const listed = await mo.types('/community posts');
  expect(listed.text).toContain(alias);
  const post = await mo.types(`/community posts alias:"${alias}"`);
  expect(post.text).toContain('It stings today.');
  expect(`${listed.text} ${post.text}`).not.toMatch(/ana\b/);
  await mo.presses('Remove');
  await community.settle();
  expect(await read()).toContain('removed by the moderators');
  expect(await read()).not.toContain('It stings');
});

test('at a time left to chance it appears within three hours and not at once; taken back before, it never does', async () => {
  await drafts(ana, 'In my own time.');
  expect((await ana.presses('Post it later, at some time')).text).toContain('10 minutes to 3 hours');
  await later(9 * minuteMs);
  expect(await read()).toBe('');
  await later(3 * 60 * minuteMs);
  expect(await read()).toContain('In my own time.');

  await drafts(bo, 'Better not.');
  await bo.presses('Post it later, at some time');
  await bo.presses('Take it back');
  await later(4 * 60 * minuteMs);
  expect(await read()).not.toContain('Better not');
});

test('the made-up name is in the language of the community, so that it does not tell which one its author speaks', async () => {
  await mo.types('/community settings');
  await mo.presses('Change');
  await mo.submits({ language: ['de'] });
  await ana.types('/settings');
  await ana.presses('Change');
  await ana.submits({ language: ['en'] });
  expect(aliasIn(await drafts(ana, 'It stings today.'))).toMatch(/es \p{Lu}/u);
});

test('one a day without a name, each under another one; what was written stays to be posted with the name', async () => {
  const first = aliasIn(await drafts(ana, 'One.'));
  await ana.presses('Post it now');
  const refused = await drafts(ana, 'Two.');
  expect(refused.text).toContain('One post a day');
  expect(refused.text).toContain('Two.');
  expect(refused.buttons).not.toContain('Without my name');
  await later(dayMs + minuteMs);
  const second = aliasIn(await drafts(ana, 'Three.'));
  const other = aliasIn(await drafts(bo, 'Four.'));
  expect(new Set([first, second, other, 'none']).size).toBe(4);
});

test('a number in it: held until Mo, who asked to be told, has read it and publishes it', async () => {
  expect((await mo.types('/community posts')).text).toContain('Nothing waits');
  expect((await mo.presses('Tell me when one waits')).text).toContain('You get a note');
  const pia = community.member('pia', { moderator: true });
  await pia.types('/community posts');
  await pia.presses('Tell me when one waits');
  await pia.types('/pause');
  expect((await drafts(ana, 'Call them on +49 151 2345 6789 and tell them.')).text).toContain(
    'until a moderator has read it',
  );
  expect((await ana.presses('Post it now')).text).toContain('It waits for a moderator');
  await community.settle();
  expect(await read()).toBe('');
  const [note] = await mo.reads('direct');
  expect(note?.text).toContain('A post waits to be read');
  expect(note?.text).not.toContain('Call them');
  expect((await pia.reads('direct')).filter(({ text }) => text.includes('waits to be read'))).toEqual([]);
  const held = await mo.types('/community posts');
  expect(held.text).toContain('Call them on');
  expect(held.text).not.toMatch(/ana\b/);
  expect((await mo.presses('Publish')).text).toContain('It is published');
  await community.settle();
  expect(await read()).toContain('Call them on');
});

test('held and left out it never appears; silenced, its author can post with their name, and after 30 days without it', async () => {
  await drafts(ana, 'Read www.acme.example and be angry.');
  await ana.presses('Post it now');
  await mo.types('/community posts');
  expect((await mo.presses('Silence for 30 days')).text).toContain('for 30 days');
  expect((await mo.presses('Leave it out')).text).toContain('left out');
  await later(2 * dayMs);
  expect(await read()).toBe('');
  const paused = await drafts(ana, 'Still here.');
  expect(paused.text).toContain('paused for you');
  expect((await ana.types('/mydata show')).text).toContain('1 pause of posts without your name');
  expect((await drafts(bo, 'And I.')).text).not.toContain('paused');
  await later(30 * dayMs);
  expect((await drafts(ana, 'Again.')).text).toContain('Everybody in this channel reads it');
});

test('who deletes everything takes the post with them', async () => {
  await drafts(ana, 'For a while.');
  await ana.presses('Post it now');
  await community.settle();
  expect(await read()).toContain('For a while.');
  await ana.types('/mydata delete');
  await ana.presses('Yes, go on');
  await ana.presses('Delete it all now');
  await community.settle();
  expect(await read()).not.toContain('For a while.');
});
