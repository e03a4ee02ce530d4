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

async function add(who: Face, words: string): Promise<Seen> {
  await who.types(`/goal add ${words}`);
  return who.submits({});
}

test('Ana says a goal in her own words, sees how it was read, and logs with one press', async () => {
  const ana = community.member('ana');
  const form = await ana.types('/goal add 5 applications a week');
  expect([value(form, 'what'), value(form, 'amount'), value(form, 'when')]).toEqual([
    'applications',
    '5',
    'every week',
  ]);
  const saved = await ana.submits({ why: 'A job near home' });
  expect(saved.text).toContain('Saved.');
  expect(saved.text).toContain('0 of 5 so far this week');
  expect(saved.text).toContain('A job near home');
  expect(saved.text).toContain('Only me');
  await ana.presses('+1 applications');
  const logged = await ana.types('/goal log applications 2 spoke to a recruiter');
  expect(logged.text).toContain('3 of 5 so far this week');
  expect(logged.text).toContain('spoke to a recruiter');
  expect((await ana.presses('Undo')).text).toContain('1 of 5 so far this week');
  expect((await ana.types('/goal list')).text).toContain('applications: 1 of 5 so far this week');
  expect((await ana.presses('+1 applications')).text).toContain('2 of 5 so far this week');
  expect((await ana.presses('Undo')).text).toContain('Taken back.');
});

test('a new week starts at nothing, and no word is said about failing', async () => {
  const ben = community.member('ben');
  await add(ben, 'two walks a week');
  await ben.presses('+1 walks');
  await ben.presses('+1 walks');
  const reached = await ben.presses('+1 walks');
  expect(reached.text).toContain('3 this week, more than the 2 you planned');
  community.clock.advance(7 * day);
  const next = (await ben.types('/goal log')).text;
  expect(next).toContain('1 of 2 so far this week');
  expect(next).toContain('Last week: 3');
  expect(next).toContain('Weeks you showed up: 2');
  community.clock.advance(14 * day);
  await ben.types('/goal list');
  const quiet = await ben.chooses('Open a goal', await only(ben));
  expect(quiet.text).toContain('Last week: a quieter one');
  expect(quiet.text).toContain('Weeks you showed up: 2');
  expect(quiet.text).not.toMatch(/streak|missed|fail|behind/i);
});

async function only(who: Face): Promise<string> {
  const list = await who.types('/goal list');
  return list.selects[0]?.options[0]?.value ?? '';
}

test('a goal by a date counts in all, and a passed date is a question, not a reproach', async () => {
  const cleo = community.member('cleo');
  const form = await cleo.types('/goal add finish one course by the end of the month');
  expect(value(form, 'when')).toBe('by November 30, 2026');
  expect((await cleo.submits({})).text).toMatch(/days left/);
  community.clock.advance(10 * day);
  await cleo.types('/goal list');
  const passed = await cleo.chooses('Open a goal', await only(cleo));
  expect(passed.text).toContain('The date of this goal has passed. That happens.');
  await cleo.presses('Edit');
  expect((await cleo.submits({ why: 'Curiosity' })).text).toContain('Curiosity');
  const done = await cleo.presses('Done');
  expect(done.text).toContain('That is yours now');
  expect((await cleo.presses('Pick it up again')).text).toContain('open again');
});

test('editing keeps what the goal was, and a changed plan keeps its count', async () => {
  const dara = community.member('dara');
  await add(dara, '5 applications a week');
  await dara.presses('+1 applications');
  await dara.presses('Edit');
  const edited = await dara.submits({ amount: 'three', when: 'every month' });
  expect(edited.text).toContain('1 of 3 so far this month');
  expect(edited.text).toMatch(/until .*: applications, 5, every week/);
  await dara.presses('Let go');
  const gone = await dara.types('/goal list');
  expect(gone.text).toContain('One goal is done or let go.');
});

test('pausing rests a goal, and the same command wakes it', async () => {
  const emil = community.member('emil');
  await add(emil, 'meditate daily');
  expect((await emil.types('/goal pause')).text).toContain('Nothing counts against you');
  expect((await emil.types('/goal list')).text).toContain('resting');
  expect((await emil.types('/goal pause meditate')).text).toContain('open again');
});

test('what is private stays so until its own button is pressed', async () => {
  const faye = community.member('faye');
  await add(faye, 'a walk');
  expect((await faye.presses('Show in my check-in')).text).toContain('Its log and your notes stay with you');
  expect((await faye.presses('Keep it to myself')).text).toContain('Only you can see it');
});

test('ideas open as a form to change; rest counts as much as work', async () => {
  const gus = community.member('gus');
  const none = await gus.types('/goal list');
  expect(none.text).toContain('none has to be');
  await gus.types('/goal ideas');
  const form = await gus.presses('an evening off from the search, once every week');
  expect(value(form, 'what')).toBe('an evening off from the search');
  expect((await gus.submits({})).text).toContain('still open this week');
  await gus.types('/goal ideas');
  expect(value(await gus.presses('finish one course within two months'), 'when')).toMatch(/^by .*202[67]$/);
});

test('a plan typed whole into the form is shown back before it is saved', async () => {
  const hana = community.member('hana');
  await hana.types('/goal add');
  const read = await hana.submits({ what: 'two networking events a month', why: 'People' });
  expect([value(read, 'what'), value(read, 'amount'), value(read, 'why')]).toEqual([
    'networking events',
    '2',
    'People',
  ]);
  expect((await hana.submits({})).text).toContain('0 of 2 so far this month');
});

test('what cannot be read is told kindly, with all that was typed kept', async () => {
  const ines = community.member('ines');
  const never = await ines.types('/goal add finish the course by never');
  expect([value(never, 'what'), value(never, 'when')]).toEqual(['finish the course', 'by never']);
  expect(error(await ines.submits({ amount: '-3' }), 'amount')).toContain('starts at 0.1');
  expect(error(await ines.submits({ amount: '1000000000000' }), 'amount')).toContain('10,000 at most');
  expect(error(await ines.submits({ amount: '10^12' }), 'amount')).toContain('a number');
  expect(error(await ines.submits({ when: 'by never' }), 'when')).toContain('no date');
  expect(error(await ines.submits({ when: '3/4/2027' }), 'when')).toContain('two ways');
  const past = await ines.submits({ when: '1 March 2020' });
  expect(error(past, 'when')).toContain('has passed');
  expect(value(past, 'what')).toBe('finish the course');
  expect((await ines.submits({ amount: '', when: 'in two weeks' })).text).toContain('Saved.');
  expect((await ines.types('/goal log finish -2')).text).toContain('from 0.1 to 10,000');
  expect((await ines.types('/goal log nonsense')).text).toContain('I know no open goal like that');
});

test('logging for an earlier day counts in its own week', async () => {
  const jo = community.member('jo');
  await add(jo, 'run 3 times a week');
  await jo.presses('Log more');
  expect(error(await jo.submits({ day: 'tomorrow' }), 'day')).toContain('still to come');
  expect((await jo.submits({ day: '8 days ago', note: 'in the rain' })).text).toContain('0 of 3 so far this week');
  expect((await jo.types('/goal list')).text).toContain('0 of 3');
});

test('with several goals, a log that names none asks which and keeps the rest', async () => {
  const kim = community.member('kim');
  await add(kim, '3 walks a week');
  await add(kim, '2 calls a week');
  const asked = await kim.types('/goal log 2 note:sunny');
  expect([value(asked, 'amount'), value(asked, 'note')]).toEqual(['2', 'sunny']);
  const goal = asked.form?.fields.find((field) => field.name === 'goal')?.options[0] ?? '';
  expect((await kim.submits({ goal: [goal] })).text).toContain('2 of 3 so far this week');
});

test('moving to another zone counts nothing twice and loses nothing', async () => {
  const rosa = community.member('rosa');
  await rosa.types('/settings zone:Auckland');
  await add(rosa, '7 walks a week');
  let counted = 0;
  for (const zone of ['Honolulu', 'Auckland', 'Kolkata', 'Los_Angeles']) {
    await rosa.types(`/settings zone:${zone}`);
    await rosa.types('/goal log walks');
    counted += 1;
  }
  const entries = (await rosa.types('/goal list')).selects[0]?.options[0]?.value ?? '';
  const seen = await rosa.chooses('Open a goal', entries);
  expect(seen.text.match(/^- .*: 1$/gm)).toHaveLength(counted);
});

test('two windows that log at once are both counted, once each', async () => {
  const lea = community.member('lea');
  const other = community.member('lea');
  await add(lea, '5 applications a week');
  await lea.types('/goal list');
  await other.types('/goal list');
  await Promise.all([lea.presses('+1 applications'), other.presses('+1 applications')]);
  expect((await lea.types('/goal list')).text).toContain('2 of 5 so far this week');
});

test('a goal deleted while its form is open says so, and gives back what was typed', async () => {
  const mia = community.member('mia');
  const other = community.member('mia');
  await add(mia, 'learn SQL');
  await mia.presses('Edit');
  await other.types('/goal let-go');
  await other.presses('Delete');
  expect((await other.presses('Yes, delete it')).text).toContain('It is deleted.');
  const lost = await mia.submits({ why: 'So many postings ask for it' });
  expect(lost.text).toContain('no longer there');
  expect(lost.copyable.join()).toContain('So many postings ask for it');
});

test('a goal deleted while somebody logs on it says so, and gives back what was typed', async () => {
  const tia = community.member('tia');
  const other = community.member('tia');
  await add(tia, '3 calls a week');
  await tia.presses('Log more');
  await other.types('/goal let-go');
  await other.presses('Delete');
  await other.presses('Yes, delete it');
  const lost = await tia.submits({ amount: '2', note: 'Spoke to an old colleague' });
  expect(lost.text).toContain('no longer there');
  expect(lost.copyable.join()).toContain('Spoke to an old colleague');
});

test('a goal changed elsewhere is not overwritten unseen', async () => {
  const noa = community.member('noa');
  const other = community.member('noa');
  await add(noa, 'learn SQL');
  await noa.presses('Edit');
  await other.types('/goal edit learn');
  await other.submits({ what: 'learn Python' });
  const stale = await noa.submits({ what: 'learn Rust' });
  expect(stale.text).toContain('That card was out of date');
  expect(stale.copyable.join()).toContain('learn Rust');
  expect((await noa.types('/goal list')).text).toContain('learn Python');
});

test("another member's goal is out of reach", async () => {
  const ola = community.member('ola');
  const pat = community.member('pat');
  await add(ola, 'a secret plan');
  await add(pat, 'a plan of my own');
  const id = await only(ola);
  await pat.types('/goal list');
  expect((await pat.chooses('Open a goal', id)).text).toContain('belongs to somebody else');
});

test('twenty goals are the most, and the limit explains itself without losing what was typed', async () => {
  const quin = community.member('quin');
  const awkward = '&'.repeat(60);
  for (let count = 1; count <= 20; count += 1) await add(quin, `${count} ${awkward}${count} a week`);
  const full = await add(quin, 'one more thing');
  expect(full.text).toContain('You hold 20 goals');
  expect(full.copyable.join()).toContain('one more thing');
  const list = await quin.types('/goal list');
  expect(list.selects[0]?.options).toHaveLength(20);
  await quin.presses(list.buttons[3] ?? '');
  await quin.types('/goal list');
  await quin.chooses('Open a goal', await only(quin));
  await quin.presses('Let go');
  expect((await add(quin, 'one more thing')).text).toContain('Saved.');
});
