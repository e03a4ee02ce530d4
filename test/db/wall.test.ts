import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { defineCommand } from '../../src/core/commands/index.ts';
import { createDispatcher, reply } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words, wordsOnly } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { inspectServer } from '../../src/db/inspect.ts';
import { openServer } from '../../src/db/open.ts';
import { members } from '../../src/db/schema.ts';
import { apart } from '../../src/db/wall.ts';
import { createMembers } from '../../src/features/members/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshServerDatabase } from '../support/database.ts';
import { createFiller, type Row } from '../support/filler.ts';
import { failingLog } from '../support/log.ts';
import { administer } from '../support/setup.ts';
import { act, actorNamed } from '../support/walker.ts';

const onIdleError = (error: Error) => {
  throw error;
};

// One connection for both communities, so that it has to change its place with each deed.
let database: Database;
let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let filler: ReturnType<typeof createFiller>;
beforeAll(async () => {
  home = await freshServerDatabase();
  database = await openServer({ url: home.url, poolSize: 1, onIdleError });
  filler = createFiller({ query: rowsOf });
});
afterAll(async () => {
  await database.close();
  await home.drop();
});

/** The columns that say whose a row is. */
function ownersOf(table: string, row: Row): readonly string[] {
  if (table === 'communities') return ['id'];
  const one = ['community_id', 'member_id'].find((column) => column in row);
  return one ? [one] : Object.keys(row).filter((column) => /_(id|by)$/.test(column));
}

/** Whatever the database answers, from where it is asked. */
async function rowsOf(statement: string) {
  return (await database.queries.execute(sql.raw(statement))) as unknown as { rows: Row[] };
}

test('within a community each table shows its rows alone, and lets none be made, changed or deleted for another', async () => {
  expect(database.isWalled).toBe(true);
  await filler.fill();
  const all = await filler.rows();
  const [one = '', other = ''] = (all.get('communities') ?? []).map(({ id }) => String(id));
  expect(all.size).toBeGreaterThan(40);
  for (const [table, rows] of all) {
    const shown = () =>
      rowsOf(`select to_jsonb(t) as row from "${table}" t`).then((found) => found.rows.map(({ row }) => row));
    if (apart.includes(table)) {
      await expect(database.within(one, shown), table).rejects.toMatchObject({ cause: { code: '42501' } });
      continue;
    }
    // The filler's first row of each table is of the first community.
    for (const [at, id] of [one, other, one].entries()) {
      expect(await database.within(id, shown), `${table} ${at}`).toEqual([rows[at % 2]]);
    }
    const owners = ownersOf(table, rows[0] ?? {});
    const set = owners.map((column) => `"${column}" = '${rows[1]?.[column]}'`).join(', ');
    const move = () => rowsOf(`update "${table}" set ${table === 'communities' ? 'id = gen_random_uuid()' : set}`);
    await expect(database.within(one, move), `${table} ${owners}`).rejects.toMatchObject({ cause: { code: '42501' } });
    const touch = () => rowsOf(`update "${table}" set "${owners[0]}" = "${owners[0]}" returning 1`);
    expect((await database.within(one, touch)).rows, table).toHaveLength(1);
  }
  const gone = database.within(other, () => rowsOf(`delete from members where community_id = '${one}' returning 1`));
  expect((await gone).rows).toEqual([]);
  // Without a community nobody is held back, on the same connections.
  expect([...(await filler.rows()).values()].every((rows) => rows.length === 2)).toBe(true);
});

test('of what members of many communities ask for at the same moment, each is shown their own, and one failure is one failure', async () => {
  const communities = ['00000001-0000-4000-8000-000000000000', '00000002-0000-4000-8000-000000000000'];
  const users = await rowsOf('select community_id, platform_user_id as who from members order by community_id');
  const asked = [...'ABBAxABABByAABxB'.repeat(4)].map((what, at) => {
    const community = communities['ABxy'.indexOf(what) % 2] ?? '';
    if (what === 'x') return database.within(community, () => rowsOf('select 1 / 0')).catch(() => 'failed');
    // One for whom the connection cannot stand: what follows on it must not be done for whoever stood there before.
    if (what === 'y') return database.within('\u0000', () => rowsOf('select * from members')).catch(() => 'failed');
    const shown = database.within(community, () => rowsOf(`select platform_user_id as who, ${at} as at from members`));
    return shown.then(({ rows }) => rows);
  });
  const expected = [...'ABBAxABABByAABxB'.repeat(4)].map((what, at) =>
    'AB'.includes(what) ? [{ who: users.rows['AB'.indexOf(what)]?.who, at }] : 'failed',
  );
  expect(await Promise.all(asked)).toEqual(expected);
});

test('a connection that breaks under what several asked for fails each of them once, and the next are served', async () => {
  const communities = ['00000001-0000-4000-8000-000000000000', '00000002-0000-4000-8000-000000000000'];
  const broken = await openServer({ url: home.url, poolSize: 1, onIdleError: () => undefined });
  const ask = (community: string, statement: string) =>
    broken
      .within(community, () => broken.queries.execute(sql.raw(statement)))
      .then(
        () => 'served',
        () => 'failed',
      );
  expect(await ask(communities[0] ?? '', 'select 1')).toBe('served');
  const underWay = communities.flatMap((community) => [
    ask(community, 'select pg_sleep(30)'),
    ask(community, 'select 1'),
  ]);
  const sleeping = `from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
  await expect.poll(async () => (await rowsOf(`select 1 ${sleeping}`)).rows).toHaveLength(1);
  await administer(home.url, `select pg_terminate_backend(pid) ${sleeping}`);
  expect(await Promise.all(underWay)).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(await Promise.all(communities.map((community) => ask(community, 'select 1')))).toEqual(['served', 'served']);
  await broken.close();
});

test('a connection on which nothing is heard is not handed on to whoever waits for one', async () => {
  const community = '00000001-0000-4000-8000-000000000000';
  const url = new URL(home.url);
  url.searchParams.set('query_timeout', '500');
  const faults: Error[] = [];
  const silent = await openServer({ url: url.href, poolSize: 1, onIdleError: (error) => faults.push(error) });
  const ask = (statement: string) =>
    silent
      .within(community, () => silent.queries.execute(sql.raw(statement)))
      .then(
        () => 'served',
        () => 'failed',
      );
  expect(await ask('select 1')).toBe('served');
  const unheard = ask('select pg_sleep(5)');
  await expect.poll(() => silent.pool()?.idle).toBe(0);
  expect(await Promise.all([unheard, ask('select 1')])).toEqual(['failed', 'served']);
  expect(faults).toEqual([]);
  await silent.close();
});

test('a query that is handed out of a community, and sent only then, still reaches that community alone', async () => {
  const community = '00000001-0000-4000-8000-000000000000';
  const rows = await database.within(community, () => database.queries.select().from(members));
  expect(rows.map(({ communityId }) => communityId)).toEqual([community]);
});

test('every table has its place behind the wall, or is named as one that no handler reaches', async () => {
  const bare = await rowsOf(
    `select tablename as name from pg_tables t where schemaname = 'public' and not exists
     (select from pg_policies p where p.schemaname = t.schemaname and p.tablename = t.tablename and t.rowsecurity)`,
  );
  expect(bare.rows.map(({ name }) => name).toSorted()).toEqual(apart);
});

test('a handler that forgets its community, or fails in the middle, is shown nothing of another', async () => {
  const clock = storyClock();
  const { identify } = createMembers({ database, clock, random: systemRandom, locales: ['en'] });
  const careless = async (how: 'reads' | 'fails') => {
    const found = await database.transaction(async (queries) => {
      const { rows } = (await queries.execute(sql`select platform_user_id as who from members`)) as unknown as {
        rows: Row[];
      };
      if (how === 'fails') await queries.execute(sql`select 1 / 0`);
      return rows;
    });
    return reply(card({ sections: [text(wordsOnly(words(found.map(({ who }) => who).join(' '))))] }));
  };
  const command = (how: 'reads' | 'fails') =>
    defineCommand({
      name: how,
      summary: () => how,
      firstResponse: 'private',
      options: {},
      run: () => careless(how),
    });
  const dispatcher = createDispatcher({
    features: [{ name: 'careless', commands: [command('reads'), command('fails')], actions: [], forms: [] }],
    identify,
    within: database.within,
    heed: async () => undefined,
    forms: { keep: async () => '', find: async () => undefined },
    clock,
    log: { ...failingLog(), error: () => undefined },
  });
  for (const communityId of ['north', 'south', 'north']) {
    const actor = actorNamed('ana', { communityId });
    await identify(actorNamed(`only-${communityId}`, { communityId }));
    await act(dispatcher, actor, { kind: 'line', line: '/fails' });
    const answered = JSON.stringify(await act(dispatcher, actor, { kind: 'line', line: '/reads' }));
    const there = ['ana', 'only-north', 'only-south', 'platform_user_id 0'].filter((who) => answered.includes(who));
    expect(there).toEqual(['ana', `only-${communityId}`]);
  }
});

test('processes that start at once let the queue in together', async () => {
  await rowsOf('create schema queue');
  await rowsOf('create table queue.jobs (id int)');
  const others = await Promise.all(
    Array.from({ length: 6 }, () => openServer({ url: home.url, poolSize: 1, onIdleError })),
  );
  await Promise.all(others.map((each) => each.admitWithin('queue')));
  const community = '00000001-0000-4000-8000-000000000000';
  expect((await database.within(community, () => rowsOf('select * from queue.jobs'))).rows).toEqual([]);
  await Promise.all(others.map((each) => each.close()));
});

test('the ways past the wall are these', () => {
  const source = join(import.meta.dirname, '../../src');
  const ways = globSync('**/*.ts', { cwd: source }).filter((file) => {
    return !file.startsWith('db/') && /\.across\b|\{ across \}/.test(readFileSync(join(source, file), 'utf8'));
  });
  expect(ways.toSorted()).toEqual([
    // Partners of two communities.
    'compose/practice.ts',
    // Who somebody is, before it is known where.
    'features/members/store.ts',
    // What somebody who deletes everything had written to a partner.
    'features/mydata/store.ts',
  ]);
});

test('where the bot may make no roles it works without the wall, and with it once somebody else made the role', async () => {
  const name = `plain_${systemRandom.uuid().slice(0, 8)}`;
  const owned = await freshServerDatabase(false);
  const as = new URL(owned.url);
  await administer(owned.url, `create role ${name} login; alter database ${as.pathname.slice(1)} owner to ${name}`);
  await administer(owned.url, `grant all on schema public to ${name}`);
  as.username = name;
  const open = () => openServer({ url: as.href, poolSize: 1, onIdleError });
  const before = await open();
  expect(before.isWalled).toBe(false);
  const secretKey = new Uint8Array(32).fill(7);
  const bot = composeBot({ database: before, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() });
  const outcome = await act(bot.dispatcher, actorNamed('ana'), { kind: 'line', line: '/goal list' });
  expect(outcome.kind).toBe('card');
  await before.close();
  const needs = await statementsNeeded(as.href);
  expect(needs).toBe(`create role ${name}_interaction nologin; grant ${name}_interaction to ${name};`);
  await administer(owned.url, needs);
  const after = await open();
  expect(after.isWalled).toBe(true);
  await after.close();
  expect(await statementsNeeded(as.href)).toBe('none');
  await owned.drop();
  await administer(home.url, `drop role ${name}_interaction`);
  await administer(home.url, `drop role ${name}`);
});

async function statementsNeeded(url: string): Promise<string> {
  const { wallNeeds } = await inspectServer(url, () => new Date());
  return wallNeeds ?? 'none';
}
