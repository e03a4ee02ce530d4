import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { createPace, type Dispatcher, memberPace, type Outcome } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { members } from '../../src/db/schema.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { memberIds } from '../support/rows.ts';
import { act, actorNamed, type Found, pressOf } from '../support/walker.ts';

const clock = storyClock();
const log = failingLog();
let database: Database;
let dispatcher: Dispatcher;
let stop: () => Promise<void>;
beforeAll(async () => {
  database = await freshDatabase();
  const secretKey = new Uint8Array(32).fill(7);
  const pace = createPace(clock);
  const bot = composeBot({ database, secretKey, clock, random: systemRandom, log, pace });
  ({ dispatcher, stop } = bot);
  await bot.open();
});
afterAll(async () => {
  await stop();
  await database.close();
});

const line = (text: string): Found => ({ kind: 'line', line: text });
const isTaken = (outcome: Outcome) => outcome.kind !== 'card' || outcome.refused !== true;
const textOf = (outcome: Outcome) => JSON.stringify(outcome);

test('a flood of one member is told kindly to wait, and the others are answered as ever', async () => {
  const flooder = actorNamed('flooder');
  const answering: Promise<Outcome>[] = [];
  for (let count = 0; count < 100; count += 1) answering.push(act(dispatcher, flooder, line('/settings')));
  const bo = act(dispatcher, actorNamed('bo'), line('/rejected company:Acme stage:interview'));
  // The same person in another community is somebody else, whom nobody there can silence.
  const elsewhere = act(dispatcher, actorNamed('flooder', { communityId: 'two' }), line('/settings'));
  const answers = await Promise.all(answering);
  expect(answers.filter(isTaken)).toHaveLength(memberPace.atOnce);
  expect(textOf(answers.at(-1) as Outcome)).toContain('Take a breath');
  expect(isTaken(await bo)).toBe(true);
  expect(isTaken(await elsewhere)).toBe(true);
  log.check();
});

test('room comes back with time, up to where it was', async () => {
  const ana = actorNamed('ana');
  const taken = async (count: number) => {
    const answers: Outcome[] = [];
    for (let at = 0; at < count; at += 1) answers.push(await act(dispatcher, ana, line('/settings')));
    return answers.filter(isTaken).length;
  };
  expect(await taken(60)).toBe(memberPace.atOnce);
  clock.advance(memberPace.everyMs * 3);
  expect(await taken(10)).toBe(3);
  clock.advance(3_600_000);
  expect(await taken(60)).toBe(memberPace.atOnce);
});

test('what was typed comes back, and who is in danger is heard however fast they type', async () => {
  const cem = actorNamed('cem');
  for (let at = 0; at < memberPace.atOnce; at += 1) await act(dispatcher, cem, line('/settings'));
  expect(textOf(await act(dispatcher, cem, line('/goal add five long walks')))).toContain('five long walks');
  const heard = await act(dispatcher, cem, line('/rejected company:"I want to kill myself"'));
  expect(textOf(heard)).not.toContain('Take a breath');
});

test('many accounts of one community, each within its own limit, leave the other communities alone', async () => {
  const narrow = createPace(clock, { member: memberPace, community: { atOnce: 50, everyMs: 1_000 } });
  const whose = Array.from({ length: 100 }, (_, at) => narrow.refuses(actorNamed(`raider-${at}`), 'deed'));
  expect(whose.filter((each) => each === undefined)).toHaveLength(50);
  expect(whose.at(-1)).toBe('community');
  expect(narrow.refuses(actorNamed('bo', { communityId: 'two' }), 'deed')).toBeUndefined();
  clock.advance(1_000);
  expect(narrow.refuses(actorNamed('bo'), 'deed')).toBeUndefined();
});

test('who told the community much in one day keeps the next one for tomorrow', async () => {
  const gil = actorNamed('gil');
  const does = (deed: Found) => act(dispatcher, gil, deed);
  const answered = await does(pressOf(await does(line('/rejected stage:interview company:Acme')), 'Some'));
  const posts = async () => {
    const form = await does(pressOf(answered, 'Tell the community'));
    if (form.kind !== 'form') throw new Error('No form opened');
    const draft = await does({ kind: 'submit', token: form.form.token, values: { words: 'Once more.' } });
    return does(pressOf(draft, 'Post it here'));
  };
  for (let count = 0; count < 5; count += 1) expect(textOf(await posts())).toContain('It appears in this channel');
  const kept = await posts();
  expect(textOf(kept)).toContain('you can post it tomorrow');
  expect(textOf(kept)).toContain('Once more.');
  clock.advance(24 * 3_600_000);
  expect(textOf(await does(pressOf(kept, 'Post it here')))).toContain('It appears in this channel');
});

test('a thousand commands of one member: past what a person can type, no more of them reach the database', async () => {
  const dee = actorNamed('dee');
  const flood = Array.from({ length: 1_000 }, () => act(dispatcher, dee, line('/goal add five long walks')));
  const bo = await act(dispatcher, actorNamed('bo', { communityId: 'three' }), line('/settings'));
  expect(isTaken(bo)).toBe(true);
  const answers = await Promise.all(flood);
  expect(answers.filter(isTaken)).toHaveLength(memberPace.atOnce);
  // Whatever reaches the database makes a member of whoever is unknown there.
  await database.queries.delete(members);
  const after = await act(dispatcher, dee, line('/goal add five long walks'));
  expect(textOf(after)).toContain('Take a breath');
  expect(textOf(after)).toContain('five long walks');
  expect(await memberIds(database)).toEqual([]);
  log.check();
});
