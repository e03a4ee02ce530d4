import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { canBeReliedOn } from '../../src/cli/listening.ts';
import { parseConfig } from '../../src/config/index.ts';
import { commandPayload } from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { handsOf } from '../servers/slack/person.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/server.ts';
import { freshServerDatabase } from '../support/database.ts';
import { inGeneral } from '../support/discord-face.ts';
import { seenMessage } from '../support/discord-seen.ts';
import type { Reader } from '../support/face.ts';
import { type Launched, launch } from '../support/process.ts';
import { botToken, faceOf, teamId } from '../support/slack.ts';

// Real processes on one Postgres, with Discord and Slack around them.
const patience = 180_000;

let folder: string;
let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let discord: DiscordServer;
let slack: SlackServer;
/** Takes every request and answers none. */
let silent: Server;
/** One member, in two windows. */
let ana: Reader;
let anaOnHerPhone: Reader;
const running = new Set<Launched>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-'));
  home = await freshServerDatabase();
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  discord = await startDiscordServer();
  discord.state.guilds.set(inGeneral.guildId, { id: inGeneral.guildId, name: 'Job seekers' });
  slack = await startSlackServer();
  const { state } = slack;
  state.workspaces.set(teamId, { id: teamId, name: 'Job seekers' });
  state.tokens.set(botToken, teamId);
  state.channels.set('C1', { id: 'C1', name: 'general', members: ['UANA'] });
  const user = { id: 'UANA', name: 'ana', teamId, isModerator: false, locale: 'en-GB', zone: 'UTC', isGone: false };
  state.users.set(user.id, user);
  const open = () =>
    faceOf(state, user, handsOf(state, user, slack.sockets.send), () => expect(state.refused).toEqual([]));
  [ana, anaOnHerPhone] = [open(), open()];
});
afterEach(async () => {
  for (const each of running) each.signal('SIGKILL');
  await Promise.all([...running].map((each) => each.ended));
  running.clear();
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await discord.close();
  await slack.close();
  await home.drop();
  rmSync(folder, { recursive: true, force: true });
});

function launched(settings: Readonly<Record<string, string>>): Launched {
  const bot = launch(['start'], {
    DATABASE_URL: home.url,
    REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    REBOUND_DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...settings,
  });
  running.add(bot);
  return bot;
}

const onSlack = () => ({ SLACK_APP_TOKEN: slack.appToken, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: slack.apiUrl });
const onDiscord = () => ({ DISCORD_TOKEN: discord.state.token, DISCORD_API_URL: discord.apiUrl });

async function leaves(bot: Launched): Promise<string> {
  bot.signal('SIGTERM');
  const { status, err } = await bot.ended;
  expect(status).toBe(0);
  running.delete(bot);
  return err;
}

async function answersOnDiscord(): Promise<void> {
  await discord.gateway.connected();
  const shown = await discord.act({
    type: 2,
    person: { id: '800000000000000001', name: 'ana', moderator: false },
    where: inGeneral,
    make: (ids) => commandPayload(ids, ['rejected'], []),
  });
  expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('I am sorry');
}

test('half a configuration is refused with the name of what is missing', { timeout: patience }, async () => {
  const slackOf = (env: Record<string, string>) => () => parseConfig(env).slack;
  expect(slackOf({})()).toBeUndefined();
  expect(slackOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET');
  expect(slackOf({ SLACK_SIGNING_SECRET: 's' })).toThrow('SLACK_BOT_TOKEN must be set');
  expect(slackOf({ SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_ID: '1.2' })).toThrow(
    /SLACK_CLIENT_SECRET must be set[\s\S]*PUBLIC_URL must be set/,
  );
  expect(slackOf({ SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_SECRET: 'c' })).toThrow('SLACK_CLIENT_ID must be set');
  const refused = await launched({ SLACK_APP_TOKEN: 'xapp-1' }).ended;
  expect(refused).toMatchObject({ status: 1, out: '' });
  expect(refused.err).toContain('SLACK_BOT_TOKEN must be set');
});

test('one id leads from what somebody did through every try to deliver what follows; neither words nor secrets are in the log', {
  timeout: patience,
}, async () => {
  const bot = launched({ ...onSlack(), LOG_LEVEL: 'debug' });
  const [, url = ''] = await bot.says(/Ready in [\d.]+ s: (http:\S+)/);
  await expect.poll(() => slack.sockets.count, { timeout: patience }).toBe(1);
  await ana.types('/rejected stage:interview company:Quetzalwerk');
  await ana.presses('Some');
  await ana.presses('Tell the community');
  await ana.submits({ words: 'Quetzalfedern sting' });
  slack.failNext({ method: 'chat.postMessage', status: 503 });
  await ana.presses('Post it here');
  const lines = () =>
    bot
      .err()
      .split('\n')
      .flatMap((line): Record<string, string>[] => (line ? [JSON.parse(line)] : []));
  const deed = () => lines().find(({ what }) => what === 'announcements.post')?.trace ?? '';
  const followed = () => lines().filter(({ trace }) => trace === deed());
  await expect
    .poll(() => followed().map(({ msg, outcome, result }) => [msg, outcome ?? result].join(' ').trim()), {
      timeout: 30_000,
    })
    .toEqual(['Answered card', 'A delivery failed', 'Delivered again', 'Delivered sent']);
  expect(deed()).toMatch(/trigger/);
  expect(bot.err()).not.toMatch(/Quetzal|xoxb-|xapp-|postgres:\/\//);

  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('rebound_deliveries_total{platform="slack",kind="announcements.post",result="sent"} 1');
  // Each of the five was seen to be answered.
  expect(metrics).toContain('rebound_response_seconds_count{platform="slack"} 5');
  expect(metrics).toContain('rebound_platform_connected{platform="slack"} 1');
  await leaves(bot);
});

test('Slack alone refuses a token: the process says which, and ends', { timeout: patience }, async () => {
  for (const [wrong, name] of [
    [{ SLACK_APP_TOKEN: 'xapp-wrong' }, 'SLACK_APP_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'SLACK_BOT_TOKEN'],
  ] as const) {
    const { status, err } = await launched({ ...onSlack(), ...wrong }).ended;
    expect([status, err]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^Slack does not accept ${name}\\.[^\\n]+\\n$`)),
    ]);
  }
});

test('a refused token for one workspace leaves those that installed the bot alone', { timeout: patience }, async () => {
  const installs = {
    SLACK_SIGNING_SECRET: 'shhh',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'shhh',
    PUBLIC_URL: 'https://rebound.example',
  };
  const bot = launched({ ...installs, SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_API_URL: slack.apiUrl });
  const [, url = ''] = await bot.says(/Ready in [\d.]+ s: (http:\S+)/);
  await expect.poll(() => bot.err(), { timeout: patience }).toContain('Slack does not accept SLACK_BOT_TOKEN');
  expect((await fetch(`${url}/slack/install`, { redirect: 'manual' })).status).toBe(302);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await leaves(bot);
});

test('a process is relied on once all platforms reach it, and later while one of them does', () => {
  const [starting, later] = [20_000, 10 * 60_000];
  expect([canBeReliedOn([], starting), canBeReliedOn([true, true], starting)]).toEqual([true, true]);
  expect([canBeReliedOn([true, false], starting), canBeReliedOn([true, false], later)]).toEqual([false, true]);
  expect([canBeReliedOn([false], later), canBeReliedOn([false, false], later)]).toEqual([false, false]);
});

test('Slack is down, and then refuses the token: Discord goes on, until it refuses the bot too', {
  timeout: patience,
}, async () => {
  slack.failNext({ method: 'apps.connections.open', status: 503 });
  const bot = launched({ ...onDiscord(), ...onSlack(), SLACK_APP_TOKEN: 'xapp-wrong', LOG_LEVEL: 'warn' });
  const [, url = ''] = await bot.says(/Ready in [\d.]+ s: (http:\S+)/);
  await answersOnDiscord();
  expect((await fetch(`${url}/`)).status).toBe(200);
  await expect
    .poll(() => bot.err())
    .toMatch(/No connection to Slack; trying again[\s\S]*"msg":"Slack does not accept SLACK_APP_TOKEN/);
  await answersOnDiscord();
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
    /platform_connected\{platform="discord"\} 1[\s\S]*platform_connected\{platform="slack"\} 0/,
  );
  discord.gateway.closeAll(4004);
  const { status, err } = await bot.ended;
  expect(status).toBe(1);
  expect(err).toMatch(
    /\nSlack does not accept SLACK_APP_TOKEN\.[^\n]+\nDiscord does not accept DISCORD_TOKEN\.[^\n]+\n$/,
  );
});

test('Discord answers nothing, or refuses the token: Slack does not notice, and what a kill cut off there has happened once', {
  timeout: patience,
}, async () => {
  const { port } = silent.address() as AddressInfo;
  const beside = { ...onDiscord(), DISCORD_API_URL: `http://127.0.0.1:${port}/api` };
  const bot = launched({ ...beside, ...onSlack() });
  await expect.poll(() => slack.sockets.count, { timeout: patience }).toBe(1);
  await ana.types('/goal add 5 applications a week');
  await ana.submits({});
  await ana.types('/goal list');

  // The press is acknowledged at once; its answer comes by another way, which is held up until the process is gone.
  slack.holdAnswers();
  const cutOff = ana.presses('+1 applications').catch((error: unknown) => error);
  await expect.poll(() => slack.held).toBe(1);
  bot.signal('SIGKILL');
  await bot.ended;
  running.delete(bot);
  slack.letAnswersThrough();

  const next = launched({ ...onDiscord(), DISCORD_TOKEN: 'wrong', ...onSlack() });
  await expect.poll(() => slack.sockets.count, { timeout: patience }).toBe(1);
  expect((await anaOnHerPhone.types('/goal list')).text).toContain('applications: 1 of 5 so far this week');
  expect((await anaOnHerPhone.presses('+1 applications')).text).toContain('2 of 5 so far this week');
  expect(await cutOff).toMatchObject({ message: expect.stringContaining('Nothing came to be seen') });
  expect(await leaves(next)).toMatch(/^[^\n]+"msg":"Discord does not accept DISCORD_TOKEN[^\n]+\n$/);
  expect(slack.sockets.count).toBe(0);
});
