import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

const said = 'You know your field, but we missed\nconcrete examples of your own part.';

test('Ana writes down what they told her, and finds it again', async () => {
  const ana = community.member('ana');
  const form = await ana.types('/feedback');
  expect(form.form?.fields.map(({ name }) => name)).toEqual(['said', 'who', 'stage', 'areas', 'about']);
  expect(form.form?.fields[3]?.options).toHaveLength(13);
  const saved = await ana.submits({
    said,
    who: 'Bo, team lead',
    stage: ['interview'],
    areas: ['examples', 'communication'],
  });
  expect(saved.text).toContain('Thank you for writing it down');
  expect(saved.text).toContain(said);
  expect(saved.text).toContain('What it is about: Communication, Examples and stories');
  expect(saved.text).toContain('Only you can see this');
  expect(saved.buttons).toEqual(['Reflect on it', 'Edit', 'Delete']);
  const log = await ana.types('/feedback log');
  expect(log.selects[0]?.options[0]?.label).toBe(said.replace('\n', ' '));
  expect((await ana.chooses('Open one', log.selects[0]?.options[0]?.value ?? '')).text).not.toContain('Thank you');
});

test('she changes it, thinks about it, and lets it go', async () => {
  const ana = community.member('ana edits');
  await ana.types('/feedback');
  await ana.submits({ said, about: 'Engineer, Acme', stage: ['final'] });
  const form = await ana.presses('Edit');
  expect(form.form?.fields[0]?.value).toBe(said);
  expect((await ana.submits({ said: 'Too quiet.', stage: [] })).text).toContain('Too quiet.');
  const reflect = await ana.presses('Reflect on it');
  expect(reflect.form?.fields.slice(0, 2).map(({ value }) => value)).toEqual(['Engineer, Acme', '']);
  const log = await ana.types('/feedback show:log');
  await ana.chooses('Open one', log.selects[0]?.options[0]?.value ?? '');
  expect((await ana.presses('Delete')).text).toContain('Engineer, Acme: Too quiet.');
  expect((await ana.presses('Yes, delete')).text).toContain('It is gone');
  expect((await ana.types('/feedback show:log')).text).toContain('Nothing is saved yet');
});

test('from a rejection, stage, role and company are there already', async () => {
  const bo = community.member('bo');
  await bo.types('/rejected stage:assessment company:"Acme" role:"Engineer"');
  await bo.presses('Ready to act');
  const form = await bo.presses('They told me why');
  expect(form.form?.fields.map(({ value }) => value)).toEqual(['', '', 'assessment', '', 'Engineer, Acme']);
  expect((await bo.submits({ said: 'The tests were missing.' })).text).toContain('Engineer, Acme');
});

test('two windows: the second keeps what was typed and may send it again', async () => {
  const here = community.member('cleo');
  const there = community.member('cleo');
  await here.types('/feedback');
  await here.submits({ said: 'One' });
  const log = await there.types('/feedback log');
  await there.chooses('Open one', log.selects[0]?.options[0]?.value ?? '');
  await here.presses('Edit');
  await there.presses('Edit');
  await here.submits({ said: 'Two' });
  const overtaken = await there.submits({ said: 'Three' });
  expect(overtaken.form?.fields[0]).toMatchObject({ value: 'Three', error: expect.stringContaining('still here') });
  expect((await there.submits({})).text).toContain('Three');
  const stale = await here.presses('Delete');
  expect(stale.text).toContain('out of date');
  expect(stale.text).toContain('Three');
});

test('bad input is answered kindly and loses nothing', async () => {
  const dan = community.member('dan');
  expect((await dan.types('/feedback show:everything')).text).toContain('none of the choices');
  await dan.types('/feedback');
  const none = await dan.submits({ said: ' \u0007 ', who: 'Bo' });
  expect(none.form?.fields[0]?.error).toBe('Please fill this in.');
  expect(none.form?.fields[1]?.value).toBe('Bo');
  const odd = await dan.submits({ said: 'Fine', stage: ['victory'], areas: ['luck'] });
  expect(odd.form?.fields.filter(({ error }) => error).map(({ name }) => name)).toEqual(['stage', 'areas']);
  const long = await dan.submits({ said: 'x'.repeat(2_001), stage: [], areas: [] });
  expect(long.form?.fields[0]).toMatchObject({ value: 'x'.repeat(2_001), error: expect.stringContaining('2,001') });
  const wide = await dan.submits({ said: '&'.repeat(2_000), who: '<'.repeat(120), about: '*'.repeat(250) });
  expect(wide.text).toContain('&&&&');
  expect((await dan.presses('Edit')).form?.fields[0]?.value).toBe('&'.repeat(2_000));
  expect((await dan.submits({ said: '\u202eturned\u0000 round' })).text).toContain('turned round');
});
