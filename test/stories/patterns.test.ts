import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community, Face } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

async function notes(who: Face, said: string, areas: readonly string[], stage = 'interview') {
  await who.types('/feedback');
  await who.submits({ said, stage: [stage], areas });
}

test('what comes up three times is a hint with its evidence, and leads to a goal, the guide and practice', async () => {
  const ana = community.member('ana');
  expect((await ana.types('/patterns')).text).toContain('So far there is none');
  await notes(ana, 'They wanted more depth', ['system-design']);
  await notes(ana, 'The diagram was thin', ['system-design', 'communication']);
  const early = await ana.types('/patterns');
  expect(early.text).toContain('So far there are 2');
  expect(early.buttons).toEqual([]);
  await notes(ana, 'A kind no', ['salary'], 'final');
  community.clock.advance(7 * 86_400_000);
  await notes(ana, 'Scaling was the weak spot', ['system-design'], 'final');
  const found = await ana.types('/patterns');
  expect(found.text).toContain('System design came up in 3 of 4, mostly at the stage');
  expect(found.text).toContain('last on November 9, 2026');
  expect(found.text).toContain('they are no verdict');
  expect(found.text).not.toContain('Scaling was the weak spot');
  const goal = await ana.presses('Set a goal: System design');
  expect(goal.form?.fields[0]?.value).toContain('System design');
  await ana.types('/patterns');
  expect((await ana.presses('Read: System design')).text.length).toBeGreaterThan(100);
  await ana.types('/patterns');
  const practise = await ana.presses('Practise: System design');
  expect(practise.text).toContain('in a mock interview, or alone right now');
  expect(practise.buttons).toContain('Practise alone');
});

test('reflections and notes of mock interviews count beside feedback', async () => {
  const bo = community.member('bo');
  await notes(bo, 'Nervous', ['nerves']);
  await notes(bo, 'Nervous again', ['nerves']);
  await bo.types('/reflect');
  await bo.submits({ prepared: ['no'] });
  await bo.types('/mock practise kind:salary');
  await bo.presses('Stop and note something');
  await bo.submits({ strength: 'Breathing out first', areas: ['nerves'] });
  expect((await bo.types('/patterns')).text).toContain('Nerves came up in 3 of 4');
});

test('ideas for a goal begin with what recurs and with what the last reflection says', async () => {
  const cleo = community.member('cleo');
  const before = await cleo.types('/goal ideas');
  expect(before.text).not.toContain('what you noted yourself');
  for (const said of ['More depth', 'Too thin', 'Scaling']) await notes(cleo, said, ['system-design']);
  community.clock.advance(86_400_000);
  await cleo.types('/reflect');
  await cleo.submits({ prepared: ['no'] });
  const seen = await cleo.types('/goal ideas');
  expect(seen.text).toContain('The first ones come from what you noted yourself');
  expect(seen.buttons.slice(0, 2)).toEqual([
    'work on System design, once every week',
    'work on Preparation, once every week',
  ]);
  expect(seen.buttons.slice(2)).toEqual(before.buttons);
  // The list of goals offers the same where it is empty, which is where somebody without a goal looks first.
  const list = await cleo.types('/goal list');
  expect(list.text).toContain('the first ones come from what you noted yourself');
  expect(list.buttons.slice(0, 2)).toEqual(seen.buttons.slice(0, 2));
  const form = await cleo.presses('work on Preparation, once every week');
  expect(form.form?.fields[0]?.value).toBe('work on Preparation');
  expect((await cleo.submits({})).text).toContain('still open this week');
});
