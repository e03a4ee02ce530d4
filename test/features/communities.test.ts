import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { communities, members } from '../../src/db/schema.ts';
import { createCommunities } from '../../src/features/communities/index.ts';
import { dueRemoval } from '../../src/features/communities/rules.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed } from '../support/walker.ts';

const day = 24 * 60 * 60 * 1000;

test('a removal is due after 30 days, and not a millisecond before', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (removed) => {
        const isDue = (afterMs: number) => removed <= dueRemoval(new Date(removed.getTime() + afterMs));
        expect([isDue(30 * day - 1), isDue(30 * day)]).toEqual([false, true]);
      },
    ),
  );
});

test('what a removed community wrote is kept 30 days, then deleted with all its members; the others stay', async () => {
  const database = await freshDatabase();
  const clock = storyClock();
  const { port, deleteRemoved, isPresent } = createCommunities({
    database,
    clock,
    random: systemRandom,
    log: failingLog(),
    locales: ['en'],
    steps: [],
    subcommands: [],
  });
  for (const id of ['1', '2', '3']) await port.present('discord', id);
  const rows = await database.queries.select().from(communities);
  const idOf = (platformId: string) => rows.find((row) => row.platformId === platformId)?.id ?? '';
  for (const row of rows) {
    const member = { id: systemRandom.uuid(), communityId: row.id, platformUserId: '8', createdAt: clock.now() };
    await database.queries.insert(members).values(member);
  }

  await port.removed('discord', '1');
  expect([await isPresent(idOf('1')), await isPresent(idOf('2'))]).toEqual([false, true]);
  clock.advance(20 * day);
  await port.removed('discord', '1');
  await port.removed('discord', '3');
  await port.present('discord', '3');
  clock.advance(10 * day - 1);
  await deleteRemoved();
  expect(await database.queries.select().from(communities)).toHaveLength(3);
  clock.advance(1);
  await deleteRemoved();
  await deleteRemoved();
  expect((await database.queries.select().from(communities)).map((row) => row.platformId).sort()).toEqual(['2', '3']);
  expect(await database.queries.select().from(members)).toHaveLength(2);
  await database.close();
});

test('a list of all communities speaks only of those that it covers', async () => {
  const database = await freshDatabase();
  const log = failingLog();
  const given = {
    database,
    clock: storyClock(),
    random: systemRandom,
    log,
    locales: ['en'],
    steps: [],
    subcommands: [],
  };
  const { port } = createCommunities(given);
  for (const id of ['1', '2', '3']) await port.present('discord', id);
  await port.present('slack', '2');
  await port.onlyThese('discord', ['1'], (id) => id !== '3');
  const rows = await database.queries.select().from(communities);
  expect(
    rows.filter((row) => row.removedAt !== null).map(({ platform, platformId }) => [platform, platformId]),
  ).toEqual([['discord', '2']]);
  await database.close();
});

test('a form that is open gives no right: who was appointed appoints nobody with it', async () => {
  const database = await freshDatabase();
  const secretKey = new Uint8Array(32).fill(7);
  const parts = { database, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() };
  const { dispatcher } = composeBot(parts);
  const appoint = (who: string, isModerator: boolean, people: readonly string[]) =>
    act(dispatcher, actorNamed(who, { isModerator }), {
      kind: 'submit',
      token: actionToken('communities.roles'),
      values: { people },
    });
  expect(await appoint('mo', true, ['cleo'])).not.toMatchObject({ refused: true });
  expect(await appoint('cleo', false, ['cleo', 'dee'])).toMatchObject({ kind: 'card', refused: true });
  expect(await appoint('dee', false, ['dee'])).toMatchObject({ refused: true });
  const seen = await act(dispatcher, actorNamed('mo', { isModerator: true }), {
    kind: 'command',
    path: ['community', 'roles'],
    values: {},
  });
  expect(JSON.stringify(seen)).toContain('cleo');
  expect(JSON.stringify(seen)).toContain('Server Settings, Integrations');
  const roles = { kind: 'command', path: ['community', 'roles'], values: {} } as const;
  const onSlack = await act(dispatcher, actorNamed('mo', { isModerator: true, platform: 'slack' }), roles);
  expect(JSON.stringify(onSlack)).not.toContain('Discord');
  expect(JSON.stringify(seen)).not.toContain('dee');
  await database.close();
});

test('a member whose language we do not speak is answered in that of their community', async () => {
  const database = await freshDatabase();
  const secretKey = new Uint8Array(32).fill(7);
  const parts = { database, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() };
  const { dispatcher } = composeBot(parts);
  const values = { zone: 'Madrid', language: ['es'] };
  const saved = { kind: 'submit', token: actionToken('communities.edit'), values } as const;
  await act(dispatcher, actorNamed('mo', { isModerator: true }), saved);
  const reads = async (locale: string) => {
    const asked = { kind: 'command', path: ['settings'], values: {} } as const;
    return JSON.stringify(await act(dispatcher, { ...actorNamed(`of ${locale}`), locale }, asked));
  };
  expect(await reads('pl')).toContain('Zona horaria');
  expect(await reads('en-GB')).toContain('Time zone');
  await database.close();
});
