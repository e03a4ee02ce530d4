import { afterAll, beforeAll, expect, test } from 'vitest';
import { energies, stages } from '../../src/content/index.ts';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Ana types one word after a no, and is helped in two presses', async () => {
  const ana = community.member('ana');
  const asked = await ana.types('/rejected');
  expect(asked.text).toContain('I am sorry');
  const heard = await ana.chooses('How far you had come', 'final');
  expect(heard.text).toContain('So close, and still a no');
  expect(heard.buttons).toEqual(['A little', 'Some', 'Ready to act']);
  const helped = await ana.presses('Some');
  for (const part of ['Worth hearing now', 'Today', 'This week', 'Next', 'Asking for feedback'])
    expect(helped.text).toContain(part);
  expect(helped.buttons).toContain('Talk to a human');
});

test('with little energy it is one small thing and permission to stop', async () => {
  const bo = community.member('bo');
  await bo.types('/rejected stage:interview company:"Acme" role:"Engineer"');
  const helped = await bo.presses('A little');
  expect(helped.text).toContain('One small thing');
  expect(helped.text).toContain('You can stop here');
  expect(helped.text).not.toContain('This week');
  expect(helped.buttons).not.toContain('Add company or role');
});

test('every stage and energy has an answer, and no topic stands in it twice', async () => {
  const cem = community.member('cem');
  for (const stage of stages) {
    for (const [index, energy] of energies.entries()) {
      const heard = await cem.types(`/rejected ${stage}`);
      const helped = await cem.presses(heard.buttons[index] ?? '');
      const topics = helped.selects[0]?.options.map((option) => option.value) ?? [];
      expect(topics.length, `${stage} ${energy}`).toBe({ little: 2, some: 6, ready: 6 }[energy]);
      expect(new Set(topics).size).toBe(topics.length);
    }
  }
  const read = await cem.chooses('Read more', 'positive-persist').catch(() => undefined);
  expect(read).toBeDefined();
});

test('the log counts what was put in, folds the entries, and lets each be changed or deleted', async () => {
  const dee = community.member('dee');
  expect((await dee.types('/rejected log')).text).toContain('Nothing is here, and nothing has to be');
  await dee.types('/rejected interview Acme Engineer');
  await dee.types('/rejected ghosted company:Globex');
  const log = await dee.types('/rejected show:log');
  expect(log.text).toContain('You reached an interview once');
  expect(log.text).toContain('You put yourself forward 2 times');
  expect(log.text).not.toContain('Acme');
  const [newest, oldest] = log.selects[0]?.options ?? [];
  expect([newest?.label, oldest?.label].join()).toMatch(/Acme/);

  const ghosted = log.selects[0]?.options.find((option) => option.label.includes('Globex'))?.value ?? '';
  const entry = await dee.chooses('Open an entry', ghosted);
  expect(entry.text).toContain('No reply');
  expect((await dee.presses('They answered after all')).text).toContain('open again');
  const form = await dee.presses('Edit');
  expect(form.form?.fields.map((field) => field.value)).toEqual(['no-reply', 'Globex', '']);
  expect((await dee.submits({ role: 'Analyst', stage: ['screening'] })).text).toContain('Analyst');
  await dee.presses('Delete');
  expect((await dee.presses('Yes, delete it')).text).toContain('gone from your log');
  expect((await dee.presses('Back to my log')).selects[0]?.options).toHaveLength(1);
});

test('a card that is out of date says so and shows how it stands', async () => {
  const eve = community.member('eve');
  await eve.types('/rejected interview Acme');
  const log = await eve.types('/rejected log');
  await eve.chooses('Open an entry', log.selects[0]?.options[0]?.value ?? '');
  const otherWindow = community.member('eve');
  await otherWindow.types('/rejected log');
  await otherWindow.chooses('Open an entry', log.selects[0]?.options[0]?.value ?? '');
  await otherWindow.presses('Edit');
  await otherWindow.submits({ company: 'Acme Ltd' });
  const stale = await eve.presses('Delete');
  expect(stale.text).toContain('out of date');
  expect(stale.text).toContain('Acme Ltd');
});

test('two windows edit at once: the second keeps what was typed and may send it again', async () => {
  const [one, two] = [community.member('fay'), community.member('fay')];
  await one.types('/rejected interview');
  const log = await one.types('/rejected log');
  const id = log.selects[0]?.options[0]?.value ?? '';
  await one.chooses('Open an entry', id);
  await two.types('/rejected log');
  await two.chooses('Open an entry', id);
  await one.presses('Edit');
  await two.presses('Edit');
  await one.submits({ company: 'First' });
  const kept = await two.submits({ company: 'Second' });
  expect(kept.form?.fields[1]).toMatchObject({
    value: 'Second',
    error: expect.stringContaining('changed in the meantime'),
  });
  expect((await two.submits({})).text).toContain('Second');
});
