import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { registerCommands } from '../../../src/adapters/discord/index.ts';
import { inviteLink, permissions } from '../../../src/adapters/discord/invite.ts';
import { locales } from '../../../src/compose.ts';
import { Temporary } from '../../../src/core/errors/index.ts';
import { type DiscordWorld, discordWorld } from '../../support/discord.ts';

let world: DiscordWorld;
beforeAll(async () => {
  world = await discordWorld();
});
beforeEach(() => {
  world.forget();
  world.server.state.commands.clear();
});
afterAll(() => world.close());

const register = (over: { guildId?: string; dryRun?: boolean; token?: string } = {}) => {
  const { guildId, dryRun = false, token = world.server.state.token } = over;
  return registerCommands({
    options: { token, apiUrl: world.server.apiUrl, sharding: 'auto' },
    dispatcher: world.bot.dispatcher,
    locales,
    clock: world.clock,
    dryRun,
    ...(guildId === undefined ? {} : { guildId }),
  });
};
const puts = () => world.server.requests.filter(({ method }) => method === 'PUT');

test('all commands are put in one call, and then nothing is left to change', async () => {
  const names = world.bot.dispatcher.commands.map((entry) => entry.name);
  expect((await register({ dryRun: true })).changes.added).toEqual(names);
  expect(puts()).toEqual([]);
  expect((await register()).changes.added).toEqual(names);
  expect(puts()).toHaveLength(1);
  expect((await register()).changes).toEqual({ added: [], removed: [], changed: [] });
  expect(puts()).toHaveLength(1);
});

test('what differs is named', async () => {
  await register();
  const stored = world.server.state.commands.get('global') ?? [];
  const [first, ...others] = stored;
  world.server.state.commands.set('global', [
    { ...first, description: 'As it was before' },
    ...others.slice(1),
    { name: 'gone', description: 'No longer there' },
  ]);
  expect((await register({ dryRun: true })).changes).toEqual({
    added: [others[0]?.name],
    removed: ['gone'],
    changed: [{ name: first?.name, parts: ['description'] }],
  });
});

test('one server alone can have them, if the bot is in it', async () => {
  await register({ guildId: '700000000000000001' });
  expect(world.server.state.commands.get('700000000000000001')).not.toHaveLength(0);
  expect(world.server.state.commands.get('global')).toBeUndefined();
  await expect(register({ guildId: '700000000000000099' })).rejects.toThrow(
    'Is it a server that the bot was added to?',
  );
});

test('a wrong token and an absent Discord are told in one line', async () => {
  await expect(register({ token: 'wrong' })).rejects.toThrow(/^Discord does not accept DISCORD_TOKEN\.[^\n]*$/);
  world.server.interfere(() => ({ status: 503 }));
  await expect(register()).rejects.toThrow(Temporary);
});

test('the install link asks for what is needed and nothing else', () => {
  const link = new URL(inviteLink('500000000000000001'));
  expect(link.searchParams.get('scope')).toBe('bot applications.commands');
  // View channels, send messages, embed links, attach files, public and private threads, send in threads.
  const needed = [10n, 11n, 14n, 15n, 35n, 36n, 38n].reduce((sum, bit) => sum | (1n << bit), 0n);
  expect(link.searchParams.get('permissions')).toBe(String(needed));
  expect(Object.values(permissions).every((reason) => reason.startsWith('to '))).toBe(true);
});
