import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LivingCommunity, Reader } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: LivingCommunity;
let ana: Reader;
beforeEach(async () => {
  community = await openCommunity();
  ana = community.member('ana');
});
afterEach(() => community.close());

const standing = (seen: Awaited<ReturnType<Reader['types']>>, name: string) =>
  seen.form?.fields.find((field) => field.name === name)?.value;

test('Ana joins in two short steps, finds what she said, and changes it', async () => {
  expect((await ana.types('/mock status')).text).toContain('You are not part');
  const first = await ana.presses('Join');
  expect(first.form?.fields.map((field) => field.name)).toEqual(['kinds', 'field', 'level', 'languages', 'role']);
  expect(standing(first, 'languages')).toBe('en');
  const second = await ana.submits({ kinds: ['coding', 'system-design'], field: ['software'], level: ['senior'] });
  expect(second.form?.fields.map((field) => field.name)).toEqual(['free', 'rhythm', 'introduction', 'extras']);
  const again = await ana.submits({ free: ['3'] });
  expect(again.form?.fields.find((field) => field.error)?.name).toBe('free');
  const joined = await ana.submits({ free: ['3', '11'], introduction: 'Backend, ten years, looking in Berlin' });
  expect(joined.text).toContain('You are in');
  expect(joined.text).toContain('Coding and System design');
  expect(joined.text).toContain('Tuesday morning');
  expect(joined.text).toContain('Thursday evening');
  expect(joined.text).toContain('Backend, ten years');

  const edit = await ana.types('/mock edit');
  expect(standing(edit, 'kinds')).toBe('coding,system-design');
  const when = await ana.submits({ kinds: ['salary'], role: ['interviewer'] });
  expect(standing(when, 'introduction')).toBe('Backend, ten years, looking in Berlin');
  const changed = await ana.submits({ rhythm: ['asked'] });
  expect(changed.text).toContain('Salary talk');
  expect(changed.text).toContain('I only interview others');
});

test('what she noted as feedback and applied for stands in the form already', async () => {
  await ana.types('/feedback');
  await ana.submits({ said: 'The design was shallow', areas: ['system-design'] });
  await ana.types('/applications add company:Acme role:"Senior Data Analyst"');
  const form = await ana.types('/mock join');
  expect(standing(form, 'kinds')).toBe('system-design');
  expect(standing(form, 'level')).toBe('senior');
  expect(standing(form, 'field')).toBe('data');
});

test('she stops after the first step: she is not in, and goes on where she was', async () => {
  await ana.types('/mock join');
  await ana.submits({ kinds: ['case'] });
  expect((await ana.types('/mock status')).text).toContain('You are not part');
  expect(standing(await ana.types('/mock join'), 'kinds')).toBe('case');
});

test('skip, pause and leave are one press each, and nothing is asked', async () => {
  await ana.types('/mock join');
  await ana.submits({ kinds: ['case'] });
  await ana.submits({ free: ['0', '1'] });
  expect((await ana.types('/mock pause until yesterday')).text).toContain('lies ahead');
  expect((await ana.types('/mock pause until 12 November')).text).toContain('November 12');
  expect((await ana.presses('End the pause')).buttons).toContain('Skip the next round');
  expect((await ana.presses('Skip the next round')).buttons).toContain('I am in for the next round');
  expect((await ana.presses('Leave')).text).toContain('You have left');
  expect((await ana.types('/mock status')).text).toContain('You are not part');
  expect((await ana.types('/mydata show')).text).not.toContain('what you practise');
});
