import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Ana picks a message, gives what she likes, and has a text to copy', async () => {
  const ana = community.member('ana');
  const asked = await ana.types('/draft');
  expect(asked.selects[0]?.options).toHaveLength(7);
  const form = await ana.chooses('Choose a message', 'feedback-email');
  expect(form.form?.fields.map(({ name }) => name)).toEqual(['interviewer', 'role', 'company', 'topics', 'tone']);
  const ready = await ana.submits({
    interviewer: 'Bo Li',
    role: 'Data Engineer',
    company: 'Acme',
    topics: 'system design',
  });
  const [subject, body] = ready.copyable;
  expect(subject).toBe('Feedback on my application for the Data Engineer role at Acme');
  expect(body).toContain('Dear Bo Li,');
  expect(body).toContain('with regard to system design?');
  expect(body).toMatch(/Best regards,$/);
  expect(ready.text).toContain('Only you can see this');
});

test('she signs it once, and the next message is signed already', async () => {
  const ana = community.member('ana signs');
  await ana.types('/draft feedback');
  await ana.submits({ company: 'Acme' });
  await ana.presses('Add your name');
  expect((await ana.submits({ sender: 'Ana Ruiz' })).copyable[1]).toMatch(/Best regards,\nAna Ruiz$/);
  await ana.types('/draft kind:thank-you');
  const thanks = await ana.submits({ detail: 'your plan for new people.' });
  expect(thanks.copyable[1]).toContain('interested in your plan for new people.');
  expect(thanks.copyable[1]).toMatch(/Ana Ruiz$/);
  const named = await ana.presses('Name and day');
  expect(named.form?.fields.map(({ name, value }) => [name, value])).toEqual([
    ['date', ''],
    ['sender', 'Ana Ruiz'],
  ]);
  expect((await ana.submits({ date: 'Tuesday' })).copyable[0]).toBe('Thank you for the conversation on Tuesday');
});

test('the other tone is one press away, and so are other details', async () => {
  const bo = community.member('bo');
  await bo.types('/draft follow-up');
  const plain = await bo.submits({ company: 'Acme', date: 'Friday' });
  const warm = await bo.presses('Make it warmer');
  expect(warm.copyable[1]).not.toBe(plain.copyable[1]);
  expect(warm.buttons).toContain('Make it plainer');
  const form = await bo.presses('Change the details');
  expect(form.form?.fields.map(({ name, value }) => [name, value])).toEqual([
    ['interviewer', ''],
    ['role', ''],
    ['company', 'Acme'],
    ['date', 'Friday'],
    ['tone', 'warm'],
  ]);
  expect((await bo.submits({ company: 'Globex', date: '' })).copyable[1]).toContain('at Globex');
});

test('a reply to a rejection is told to keep its own subject', async () => {
  const bo = community.member('bo replies');
  await bo.types('/draft reply');
  expect((await bo.submits({})).text).toContain('keep its own subject line');
});

test('what she changes by hand stays until she herself goes back', async () => {
  const cleo = community.member('cleo');
  await cleo.types('/draft thanks');
  const first = await cleo.submits({ company: 'Acme' });
  await cleo.presses('Edit');
  const mine = await cleo.submits({ subject: 'Thanks, Bo', text: 'Hello Bo,\n\nit was good to talk.' });
  expect(mine.copyable).toEqual(['Thanks, Bo', 'Hello Bo,\n\nit was good to talk.']);
  expect(mine.buttons).toContain('Undo my changes');
  await cleo.presses('Undo my changes');
  expect((await cleo.presses('Keep it')).copyable).toEqual(mine.copyable);
  await cleo.presses('Undo my changes');
  expect((await cleo.presses('Yes, go back')).copyable).toEqual(first.copyable);
});

test('saved drafts are found again, opened and deleted, each after one question', async () => {
  const dan = community.member('dan');
  expect((await dan.types('/draft show:log')).text).toContain('Nothing is saved yet');
  await dan.types('/draft thanks');
  await dan.submits({ company: 'Acme' });
  community.clock.advance(1_000);
  await dan.types('/draft roles');
  await dan.submits({ company: 'Globex' });
  const saved = await dan.types('/draft saved');
  expect(saved.selects[0]?.options.map(({ label }) => label)).toEqual([
    'Ask about other roles: Globex',
    'Thank-you note: Acme',
  ]);
  const opened = await dan.chooses('Open one', saved.selects[0]?.options[1]?.value ?? '');
  expect(opened.copyable[1]).toContain('at Acme');
  expect((await dan.presses('Delete')).text).toContain('Thank-you note: Acme: it will be gone for good');
  expect((await dan.presses('Keep it')).copyable).toEqual(opened.copyable);
  await dan.presses('Delete');
  expect((await dan.presses('Yes, delete')).text).toContain('It is gone');
  expect((await dan.types('/draft log')).selects[0]?.options).toHaveLength(1);
});

test('two windows: nobody is overwritten unseen, and nothing typed is lost', async () => {
  const here = community.member('eve');
  const there = community.member('eve');
  await here.types('/draft thanks');
  await here.submits({ company: 'Acme' });
  const saved = await there.types('/draft log');
  await there.chooses('Open one', saved.selects[0]?.options[0]?.value ?? '');
  await here.presses('Change the details');
  await there.presses('Change the details');
  expect((await here.submits({ company: 'Globex' })).copyable[1]).toContain('Globex');
  const overtaken = await there.submits({ company: 'Initech', detail: 'the garden' });
  expect(overtaken.form?.fields[0]?.error).toContain('What you typed is still here');
  expect(overtaken.form?.fields.map(({ value }) => value)).toEqual(['', '', 'Initech', 'the garden', 'plain']);
  expect((await there.submits({})).copyable[1]).toContain('Initech');
  const stale = await here.presses('Make it warmer');
  expect(stale.text).toContain('That card was out of date');
  expect(stale.copyable[1]).toContain('Initech');
});

test('a card of a draft that is gone says so, also where its form was open', async () => {
  const here = community.member('fay');
  const there = community.member('fay');
  await here.types('/draft thanks');
  await here.submits({});
  await here.presses('Edit');
  const saved = await there.types('/draft log');
  await there.chooses('Open one', saved.selects[0]?.options[0]?.value ?? '');
  await there.presses('Delete');
  await there.presses('Yes, delete');
  const gone = await here.submits({ subject: 'Thanks', text: 'Hello' });
  expect(gone.text).toContain('no longer there');
  expect(gone.copyable).toEqual(['Thanks\n\nHello']);
});

test('bad input is answered kindly and loses nothing', async () => {
  const gil = community.member('gil');
  expect((await gil.types('/draft kind:ransom-note')).text).toContain('none of the choices');
  await gil.types('/draft thanks');
  const long = 'x'.repeat(121);
  const refused = await gil.submits({ company: long, detail: 'the garden' });
  expect(refused.form?.fields.find(({ name }) => name === 'company')).toMatchObject({
    value: long,
    error: expect.stringContaining('121'),
  });
  expect(refused.form?.fields.find(({ name }) => name === 'detail')?.value).toBe('the garden');
  const odd = await gil.submits({ company: '\u202eAc\u0000me\u200f', interviewer: '   ', detail: "{role} it's <b>" });
  expect(odd.copyable[1]).toContain("Acme. I was especially interested in {role} it's <b>.");
  expect(odd.copyable[1]).toContain('Dear hiring team,');
  await gil.presses('Edit');
  expect(
    (await gil.submits({ subject: '', text: 'Mine' })).form?.fields.map(({ error, value }) => [value, error]),
  ).toEqual([
    ['', 'Please fill this in.'],
    ['Mine', undefined],
  ]);
  const brim = await gil.submits({ subject: 'Thanks', text: '`'.repeat(2_400) });
  expect(brim.form?.fields[1]).toMatchObject({
    value: '`'.repeat(2_400),
    error: expect.stringContaining('longer than a card'),
  });
});

test('from a rejection, the messages that fit its stage come prefilled', async () => {
  const ida = community.member('ida');
  await ida.types('/rejected stage:final company:"Acme" role:"Data Engineer"');
  expect((await ida.presses('Some')).buttons).toContain('Draft a message');
  const asked = await ida.presses('Draft a message');
  expect(asked.selects[0]?.options.map(({ value }) => value)).not.toContain('follow-up');
  const form = await ida.chooses('Choose a message', 'keep-in-touch');
  expect(form.form?.fields.map(({ name, value }) => [name, value])).toContainEqual(['company', 'Acme']);
  expect((await ida.submits({})).copyable[1]).toContain('about the Data Engineer role at Acme');

  await ida.types('/rejected stage:no-reply company:"Globex"');
  await ida.presses('Ready to act');
  expect((await ida.presses('Draft a message')).form).toMatchObject({ title: 'Follow-up' });
});
