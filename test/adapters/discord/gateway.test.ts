import { afterEach, describe, expect, test } from 'vitest';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { type DiscordServer, startDiscordServer } from '../../servers/discord/server.ts';
import { storyClock } from '../../support/clock.ts';
import { type DiscordWorld, discordWorld } from '../../support/discord.ts';
import { seenMessage } from '../../support/discord-seen.ts';
import { rememberingLog } from '../../support/log.ts';

/** The bot and its connection alone: it sends nothing of itself. */
const connectedWorld = (options: { readonly heartbeatMs?: number; readonly shards?: number } = {}) =>
  discordWorld({ ...options, works: false });

let world: DiscordWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('the bot asks for servers alone, and says that it lives as often as it is asked', async () => {
  world = await connectedWorld({ heartbeatMs: 250 });
  const { gateway } = world.server;
  expect(gateway.identified).toMatchObject([
    { kind: 'identify', data: { token: 'test-token', intents: 1, shard: [0, 1] } },
  ]);
  await until(() => gateway.heartbeats > 3);
});

describe('a conversation goes on', () => {
  test('after the connection broke in the middle of it: what was sent meanwhile is made up for', async () => {
    world = await connectedWorld();
    const { gateway } = world.server;
    const ana = world.face('ana');
    await ana.types('/rejected');
    gateway.drop();
    expect((await ana.chooses('How far you had come', 'final')).text).toContain('So close');
    expect(gateway.identified.map(({ kind }) => kind)).toEqual(['identify', 'resume']);
    expect((await ana.presses('Some')).text).toContain('Today');
  });

  test('after Discord asked to connect again', async () => {
    world = await connectedWorld();
    world.server.gateway.askReconnect();
    expect((await world.face('ana').types('/settings')).text).toContain('Your settings');
    expect(world.server.gateway.identified.map(({ kind }) => kind)).toEqual(['identify', 'resume']);
  });

  test('after a session became invalid', async () => {
    world = await connectedWorld();
    const { gateway } = world.server;
    gateway.invalidate(false);
    await until(() => gateway.identified.length === 2);
    expect(gateway.identified[1]?.kind).toBe('identify');
    await gateway.connected();
    expect((await world.face('ana').types('/settings')).text).toContain('Your settings');
  });

  test('after a session was called invalid that can be taken up again', async () => {
    world = await connectedWorld();
    const { gateway } = world.server;
    gateway.invalidate(true);
    await until(() => gateway.identified.length === 2);
    expect(gateway.identified[1]?.kind).toBe('resume');
    expect((await world.face('ana').types('/settings')).text).toContain('Your settings');
  });

  test('after a connection that looked alive was found dead', async () => {
    world = await connectedWorld({ heartbeatMs: 250 });
    const { gateway } = world.server;
    gateway.acknowledge(false);
    await until(() => gateway.identified.length > 1);
    gateway.acknowledge(true);
    expect((await world.face('ana').types('/settings')).text).toContain('Your settings');
    expect(gateway.identified[1]?.kind).toBe('resume');
  });

  test.each([
    ['no JSON', '{"op":0,"t":"INTER'],
    ['JSON of another kind', '42'],
    ['bytes that do not decompress', Uint8Array.from([1, 2, 3, 4])],
    ['an event without its data', '{"op":0,"t":"INTERACTION_CREATE","s":900,"d":null}'],
    ['a server without an id', '{"op":0,"t":"GUILD_CREATE","s":901,"d":{"name":"x"}}'],
    ['a greeting without its beat', '{"op":10}'],
  ])('after %s, which the log tells of', async (_name, frame) => {
    world = await connectedWorld();
    world.server.gateway.sendRaw(frame);
    await until(() => world?.log.said.some(({ level }) => level === 'error') ?? false);
    world.log.forget();
    expect((await world.face('ana').types('/settings')).text).toContain('Your settings');
  });
});

test('as many shards as Discord recommends run in one process, one identifying after the other', async () => {
  // A server's id says whose it is: the usual one is of the second shard, this one of the first.
  const far = { id: '700000000004194305', name: 'Far away' };
  world = await connectedWorld({ shards: 2 });
  const { server, discord, communityOf } = world;
  await until(() => discord.isConnected());
  expect(server.gateway.identified.map(({ kind, data }) => [kind, data.shard])).toEqual([
    ['identify', [0, 2]],
    ['identify', [1, 2]],
  ]);
  server.addGuild(far);
  const where = { kind: 'channel', guildId: far.id, channelId: '600000000000000003' } as const;
  const bothAnswer = async () => {
    expect((await world?.face('ana', { where }).types('/settings'))?.text).toContain('Your settings');
    expect((await world?.face('bo').types('/settings'))?.text).toContain('Your settings');
  };
  await bothAnswer();
  // A shard that comes back takes no server of the other one for lost.
  server.state.sharding = { shards: 2, concurrency: 2 };
  await world.restart();
  await until(() => world?.discord.isConnected() ?? false);
  await bothAnswer();
  for (const id of [far.id, '700000000000000001']) expect(await communityOf(id)).toMatchObject({ removedAt: null });
});

describe('servers', () => {
  const other = { id: '700000000000000002', name: 'Career changers' };

  test('become communities when the bot is added, and are marked when it is removed', async () => {
    world = await connectedWorld();
    const { server, communityOf } = world;
    server.addGuild(other);
    await until(async () => (await communityOf(other.id)) !== undefined);
    expect(await communityOf(other.id)).toMatchObject({ removedAt: null });
    server.removeGuild(other.id);
    await until(async () => (await communityOf(other.id))?.removedAt !== null);
    // Nobody was written to, in a channel or in private.
    expect(server.state.messages.size).toBe(0);
    server.addGuild(other);
    await until(async () => (await communityOf(other.id))?.removedAt === null);
  });

  test('say once, to the first of those who run them who comes, that there is something to set up', {
    timeout: 120_000,
  }, async () => {
    world = await connectedWorld();
    const { server } = world;
    const where = { kind: 'channel', guildId: other.id, channelId: '600000000000000002' } as const;
    server.addGuild(other);
    await world.face('ana', { where }).types('/help');
    await world.face('mo', { where, moderator: true }).types('/help');
    const welcomes = () =>
      [...server.state.messages.values()].filter((each) => seenMessage(each).text.includes('set Rebound up'));
    await until(() => welcomes().length > 0);
    await world.restart();
    await world.face('mo', { where, moderator: true }).types('/help');
    await world.face('bo', { where, moderator: true }).types('/help');
    expect(welcomes().map((each) => each.onlyFor)).toEqual([world.person('mo').id]);
    expect(welcomes().map((each) => seenMessage(each).text)).toEqual([expect.stringContaining('kept for 30 days')]);
    const mo = world.face('mo', { where, moderator: true });
    for (const note of welcomes()) mo.looksAt(note);
    expect((await mo.presses('Set up this community')).text).toContain('Nothing here has to be done');
  });

  test('that are out for a while are not left', async () => {
    world = await connectedWorld();
    const { server, communityOf } = world;
    server.addGuild(other);
    await until(async () => (await communityOf(other.id)) !== undefined);
    server.gateway.dispatch('GUILD_DELETE', { id: other.id, unavailable: true });
    await world.face('ana').types('/settings');
    expect(await communityOf(other.id)).toMatchObject({ removedAt: null });
  });

  test('that removed the bot while it was away are found out when it is back', async () => {
    world = await connectedWorld();
    const { server, communityOf } = world;
    server.addGuild(other);
    await until(async () => (await communityOf(other.id)) !== undefined);
    server.state.guilds.delete(other.id);
    await world.restart();
    await until(async () => (await communityOf(other.id))?.removedAt !== null);
    expect(await communityOf('700000000000000001')).toMatchObject({ removedAt: null });
  });
});

describe('starting', () => {
  let server: DiscordServer;
  afterEach(() => server.close());

  const createFor = (options: Partial<Parameters<typeof createDiscord>[0]['options']>) => {
    const log = rememberingLog();
    const fatal: string[] = [];
    const told: string[] = [];
    const discord = createDiscord({
      options: { token: server.state.token, apiUrl: server.apiUrl, sharding: 'auto', ...options },
      dispatcher: { commands: [] } as unknown as Parameters<typeof createDiscord>[0]['dispatcher'],
      communities: {
        present: async (_platform, id) => void told.push(id),
        removed: async () => undefined,
        onlyThese: async () => undefined,
        ofDirect: async () => undefined,
        welcome: async () => undefined,
      },
      claims: { take: async () => true },
      locales: ['en'],
      clock: storyClock(),
      log,
      onFatal: (error) => fatal.push(error.message),
    });
    return { discord, log, fatal, told };
  };

  test('with a wrong token fails at once, in one line, and asks once', async () => {
    server = await startDiscordServer();
    const { discord, fatal } = createFor({ token: 'wrong' });
    await discord.start();
    expect(fatal).toEqual([expect.stringMatching(/^Discord does not accept DISCORD_TOKEN\.[^\n]*$/)]);
    await discord.close();
    expect(server.requests).toHaveLength(1);
    expect(server.gateway.identified).toEqual([]);
  });

  test('with a token that is taken back later ends, and does not try on', async () => {
    server = await startDiscordServer();
    const { discord, fatal } = createFor({});
    await discord.start();
    await server.gateway.connected();
    server.gateway.closeAll(4004);
    await until(() => fatal.length > 0);
    expect(fatal[0]).toContain('DISCORD_TOKEN');
    await discord.close();
    expect(server.gateway.identified).toHaveLength(1);
  });

  test('while Discord is out of reach goes on, and connects when it is back', async () => {
    server = await startDiscordServer();
    server.state.guilds.set('700000000000000001', { id: '700000000000000001', name: 'Job seekers' });
    server.interfere(() => ({ status: 503 }));
    const { discord, log, told } = createFor({});
    await discord.start();
    await until(() => log.said.some(({ message }) => message.includes('trying again')));
    server.interfere(undefined);
    await until(() => told.length > 0);
    await discord.close();
  });

  test('runs the shards that it is told to', async () => {
    server = await startDiscordServer();
    const { discord } = createFor({ sharding: { count: 3, ids: [1] } });
    await discord.start();
    await server.gateway.connected();
    expect(server.gateway.identified[0]?.data.shard).toEqual([1, 3]);
    await discord.close();
  });

  test('tells of commands that are not those of this version, and pushes nothing', async () => {
    server = await startDiscordServer();
    server.state.commands.set('global', [{ name: 'old', description: 'Old' }]);
    const { discord, log } = createFor({});
    await discord.start();
    await discord.close();
    expect(log.said).toContainEqual(
      expect.objectContaining({ level: 'warn', facts: expect.objectContaining({ removed: ['old'] }) }),
    );
    expect(server.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
