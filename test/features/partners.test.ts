import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reader, Seen } from '../support/face.ts';
import { type TwoPlatforms, twoPlatforms } from '../support/two-platforms.ts';

// The real clients of two platforms, and weeks that pass.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const dayMs = 24 * 60 * 60 * 1000;

let world: TwoPlatforms;
beforeEach(async () => {
  world = await twoPlatforms();
});
afterEach(() => world.close());

/** Those who run a community on Discord and one on Slack agree: one makes a code, the other enters it. */
async function agree(): Promise<{ readonly mo: Reader; readonly pia: Reader }> {
  const mo = world.onDiscord('mo', { moderator: true });
  const pia = world.onSlack('pia', { moderator: true });
  expect((await mo.types('/community partners')).text).toContain('There is none yet');
  const code = (await mo.presses('Make a code')).copyable[0] ?? '';
  expect((await mo.types(`/community partners code:${code}`)).text).toContain('your own');
  expect((await pia.types(`/community partners code:${code.toLowerCase()}`)).text).toContain('A community on Discord');
  expect((await pia.types(`/community partners code:${code}`)).text).toContain('There is no such code');
  return { mo, pia };
}

async function join(member: Reader, name: string, introduction = ''): Promise<Seen> {
  await member.types('/partners');
  await member.presses('Join');
  const times = ['2-evening', '3-evening', '4-morning'];
  return member.submits({ name, introduction, kinds: ['coding', 'case'], times, languages: ['en'] });
}

/** The Monday after, when rounds are matched. */
async function nextMonday(): Promise<void> {
  world.clock.advance(7 * dayMs);
  await world.settle();
}

const lastOf = async (reader: Reader) => (await reader.reads('direct')).at(-1)?.text ?? '';

test('Ana on Discord and Bo on Slack practise together, and neither learns who the other is until both say so', async () => {
  const { mo } = await agree();
  const [ana, bo] = [world.onDiscord('ana'), world.onSlack('bo')];
  expect((await ana.types('/partners')).text).toContain('Nothing else crosses over');
  expect((await join(ana, 'Robin', 'I build bridges.')).text).toContain('You are in');
  await join(bo, 'Sky');
  expect((await mo.types('/community partners')).text).toContain('Joined: 1 here, 1 there');
  await nextMonday();

  const met = await lastOf(bo);
  expect(met).toContain('Robin');
  expect(met).toContain('I build bridges.');
  expect(met).toContain('Coding');
  expect(met.match(/A time that fits you both/g)?.length).toBe(3);
  expect(met).not.toMatch(/\bana\b/i);
  expect(await lastOf(ana)).toContain('Sky');

  await ana.presses('Write');
  const sent = await ana.submits({ words: 'Tuesday at *six*? @everyone' });
  expect(sent.text).toContain('on its way to Sky');
  await world.settle();
  const read = await lastOf(bo);
  expect(read).toContain('Robin from a partner community writes');
  expect(read).toContain('Tuesday at *six*? @everyone');
  await bo.presses('Write');
  await bo.submits({ words: 'Six is fine' });
  await world.settle();
  expect(await lastOf(ana)).toContain('Six is fine');

  await ana.presses('Exchange contacts');
  expect((await ana.submits({ words: 'robin@example.org' })).text).toContain('As soon as your partner');
  await world.settle();
  expect(await lastOf(bo)).not.toContain('robin@example.org');
  await bo.presses('Exchange contacts');
  await bo.submits({ words: 'sky on Signal' });
  await world.settle();
  expect(await lastOf(bo)).toContain('robin@example.org');
  expect(await lastOf(ana)).toContain('sky on Signal');
});

test('what was written can be taken back, also where it had arrived', async () => {
  await agree();
  const [ana, bo] = [world.onDiscord('ana'), world.onSlack('bo')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await nextMonday();
  await ana.reads('direct');
  await ana.presses('Write');
  await ana.submits({ words: 'my telephone number' });
  await world.settle();
  expect(await lastOf(bo)).toContain('my telephone number');
  expect((await ana.presses('Take it back')).text).toContain('taken back');
  await world.settle();
  expect((await bo.reads('direct')).map(({ text }) => text).join()).not.toContain('my telephone number');
  expect(await lastOf(bo)).toContain('taken back');
});

test('who paused is sent what was written when the pause is over, and the other does not hear of it', async () => {
  await agree();
  const [ana, bo] = [world.onDiscord('ana'), world.onSlack('bo')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await nextMonday();
  await bo.types('/pause');
  await ana.reads('direct');
  await ana.presses('Write');
  expect((await ana.submits({ words: 'Tuesday at six?' })).text).toContain('on its way to Sky');
  await world.settle();
  expect(await lastOf(bo)).not.toContain('Tuesday at six?');
  await ana.reads('direct');
  await ana.presses('Exchange contacts');
  await ana.submits({ words: 'robin@example.org' });
  await bo.reads('direct');
  await bo.presses('Exchange contacts');
  await bo.submits({ words: 'sky on Signal' });
  await world.settle();
  expect(await lastOf(ana)).toContain('sky on Signal');
  expect(await lastOf(bo)).not.toContain('robin@example.org');
  await bo.types('/resume');
  await world.settle();
  const said = (await bo.reads('direct')).map(({ text }) => text).join();
  for (const theirs of ['Tuesday at six?', 'robin@example.org']) expect(said).toContain(theirs);
});

test('who pauses while Discord is down is told of a partner once the pause is over, and that nobody was found never', async () => {
  await agree();
  const [ana, bo, cem] = [world.onDiscord('ana'), world.onSlack('bo'), world.onDiscord('cem')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await cem.types('/partners');
  await cem.presses('Join');
  await cem.submits({ name: 'Kit', kinds: ['coding'], times: ['2-evening', '3-evening'], languages: ['de'] });
  let refused = 0;
  world.interfere(({ path }) => {
    if (!path.endsWith('/messages')) return undefined;
    refused += 1;
    return { status: 502 };
  });
  const settled = nextMonday();
  await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThan(1);
  for (const reader of [ana, cem]) await reader.types('/pause');
  world.interfere(undefined);
  await settled;
  expect(await lastOf(bo)).toContain('Robin');
  for (const reader of [ana, cem]) {
    expect(await reader.reads('direct')).toEqual([]);
    await reader.types('/resume');
  }
  await world.settle();
  expect((await ana.reads('direct')).map(({ text }) => text)).toEqual([expect.stringContaining('Sky')]);
  expect(await cem.reads('direct')).toEqual([]);
});

test('what was written goes with who wrote it, from the other platform too', async () => {
  await agree();
  const [ana, bo] = [world.onDiscord('ana'), world.onSlack('bo')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await nextMonday();
  await ana.reads('direct');
  await ana.presses('Write');
  await ana.submits({ words: 'my telephone number' });
  await world.settle();
  expect(await lastOf(bo)).toContain('my telephone number');
  await ana.types('/mydata delete');
  await ana.presses('Yes, go on');
  await ana.presses('Delete it all now');
  await world.settle();
  const left = (await bo.reads('direct')).map(({ text }) => text).join();
  expect(left).not.toContain('my telephone number');
  expect(left).toContain('What stood here was taken back.');
});

test('who blocks a partner is written to no more and never matched with them again; a report reaches both communities', async () => {
  const { mo, pia } = await agree();
  const [ana, bo] = [world.onDiscord('ana'), world.onSlack('bo')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await nextMonday();
  await bo.reads('direct');
  await bo.presses('Report');
  await bo.submits({ words: 'They asked me for money' });
  await bo.presses('Never again');
  await mo.types('/community partners');
  expect((await mo.presses('Reports')).text).toContain('They asked me for money');
  await pia.types('/community partners');
  expect((await pia.presses('Reports')).text).toContain('They asked me for money');

  await ana.reads('direct');
  expect((await ana.presses('Write')).text).toContain('This meeting is over');
  await nextMonday();
  expect(await lastOf(ana)).toContain('nobody from the partner community fits');
});

test('who is reported does not read it, though they run their community', async () => {
  const { mo, pia } = await agree();
  const ana = world.onDiscord('ana');
  await join(ana, 'Robin');
  await join(pia, 'Sky');
  await nextMonday();
  await ana.reads('direct');
  await ana.presses('Report');
  await ana.submits({ words: 'They asked me for money' });
  await pia.types('/community partners');
  expect((await pia.presses('Reports')).text).toContain('There are no reports');
  await mo.types('/community partners');
  expect((await mo.presses('Reports')).text).toContain('They asked me for money');
});

test('nobody meets who did not join, who left, or whose community ended the partnership', async () => {
  const { mo } = await agree();
  const [ana, bo, cem] = [world.onDiscord('ana'), world.onSlack('bo'), world.onSlack('cem')];
  await join(ana, 'Robin');
  await join(bo, 'Sky');
  await bo.presses('Leave');
  await cem.types('/partners');
  await nextMonday();
  expect((await ana.reads('direct')).map(({ text }) => text)).toEqual([expect.stringContaining('nobody')]);
  for (const reader of [bo, cem]) expect(await reader.reads('direct')).toEqual([]);

  await join(bo, 'Sky');
  const shown = await mo.types('/community partners');
  const [ending] = shown.selects;
  await mo.chooses('End a partnership', ending?.options[0]?.value ?? '');
  expect((await mo.presses('End it')).text).toContain('ended');
  await nextMonday();
  expect(await ana.reads('direct')).toHaveLength(1);
  expect(await bo.reads('direct')).toEqual([]);
  expect((await cem.types('/partners')).text).toContain('no partner community yet');
});
