import { afterAll, beforeAll, expect, test } from 'vitest';
import { outbox } from '../../src/delivery/schema.ts';
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

test('nobody but moderators sees it', async () => {
  const ana = communityOn(server).member('ana');
  expect((await ana.types('/community health')).text).not.toContain('How things are running');
});
