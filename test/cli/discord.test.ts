import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/adapters/playground/index.ts';
import { parseConfig } from '../../src/config/index.ts';
import { commandPayload } from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { freshServerDatabase } from '../support/database.ts';
import { inGeneral } from '../support/discord-face.ts';
import { seenMessage } from '../support/discord-seen.ts';
import { launch } from '../support/process.ts';

// These start real processes, on one Postgres.
const patience = 300_000;

let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let server: DiscordServer;
beforeAll(async () => {
  home = await freshServerDatabase();
  server = await startDiscordServer();
  server.state.guilds.set(inGeneral.guildId, { id: inGeneral.guildId, name: 'Job seekers' });
});
afterAll(async () => {
  await server.close();
  await home.drop();
});

const environment = (token = server.state.token) => ({
  DATABASE_URL: home.url,
  REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  PORT: '0',
  LOG_LEVEL: 'error',
  DISCORD_TOKEN: token,
  DISCORD_API_URL: server.apiUrl,
});

test('a bot with a token is on Discord until it is told to stop', { timeout: patience }, async () => {
  const bot = launch(['start'], environment());
  const [, base = ''] = await bot.says(/Ready in .*: (http\S+)/);
  await server.gateway.connected();
  const shown = await server.act({
    type: 2,
    person: { id: '800000000000000001', name: 'ana', moderator: false },
    where: inGeneral,
    make: (ids) => commandPayload(ids, ['rejected'], []),
  });
  expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('I am sorry');
  // Whoever tries the playground meanwhile does not move the time that members live by.
  const visitor = createClient({ base, as: 'ana', locale: 'en', zone: 'UTC', patienceMs: 0, fetch });
  expect(await visitor.snapshot()).toMatchObject({ isClockMovable: false });
  await expect(visitor.moveClock('day')).rejects.toMatchObject({ fault: 'not-found' });
  bot.signal('SIGTERM');
  expect(await bot.ended).toMatchObject({ status: 0, err: '' });
});

test('several processes share the shards, each its own', { timeout: patience }, async () => {
  // Discord lets a bot of this size begin with all of them at once.
  server.state.sharding = { shards: 3, concurrency: 3 };
  const before = server.gateway.identified.length;
  const one = launch(['start'], { ...environment(), DISCORD_SHARD_COUNT: '3', DISCORD_SHARD_IDS: '0,2' });
  const other = launch(['start'], {
    ...environment(),
    DISCORD_SHARD_COUNT: '3',
    DISCORD_SHARD_IDS: '1',
  });
  const shards = () => server.gateway.identified.slice(before).map(({ data }) => data.shard?.join('/'));
  await expect.poll(() => shards().toSorted(), { timeout: patience }).toEqual(['0/3', '1/3', '2/3']);
  await Promise.all([one, other].map((bot) => bot.says(/Ready in/)));
  // Each server is one shard's, and what happens in it is answered once.
  const shown = await server.act({
    type: 2,
    person: { id: '800000000000000002', name: 'bo', moderator: false },
    where: inGeneral,
    make: (ids) => commandPayload(ids, ['rejected'], []),
  });
  expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('I am sorry');
  for (const bot of [one, other]) {
    bot.signal('SIGTERM');
    expect(await bot.ended).toMatchObject({ status: 0, err: '' });
  }
});

test('a wrong token is one clear line, also when it turns wrong later', { timeout: patience }, async () => {
  const line = /^Discord does not accept DISCORD_TOKEN\.[^\n]+\n$/;
  const refused = await launch(['start'], environment('wrong')).ended;
  expect(refused).toMatchObject({ status: 1, out: '' });
  expect(refused.err).toMatch(line);

  const bot = launch(['start'], { ...environment(), LOG_LEVEL: 'silent' });
  await bot.says(/Ready in/);
  await server.gateway.connected();
  server.gateway.closeAll(4004);
  const ended = await bot.ended;
  expect(ended.status).toBe(1);
  expect(ended.err).toMatch(line);
});

test('registering shows what changes, and changes it only when told', { timeout: patience }, async () => {
  const register = (...args: string[]) => launch(['register', 'discord', ...args], environment()).ended;
  const dry = await register('--dry-run');
  expect(dry).toMatchObject({ status: 0, err: '' });
  expect(dry.out).toMatch(/^\+ \/rejected$/m);
  expect(dry.out).toContain('this was a dry run');
  expect(server.state.commands.size).toBe(0);
  expect((await register()).out).toContain('Registered.');
  expect((await register()).out).toContain('nothing to do');
  expect((await register('--guild', 'mine')).err).toMatch(/^--guild takes the id of a server[^\n]+\n$/);
  const without = await launch(['register', 'discord'], {}).ended;
  expect(without.err).toMatch(/^Set DISCORD_TOKEN [^\n]+\n$/);
});

test('the settings for shards say all that is wrong with them at once', () => {
  const shards = (env: Record<string, string>) => parseConfig({ DISCORD_TOKEN: 'x', ...env }).discord?.sharding;
  expect(parseConfig({}).discord).toBeUndefined();
  expect(shards({})).toBe('auto');
  expect(shards({ DISCORD_SHARDS: 'auto' })).toBe('auto');
  expect(shards({ DISCORD_SHARDS: '2' })).toEqual({ count: 2, ids: [0, 1] });
  expect(shards({ DISCORD_SHARD_COUNT: '4', DISCORD_SHARD_IDS: '1, 3' })).toEqual({ count: 4, ids: [1, 3] });
  expect(() => shards({ DISCORD_SHARDS: '2', DISCORD_SHARD_COUNT: '4' })).toThrow(
    /set one of both[\s\S]*DISCORD_SHARD_IDS must be set/,
  );
  expect(() => shards({ DISCORD_SHARD_IDS: '1' })).toThrow('DISCORD_SHARD_COUNT must be set');
  expect(() => shards({ DISCORD_SHARD_COUNT: '2', DISCORD_SHARD_IDS: '2' })).toThrow('counted from 0');
  expect(() => shards({ DISCORD_TOKEN: 'two words', DISCORD_API_URL: 'discord.com' })).toThrow(
    /DISCORD_TOKEN[\s\S]*DISCORD_API_URL/,
  );
});
