import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community } from '../support/face.ts';
import { openCommunity } from '../support/platforms.ts';

let community: Community;
beforeAll(async () => {
  community = await openCommunity();
});
afterAll(() => community.close());

test('Mo, who runs the community, sets its zone once, and whoever runs it with him finds it', async () => {
  const mo = community.member('mo', { moderator: true });
  expect((await mo.types('/community settings')).text).toContain('UTC, where it is');
  await mo.presses('Change');
  expect((await mo.submits({ zone: 'Atlantis' })).form?.fields[0]?.error).toContain('no time zone by that name');
  expect((await mo.submits({ zone: 'berlin' })).text).toContain('Europe/Berlin, where it is 10:00 AM now');
  const max = community.member('max', { moderator: true });
  expect((await max.types('/community settings')).text).toContain('Europe/Berlin');
});

test('a member is told that the community is set up by those who run it', async () => {
  const bo = community.member('bo');
  const refused = await bo.types('/community settings');
  expect(refused.buttons).toEqual([]);
  expect(refused.text).not.toContain('Europe/Berlin');
});

test('Mo takes the steps of the setup in his own order, and finds how each stands', async () => {
  const mo = community.member('mo', { moderator: true });
  await mo.types('/settings zone:"New York"');
  const start = await mo.types('/community setup');
  expect(start.text).toContain('Nothing here has to be done');
  expect(start.text).toContain('People to turn to: Not set up');
  const form = await mo.presses('People to turn to');
  const samaritans = 'Samaritans: call 116 123';
  // What is known of where the community is stands there, to be checked, wherever he lives.
  expect(form.form?.fields[0]?.value).toContain('TelefonSeelsorge: Call 0800 111 0 111');
  const long = await mo.submits({ contacts: Array.from({ length: 7 }, (_, at) => `Line ${at}`).join('\n') });
  expect(long.form?.fields[0]?.error).toContain('At most 6');
  await mo.submits({ contacts: form.form?.fields[0]?.value ?? '' });
  const cleo = community.member('cleo');
  await cleo.types('/settings zone:Berlin');
  const distress = '/rejected interview company:"I want to die"';
  // Nobody in distress reads the same line twice.
  expect((await cleo.types(distress)).text.split('TelefonSeelsorge')).toHaveLength(2);
  await mo.types('/community setup');
  await mo.presses('People to turn to');
  expect((await mo.submits({ contacts: '' })).text).not.toContain('Last checked');
  expect((await mo.presses('Back to the steps')).text).toContain("to: The reviewed lines of each member's country\n");
  await mo.presses('People to turn to');
  expect((await mo.submits({ contacts: samaritans })).text).toContain(samaritans);
  const after = await mo.presses('Back to the steps');
  expect(after.text).toContain('One contact of your own, checked on November 2, 2026');
  expect(after.text).toContain('Mock interviews: Not set up');
  await mo.presses('Mock interviews');
  expect((await mo.submits({ days: ['3'], time: '10', zone: 'UTC' })).text).toMatch(/\(UTC\), in #\S+\./);
  expect((await mo.presses('Back to the steps')).text).toContain('Mock interviews: Planned, not started yet');
  await mo.presses('Mock interviews');
  await mo.presses('Start');
  expect((await mo.presses('Back to the steps')).text).toContain('Mock interviews: On: Wednesday at 10:00 (UTC), in #');
  await mo.presses('Mock interviews');
  await mo.presses('Pause the rounds');
  expect((await mo.types('/community setup')).text).toContain('Mock interviews: Off for now');
  expect((await mo.presses('Try it as a member')).text.length).toBeGreaterThan(0);

  const answered = await cleo.types(distress);
  expect(answered.text).toContain('People whom this community names');
  expect(answered.text).toContain(samaritans);
});

test('Mo lets Cleo moderate, who can do so from then on and appoint nobody, until Mo takes it back', async () => {
  const mo = community.member('mo', { moderator: true });
  const cleo = community.member('cleo');
  expect((await cleo.types('/community roles')).text).not.toContain('Who may moderate');
  expect((await mo.types('/community roles')).text).toContain('Nobody besides them yet');
  await mo.presses('Choose people');
  expect((await mo.submits({ people: ['cleo'] })).text).toContain('Saved');
  const hers = await cleo.types('/community roles');
  expect(hers.text).toContain('can change this');
  expect(hers.buttons).toEqual([]);
  expect((await cleo.types('/community settings')).text).toContain('where it is');
  await mo.types('/community roles');
  const form = await mo.presses('Choose people');
  expect(form.form?.fields[0]?.value.toLowerCase()).not.toBe('');
  await mo.submits({ people: [] });
  expect((await cleo.types('/community settings')).buttons).toEqual([]);
});

test('Mo says where and when check-ins open in one form; left before they are started, they are found again', async () => {
  const mo = community.member('mo', { moderator: true });
  await mo.types('/community setup');
  const form = await mo.presses('Check-ins');
  expect(form.form?.fields.map(({ label }) => label).slice(0, 2)).toEqual(['In which channel?', 'On which days?']);
  const drafted = await mo.submits({ channel: ['general'], days: ['4'], time: '18:30' });
  expect(drafted.text).toMatch(/Thursday at 18:30 \(\S+\), in #\S+\./);
  expect((await mo.presses('Back to the steps')).text).toContain('Check-ins: Planned, not started yet: Thursday');
  // Taken again, the step leads to those that there are.
  const again = await mo.presses('Check-ins');
  expect(again.form).toBeUndefined();
  expect(again.text).toContain('This is not live yet');
  await mo.presses('Start');
  expect((await mo.presses('Back to the steps')).text).toContain('Check-ins: On: Thursday at 18:30');
  await mo.presses('Check-ins');
  await mo.presses('Remove');
  await mo.presses('Remove');
});

test('Mo answers each step or leaves it out, until nothing is left to decide; UTC is an answer too', async () => {
  const mo = community.member('mo', { moderator: true });
  await mo.types('/community setup');
  await mo.presses('Language and time zone');
  await mo.submits({ zone: 'UTC' });
  const zoned = await mo.presses('Back to the steps');
  expect(zoned.text).toContain('Language and time zone: UTC, English');
  expect(zoned.text).toContain('A good next step: Check-ins');
  const without = await mo.presses('Leave this step out');
  expect(without.text).toContain('Check-ins: Left out');
  expect(without.text).toContain('Nothing is left to decide');
  expect(without.buttons).not.toContain('Leave this step out');
  // Whatever was left out can be taken all the same.
  expect((await mo.presses('Check-ins')).form).toBeDefined();
});

test('Mo reads what five did together, drawn and in words, and nothing of what fewer did', async () => {
  const mo = community.member('mo', { moderator: true });
  expect((await mo.types('/community stats')).text).toContain('nothing to tell yet');
  for (const name of ['ana', 'bo', 'cleo', 'dee', 'eve']) {
    const stage = name === 'ana' ? 'interview' : 'applied';
    await community.member(name).types(`/applications add company:Acme role:Baker stage:${stage}`);
  }
  expect((await mo.types('/community stats')).text).toContain('nothing to tell yet');
  community.clock.advance(7 * 86_400_000);
  const seen = await mo.types('/community stats');
  expect(seen.text).toContain('Applications sent: 5 in 1 of 12 weeks');
  expect(seen.text).not.toContain('Interviews:');
  expect(seen.files?.map(({ name }) => name)).toEqual([expect.stringMatching(/^community\.(svg|png)$/)]);
});

test('Mo adds a topic, rewords one and hides another; members read it so, in the guide and by search', async () => {
  const mo = community.member('mo', { moderator: true });
  const ana = community.member('ana');
  await mo.types('/community content');
  await mo.presses('Add a topic');
  const words = { title: 'Our study group', brief: 'We meet on Tuesdays.', needs: ['people'], keywords: 'tuesday' };
  const wrong = await mo.submits({ ...words, title: '# Loud', body: '# Loud' });
  expect(wrong.form?.fields.map(({ error }) => error !== undefined)).toEqual([true, false, true, false, false]);
  const preview = await mo.submits({ ...words, body: 'Come to the **library**, at six.' });
  expect(preview.text).toContain('Nothing has changed yet');
  expect((await ana.types('/guide topic:tuesday')).text).not.toContain('Our study group');
  // Put aside, it is found again.
  expect((await mo.presses('Not now')).text).toContain('A draft that was not published');
  expect((await mo.presses('The overview')).text).toContain('Our study group');
  await mo.types('/community content topic:"study group"');
  await mo.presses('Change');
  await mo.submits({ brief: 'We meet on Tuesdays, at six.' });
  expect((await mo.presses('Not now')).text).toContain('at six');
  await mo.presses('Publish');
  expect((await ana.types('/guide topic:tuesday')).text).toContain('library');

  expect((await mo.types('/community content topic:selfcare')).text).toContain('Members read our own text');
  await mo.presses('Change');
  await mo.submits({ body: 'Here, silence means: ask us.' });
  await mo.presses('Publish');
  expect((await ana.types('/guide topic:selfcare')).text).toContain('silence means: ask us');
  const versions = (await mo.types('/community content topic:selfcare')).selects[0];
  expect(versions).toMatchObject({ label: 'Versions', options: [{}] });
  community.clock.advance(60_000);
  await mo.presses('Back to our text');
  expect((await ana.types('/guide topic:selfcare')).text).not.toContain('silence means: ask us');
  community.clock.advance(60_000);
  await mo.chooses('Versions', versions?.options[0]?.value ?? '');
  await mo.presses('Publish');
  expect((await ana.types('/guide topic:selfcare')).text).toContain('silence means: ask us');
  community.clock.advance(60_000);
  await mo.presses('Hide it');
  expect((await ana.types('/guide topic:selfcare')).text).not.toContain('silence means: ask us');
  expect((await mo.types('/community content')).text).toContain('Hidden: members do not find it');
});
