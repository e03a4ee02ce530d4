import { afterEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../../src/core/ports/random.ts';
import { createClaims } from '../../src/db/claims.ts';
import type { Database } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { claims as claimRows } from '../../src/db/schema.ts';
import { createMembers } from '../../src/features/members/index.ts';
import { storyClock } from '../support/clock.ts';
import { engines, freshDatabase, freshServerDatabase } from '../support/database.ts';
import { actorNamed } from '../support/walker.ts';

const clock = storyClock();
const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

describe.each(engines)('asked for at the same moment, on %s', (engine) => {
  test('each claim has one taker, however often it is made', async () => {
    const database = await freshDatabase(engine);
    open.push(database);
    const claims = createClaims({ database, clock });
    const keys = Array.from({ length: 300 }, (_, at) => `key ${at % 120}`);
    const taken = await Promise.all(keys.map((key) => claims.take(key)));
    expect(keys.filter((_, at) => taken[at]).toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(await claims.take('key 0')).toBe(false);
    expect(await claims.take('another')).toBe(true);
  });

  test('each member is found as who they are, and made once', async () => {
    const database = await freshDatabase(engine);
    open.push(database);
    const { identify } = createMembers({ database, clock, random: systemRandom, locales: ['en'] });
    // The same people in two communities, each asked after three times.
    const actors = Array.from({ length: 120 }, (_, at) =>
      actorNamed(`n${at % 20}`, { communityId: at % 40 < 20 ? 'north' : 'south' }),
    );
    const members = await Promise.all(actors.map((actor) => identify(actor)));
    expect(new Set(members.map(({ id }) => id)).size).toBe(40);
    expect(new Set(members.map(({ communityId }) => communityId)).size).toBe(2);
    for (const [at, member] of members.entries()) {
      expect(member).toMatchObject({
        id: members[at % 40]?.id,
        communityId: members[at % 40 < 20 ? 0 : 20]?.communityId,
      });
    }
    expect((await identify(actorNamed('n7', { communityId: 'south' }))).id).toBe(members[27]?.id);
  });
});

test('a claim is answered while old ones cannot be deleted yet', async () => {
  const database = await freshDatabase('postgres');
  open.push(database);
  const longAgo = new Date(clock.now().getTime() - 30 * 24 * 60 * 60 * 1000);
  await database.queries.insert(claimRows).values({ key: 'old', claimedAt: longAgo });
  await database.transaction(async (queries) => {
    await queries.select().from(claimRows).for('update');
    expect(await createClaims({ database, clock }).take('new')).toBe(true);
  });
  await expect
    .poll(async () => (await database.queries.select().from(claimRows)).map(({ key }) => key))
    .toEqual(['new']);
});

test('two processes that claim the same at the same moment do not wait for each other for ever, and one has it', async () => {
  const { url, drop } = await freshServerDatabase();
  const onIdleError = (error: Error) => {
    throw error;
  };
  const processes = await Promise.all([1, 2].map(() => openServer({ url, poolSize: 4, onIdleError })));
  const [one, other] = processes.map((database) => createClaims({ database, clock }));
  const keys = Array.from({ length: 200 }, (_, at) => `key ${at}`);
  const taken = await Promise.all([
    ...keys.map((key) => one?.take(key)),
    ...keys.toReversed().map((key) => other?.take(key)),
  ]);
  expect(taken.filter((isTaken) => isTaken)).toHaveLength(200);
  await Promise.all(processes.map((database) => database.close()));
  await drop();
});
