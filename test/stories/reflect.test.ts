import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community, Face } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Ana looks back in three short forms, and each of them could have been the last', async () => {
  const ana = community.member('ana');
  const first = await ana.types('/reflect interview');
  expect(first.form?.fields.map(({ name }) => name)).toEqual(['about', 'stage', 'requirements', 'prepared', 'across']);
  expect(first.form?.fields[1]?.value).toBe('interview');
  const one = await ana.submits({ about: 'Acme', requirements: ['yes'], prepared: ['partly'] });
  expect(one.text).toContain('Did you feel prepared? Partly');
  expect(one.buttons).toEqual(['Next questions', 'Skip these', 'Enough for now']);
  const second = await ana.presses('Next questions');
  expect(second.form?.fields).toHaveLength(5);
  const two = await ana.submits({ unexpected: ['so-so'], 'went-well': 'I stayed calm.', 'least-sure': ['technical'] });
  expect(two.text).toContain('What went well? I stayed calm.');
  expect(two.buttons).toEqual(['Next questions', 'Enough for now']);
  await ana.presses('Next questions');
  const all = await ana.submits({
    'small-things': ['nerves', 'phone'],
    loss: ['not-chosen'],
    'next-time': 'Ask what they need first.',
  });
  expect(all.text).toContain('Small things that got in the way: The phone, Nerves');
  expect(all.text).toContain('/guide reflect-aim');
  expect(all.text).toContain('A friend who plays the interviewer');
  expect(all.buttons).toEqual(['How it went', 'Looking closer', 'Looking ahead', 'Delete']);
  expect((await ana.types('/guide reflect-aim')).text).toContain('Aim for work');
});

test('enough is enough after any step, and a step can be left out', async () => {
  const bo = community.member('bo');
  await bo.types('/reflect');
  const nothing = await bo.submits({});
  expect(nothing.text).toContain('Nothing is saved yet');
  expect((await bo.presses('Enough for now')).text).toContain('come back with /reflect');
  expect((await bo.types('/reflect log')).text).toContain('Nothing is saved yet');

  await bo.types('/reflect');
  await bo.submits({});
  await bo.presses('Skip these');
  await bo.presses('Next questions');
  const last = await bo.submits({ 'next-time': 'Sleep.' });
  expect(last.text).toContain('Thank you for looking back');
  const log = await bo.types('/reflect log');
  expect(log.selects[0]?.options.map(({ label }) => label)).toEqual(['Interview']);
});

test('any part can be changed later, emptied, or deleted with the rest', async () => {
  const cleo = community.member('cleo');
  await cleo.types('/reflect stage:final');
  await cleo.submits({ about: 'Acme', across: ['no'] });
  await cleo.presses('Enough for now');
  await cleo.presses('How it went');
  expect((await cleo.submits({ about: 'Globex', across: [] })).text).not.toContain('come across');
  const log = await cleo.types('/reflect show:log');
  expect(log.selects[0]?.options.map(({ label }) => label)).toEqual(['Final round: Globex']);
  await cleo.chooses('Open one', log.selects[0]?.options[0]?.value ?? '');
  await cleo.presses('Delete');
  expect((await cleo.presses('Keep it')).text).toContain('Globex');
  await cleo.presses('Delete');
  expect((await cleo.presses('Yes, delete')).text).toContain('It is gone');
});

test('a rejection hands on what it knows', async () => {
  const dan = community.member('dan');
  await dan.types('/rejected stage:final company:"Acme" role:"Engineer"');
  await dan.presses('Some');
  const form = await dan.presses('Reflect');
  expect(form.form?.fields.slice(0, 2).map(({ value }) => value)).toEqual(['Engineer, Acme', 'final']);
  expect((await dan.submits({})).text).toContain('This is saved');
});

test('the list holds the newest first, and older ones behind a button', async () => {
  const eve = community.member('eve');
  for (let count = 1; count <= 27; count += 1) {
    await eve.types('/reflect');
    await eve.submits({ about: `Company ${count}` });
    community.clock.advance(60_000);
  }
  const newest = await eve.types('/reflect log');
  expect(labels(newest)).toHaveLength(25);
  expect(labels(newest)[0]).toBe('Interview: Company 27');
  expect(labels(await eve.presses('Older ones'))).toEqual(['Interview: Company 2', 'Interview: Company 1']);
});

test('two windows: the second keeps what was typed and may send it again', async () => {
  const [here, there] = await twoWindows('fay');
  await here.presses('Looking closer');
  await there.presses('Looking closer');
  await here.submits({ 'went-well': 'Here' });
  const overtaken = await there.submits({ 'went-well': 'There' });
  expect(overtaken.form?.fields.map(({ value }) => value)).toContain('There');
  expect(overtaken.form?.fields[0]?.error).toContain('still here');
  expect((await there.submits({})).text).toContain('There');
});

test('a reflection deleted while its form is open gives back what was typed', async () => {
  const [here, there] = await twoWindows('gus');
  await here.presses('Looking ahead');
  await there.presses('Delete');
  await there.presses('Yes, delete');
  const gone = await here.submits({ 'next-time': 'Ask more questions.' });
  expect(gone.text).toContain('no longer there');
  expect(gone.copyable).toEqual(['Ask more questions.']);
});

test('bad input is answered kindly and loses nothing', async () => {
  const ida = community.member('ida');
  expect((await ida.types('/reflect stage:victory')).text).toContain('none of the choices');
  await ida.types('/reflect');
  const odd = await ida.submits({ about: 'Acme', stage: ['victory'], prepared: ['yes', 'no'] });
  // Where a platform's own window lets nobody choose twice, the second fault cannot even be made.
  const faulty = odd.form?.fields.filter(({ error }) => error).map(({ name }) => name);
  expect([['stage', 'prepared'], ['stage']]).toContainEqual(faulty);
  expect(odd.form?.fields[0]?.value).toBe('Acme');
  await ida.submits({ stage: [], prepared: [] });
  await ida.presses('Next questions');
  const long = 'x'.repeat(601);
  expect((await ida.submits({ 'went-well': long })).form?.fields[1]).toMatchObject({ value: long });
  const wide = '&'.repeat(600);
  await ida.submits({ 'went-well': wide, 'went-badly': wide, 'stumbled-on': wide });
  await ida.presses('Next questions');
  const all = ['eye-contact', 'phone', 'nerves', 'late', 'talking-over', 'long-answers', 'own-presentation'];
  const full = await ida.submits({ 'next-time': wide, 'small-things': all, loss: ['not-chosen'] });
  expect(full.text).toContain('&&&');
  expect((await ida.presses('Looking ahead')).form?.fields[2]?.value).toBe(wide);
});

async function twoWindows(name: string): Promise<readonly [Face, Face]> {
  const here = community.member(name);
  const there = community.member(name);
  await here.types('/reflect');
  await here.submits({ about: 'Acme' });
  await here.presses('Enough for now');
  const log = await there.types('/reflect log');
  await there.chooses('Open one', log.selects[0]?.options[0]?.value ?? '');
  return [here, there];
}

function labels(seen: { readonly selects: readonly { readonly options: readonly { readonly label: string }[] }[] }) {
  return seen.selects[0]?.options.map(({ label }) => label) ?? [];
}
