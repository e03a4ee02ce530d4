import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community, Face, Seen } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

const day = 86_400_000;

// The community's clock starts on Monday, 2 November 2026, 09:00 UTC.
let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

const value = (seen: Seen, name: string) => seen.form?.fields.find((field) => field.name === name)?.value;
const error = (seen: Seen, name: string) => seen.form?.fields.find((field) => field.name === name)?.error;

async function open(who: Face, label: string): Promise<Seen> {
  const list = await who.types('/applications list');
  const found = list.selects[0]?.options.find((option) => option.label.includes(label));
  return who.chooses('Open an application', found?.value ?? '');
}

test('Ana notes an application in one line, and it moves on with her', async () => {
  const ana = community.member('ana');
  const added = await ana.types('/applications add company:Acme role:"Data engineer"');
  expect(added.text).toContain('Acme, Data engineer');
  expect(added.text).toContain('applied since November 2, 2026');
  const moved = await ana.chooses('Move it to', 'interview');
  expect(moved.text).toContain('It is in interview now. Getting there is your doing.');
  expect((await ana.types('/applications note acme Met the whole team')).text).toContain('Met the whole team');
  await ana.presses('Edit');
  const edited = await ana.submits({ next: 'in a week', where: 'a friend https://acme.example/jobs/1' });
  expect(edited.text).toContain('Next date: November 9, 2026');
  expect(edited.text).toContain('https://acme.example/jobs/1');
  expect(edited.text).toContain('Found through: a friend');
  const list = await ana.types('/applications list');
  expect(list.text).toContain('Acme, Data engineer: interview since Nov 2, next on Nov 9');
});

test('one application alone is noticed kindly, and a second one ends it', async () => {
  const ben = community.member('ben');
  await ben.types('/applications add Acme');
  const thin = await ben.types('/applications list');
  expect(thin.text).toContain('One application carries all your hope right now');
  expect(value(await ben.presses('Set a goal'), 'what')).toBe('applications to other places');
  await ben.types('/applications add Umbrella');
  expect((await ben.types('/applications list')).text).not.toContain('carries all your hope');
});

test('a no folds the entry away, keeps how far it came, and leads to what helps', async () => {
  const cleo = community.member('cleo');
  await cleo.types('/applications add company:Acme role:Designer stage:final');
  const no = await cleo.types('/applications move acme rejected');
  expect(no.text).toContain('A no is no verdict on you');
  expect(no.text).toContain('How far it came: final round');
  const care = await cleo.presses('What helps now');
  expect(care.buttons.length).toBeGreaterThan(0);
  expect((await cleo.types('/rejected log')).text).toContain('You reached a final round once');
  const list = await cleo.types('/applications list');
  expect(list.text).not.toContain('Acme');
  expect(list.text).toContain('One is closed and folded away.');
  expect((await cleo.presses('Show closed ones')).text).toContain('Acme, Designer: rejected');
});

test('a rejection at a company with an open entry offers to move that entry too', async () => {
  const olga = community.member('olga');
  await olga.types('/applications add company:"Café Müller" role:Baker');
  await olga.types('/rejected stage:interview company:"cafe muller"');
  await olga.presses('Some');
  const moved = await olga.presses('Mark Café Müller as rejected');
  expect(moved.text).toContain('A no is no verdict on you');
  expect(moved.text).toContain('Where it stands: rejected');
});

test('silence is asked about after the days the member chose, never set, and reopened when they answer', async () => {
  const dara = community.member('dara');
  await dara.types('/applications add Acme');
  await dara.types('/applications silence 14');
  community.clock.advance(13 * day);
  expect((await dara.types('/applications list')).text).not.toContain('no word since');
  community.clock.advance(day);
  expect((await dara.types('/applications list')).text).toContain('Acme: no word since Nov 2.');
  const quiet = await open(dara, 'Acme');
  expect(quiet.text).toContain('There was no word since November 2, 2026');
  expect((await dara.presses('Still waiting')).text).toContain('I will not ask again for a while');
  community.clock.advance(14 * day);
  await open(dara, 'Acme');
  expect((await dara.presses('Call it no reply')).text).toContain('it opens again whenever they answer');
  expect((await dara.types('/applications move acme screening')).text).toContain('It is open again, in screening.');
  expect((await dara.types('/applications silence 2')).text).toContain('After how many days');
  expect((await dara.chooses('Days without a word', '0')).text).toContain('I will not ask about silence.');
});

test('thank-you and follow-up drafts are offered on their dates, filled in', async () => {
  const emil = community.member('emil');
  await emil.types('/applications add company:Acme role:Analyst stage:interview');
  expect((await emil.presses('Edit')).form).toBeDefined();
  await emil.submits({ next: 'tomorrow' });
  expect((await open(emil, 'Acme')).buttons).not.toContain('Draft a thank-you note');
  community.clock.advance(day);
  expect((await emil.types('/applications list')).text).toContain(
    'a thank-you note would arrive while the talk is fresh',
  );
  await open(emil, 'Acme');
  expect(value(await emil.presses('Draft a thank-you note'), 'company')).toBe('Acme');
  community.clock.advance(5 * day);
  await open(emil, 'Acme');
  expect(value(await emil.presses('Draft a follow-up'), 'role')).toBe('Analyst');
});

test('what does not fit is told kindly', async () => {
  const faye = community.member('faye');
  await faye.types('/applications add');
  const past = await faye.submits({ company: 'Acme', next: '1 March 2020' });
  expect(error(past, 'next')).toContain('That date has passed');
  expect(error(await faye.submits({ next: '3/4/2027' }), 'next')).toContain('two ways');
  expect(error(await faye.submits({ next: 'never' }), 'next')).toContain('no date');
  expect((await faye.submits({ next: '' })).text).toContain('Saved.');
  expect((await faye.types('/applications move nowhere applied')).text).toContain('I know no application like that');
  expect((await faye.types('/applications list search:zzz')).text).toContain('I found no application like that');
  await faye.types('/applications add Acme Tester');
  const which = await faye.types('/applications note acme');
  expect(which.text).toContain('More than one fits');
});

test('an application changed elsewhere is not overwritten unseen, and put away ones ask for nothing', async () => {
  const gus = community.member('gus');
  const other = community.member('gus');
  await gus.types('/applications add Acme');
  await gus.presses('Edit');
  await other.types('/applications move acme screening');
  const stale = await gus.submits({ role: 'Tester' });
  expect(stale.text).toContain('That card was out of date');
  expect(stale.copyable.join()).toContain('Tester');
  expect((await gus.types('/applications archive acme')).text).toContain('Put away');
  expect((await gus.types('/applications list')).text).not.toContain('Acme');
  await gus.presses('Show what is put away');
  await gus.types('/applications archive acme');
  await gus.types('/applications archive acme');
  await gus.presses('Delete');
  expect((await gus.presses('Yes, delete it')).text).toContain('It is deleted.');
});

test("another member's application is out of reach", async () => {
  const hana = community.member('hana');
  const ines = community.member('ines');
  await hana.types('/applications add Secret');
  const id = (await hana.types('/applications list')).selects[0]?.options[0]?.value ?? '';
  await ines.types('/applications add Own');
  await ines.types('/applications list');
  expect((await ines.chooses('Open an application', id)).text).toContain('belongs to somebody else');
});

test('a pasted table is shown first, wrong lines with their numbers, and added once', async () => {
  const jo = community.member('jo');
  await jo.types('/applications add Acme');
  await jo.types('/applications import');
  expect(error(await jo.submits({ table: 'Acme,Tester' }), 'table')).toContain('headings');
  const table = [
    'Company;Position;Status;Date applied;Mood',
    'Acme;;applied;;fine',
    '"Umbrella ""HQ""";Tester;phone screen;2026-10-05;',
    ';Ghost;applied;;',
    'Initech;;dancing;;',
    'Hooli;Dev;ghosted;2026-09-01;',
    'Stark;Dev;applied;not a day;',
  ].join('\n');
  const preview = await jo.submits({ table });
  expect(preview.text).toContain('2 applications are ready to be added');
  expect(preview.text).toContain('Umbrella "HQ", Tester: screening');
  expect(preview.text).toContain('One line is in your list already');
  expect(preview.text).toContain('Columns that I do not know are left out: Mood');
  expect(preview.text).toContain('Line 4: the company is missing');
  expect(preview.text).toContain('Line 5: I do not know that stage');
  expect(preview.text).toContain('Line 7: I cannot read the date in applied_on');
  expect((await jo.types('/applications list search:Umbrella')).text).toContain('I found no application');
  await jo.types('/applications import');
  await jo.submits({ table });
  expect((await jo.presses('Add all 2')).text).toContain('2 applications were added');
  const list = await jo.types('/applications list');
  expect(list.text).toContain('Umbrella "HQ", Tester: screening since Oct 5');
  expect((await jo.presses('Show closed ones')).text).toContain('Hooli, Dev: no reply since Sep 1');
});

test('the list goes out as a file that comes in again', async () => {
  const pat = community.member('pat');
  expect((await pat.types('/applications export')).text).toContain('nothing to write into a table');
  await pat.types('/applications add company:"Acme, Inc." role:=Lead stage:interview');
  await pat.types('/applications note acme "Ask about the team"');
  const [file] = (await pat.types('/applications export')).files ?? [];
  expect(file?.name).toBe('applications.csv');
  expect(file?.text).toContain(`"Acme, Inc.",'=Lead,interview`);
  expect(file?.text).toContain('Ask about the team');
  const quin = community.member('quin');
  await quin.types('/applications import');
  expect((await quin.submits({ table: file?.text ?? '' })).text).toContain('Acme, Inc., =Lead: interview');
});

test('a preview that is confirmed twice adds once', async () => {
  const kim = community.member('kim');
  const other = community.member('kim');
  await kim.types('/applications import');
  await kim.submits({ table: 'company\nAcme\nUmbrella' });
  await other.types('/applications list');
  expect((await kim.presses('Add all 2')).text).toContain('2 applications were added');
  const list = await other.types('/applications list');
  expect(list.selects[0]?.options).toHaveLength(2);
});
