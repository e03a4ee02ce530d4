import { afterAll, beforeAll, expect, test } from 'vitest';
import { outbox } from '../../src/delivery/schema.ts';
import { checkinSchedules } from '../../src/features/checkins/schema.ts';
import { communityOn, type PlaygroundServer, playgroundServer } from '../support/playground.ts';

// A moderator looks at how things are running, and tries again what did not arrive.
let server: PlaygroundServer;
beforeAll(async () => {
  server = await playgroundServer();
});
afterAll(() => server?.close());

test('a moderator sees what did not arrive and sends it again; what became pointless meanwhile is not sent', async () => {
  const community = communityOn(server);
  const mo = community.member('mo', { moderator: true });
  const quiet = await mo.types('/community health');
  expect(quiet.text).toContain('Nothing is scheduled here yet');
  expect(quiet.text).toContain('Everything that was sent has arrived');

  const { queries } = server.database;
  const { communities } = await import('../../src/db/schema.ts');
  const [home] = await queries.select().from(communities);
  const now = server.clock.now();
  await queries.insert(outbox).values({
    id: '00000000-0000-4000-8000-000000000001',
    kind: 'announcements.post',
    row: '00000000-0000-4000-8000-000000000002',
    communityId: home?.id ?? '',
    state: 'failed',
    reason: 'Temporary',
    createdAt: now,
    changedAt: now,
  });
  const seen = await mo.types('/community health');
  expect(seen.text).toContain('1 message did not arrive');
  expect(seen.text).toContain('it was tried for two hours');
  const again = await mo.chooses('Send again', '00000000-0000-4000-8000-000000000001');
  expect(again.text).toContain('I am trying it again now');
  await community.settle();
  expect((await mo.types('/community health')).text).toContain('Everything that was sent has arrived');
});

test('whoever runs the community sees where and when all of it runs, and who is told of trouble', async () => {
  const community = communityOn(server);
  const mo = community.member('mo', { moderator: true });
  const max = community.member('max', { moderator: true });
  await mo.types('/checkins setup');
  await mo.submits({ channel: ['accountability'], days: ['2'], time: '10', zone: 'UTC' });
  expect((await max.types('/community health')).text).toContain('Nothing is scheduled here yet');
  await mo.presses('Start');
  await mo.types('/mock setup');
  await mo.submits({ channel: ['mock-interviews'], days: ['3'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
  const all = (await max.types('/community health')).text;
  expect(all).toMatch(
    /Check-ins:\n- In #accountability\n- It has not run yet\n- Next: 2026-11-03T10:00:00.000Z\n- If something is wrong, I tell @mo/,
  );
  expect(all).toMatch(
    /Mock interviews:\n- In #mock-interviews\n- It has not run yet\n- Next: 2026-11-04T10:00:00.000Z\n- If something is wrong, I tell @mo/,
  );

  // Whoever wants to hear nothing hears nothing of this either, and the others know it.
  await mo.types('/pause');
  expect((await max.types('/community health')).text).toContain('nobody is told');
  await max.types('/checkins list');
  await max.presses('When and where');
  await max.submits({});
  expect((await max.types('/community health')).text).toContain('I tell @max');

  await max.types('/mock setup');
  await max.presses('Pause the rounds');
  expect((await max.types('/community health')).text).toContain(
    'Paused, until one of you starts it again with /mock setup',
  );
  await server.database.queries.update(checkinSchedules).set({ state: 'waiting', nextAt: null, nextDate: null });
  const waits = (await max.types('/community health')).text;
  expect(waits).toContain('Put the channel right, then start it again with /checkins list');
  const setup = await max.types('/community setup');
  expect(setup.text).toContain('Check-ins: Waiting, because I cannot reach the channel');
  expect(setup.text).toContain('A good next step');
  await max.types('/checkins list');
  expect((await max.presses('Start')).text).toContain('Started');
});

test('nobody but moderators sees it', async () => {
  const ana = communityOn(server).member('ana');
  expect((await ana.types('/community health')).text).not.toContain('How things are running');
});
