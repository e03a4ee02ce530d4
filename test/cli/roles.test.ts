import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { dutiesOf } from '../../src/cli/role.ts';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { noDatabase } from '../../src/db/no-database.ts';
import { openServer } from '../../src/db/open.ts';
import { communities } from '../../src/db/schema.ts';
import { checkinSchedules } from '../../src/features/checkins/schema.ts';
import { commandPayload } from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/server.ts';
import { freshServerDatabase } from '../support/database.ts';
import { createFace, inGeneral } from '../support/discord-face.ts';
import { seenMessage } from '../support/discord-seen.ts';
import { failingLog, rememberingLog } from '../support/log.ts';
import { type Launched, launch } from '../support/process.ts';
import { administer } from '../support/setup.ts';
import { signedRequest } from '../support/signed.ts';

// Real processes, each doing its part of one bot: on one Postgres, with Discord and Slack around them.
const patience = 180_000;
const signingSecret = 'what only Slack and we know';

let folder: string;
let home: Awaited<ReturnType<typeof freshServerDatabase>>;
let discord: DiscordServer;
let slack: SlackServer;
const running = new Set<Launched>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-'));
  home = await freshServerDatabase(false);
  discord = await startDiscordServer();
  discord.state.guilds.set(inGeneral.guildId, { id: inGeneral.guildId, name: 'Job seekers' });
  slack = await startSlackServer();
  slack.state.workspaces.set('T1', { id: 'T1', name: 'Job seekers' });
  slack.state.tokens.set('xoxb-by-hand', 'T1');
  slack.state.users.set('UANA', {
    id: 'UANA',
    name: 'ana',
    teamId: 'T1',
    isModerator: false,
    locale: 'en-GB',
    zone: 'UTC',
    isGone: false,
  });
});
afterEach(async () => {
  for (const each of running) each.signal('SIGKILL');
  await Promise.all([...running].map((each) => each.ended));
  running.clear();
});
afterAll(async () => {
  await discord.close();
  await slack.close();
  await home.drop();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  DATABASE_URL: home.url,
  REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  REBOUND_DATA_DIR: folder,
  PORT: '0',
  LOG_LEVEL: 'error',
  DISCORD_TOKEN: discord.state.token,
  DISCORD_API_URL: discord.apiUrl,
  SLACK_BOT_TOKEN: 'xoxb-by-hand',
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: slack.apiUrl,
});

async function startRole(
  role: string,
  ...options: readonly string[]
): Promise<{ readonly bot: Launched; readonly url: string }> {
  const bot = launch(['start', '--role', role, ...options], environment());
  running.add(bot);
  const [, url = ''] = await bot.says(/Ready in \d+\.\d s: (http:\S+)/);
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 30_000 }).toBe(200);
  return { bot, url };
}

async function leaves(bot: Launched): Promise<void> {
  bot.signal('SIGTERM');
  expect(await bot.ended).toMatchObject({ status: 0, err: '' });
  running.delete(bot);
}

const rejectedOnDiscord = (name = 'ana') =>
  discord.act({
    type: 2,
    person: { id: `80000000000000000${name.length}`, name, moderator: false },
    where: inGeneral,
    make: (ids) => commandPayload(ids, ['rejected'], []),
  });

function rejectedOnSlack(url: string, text = ''): Promise<Response> {
  const fields = {
    command: '/rejected',
    text,
    team_id: 'T1',
    user_id: 'UANA',
    channel_id: 'C1',
    trigger_id: '1.2.3',
    response_url: `${slack.origin}/response/1`,
    api_app_id: 'A1',
    token: 'old',
    is_enterprise_install: 'false',
  };
  return fetch(`${url}/slack/events`, signedRequest(signingSecret, fields));
}

test('a gateway, a web process and a worker are one bot, on a database that was brought up to date apart', {
  timeout: patience,
}, async () => {
  const early = await launch(['start', '--no-migrate'], environment()).ended;
  expect(early).toMatchObject({ status: 1, out: '' });
  expect(early.err).toMatch(/^The database has 0 of \d+ migrations\. Run `rebound migrate`[^\n]+\n$/);
  expect(await launch(['migrate'], environment()).ended).toEqual({
    status: 0,
    out: expect.stringMatching(/^The database is up to date: \d+ migrations\.\n$/),
    err: '',
  });
  const database = await openServer({ url: home.url, poolSize: 1, onIdleError: () => undefined });
  const id = '00000000-0000-4000-8000-00000000c001';
  const now = new Date();
  const { guildId, channelId } = inGeneral;
  await database.queries
    .insert(communities)
    .values({ id, platform: 'discord', platformId: guildId, createdAt: now })
    .onConflictDoNothing();
  await database.queries.insert(checkinSchedules).values({
    id,
    communityId: id,
    version: 1,
    state: 'live',
    channelId,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    time: now.toISOString().slice(11, 16),
    zone: 'UTC',
    openHours: 24,
    sharing: 'choice',
    except: [],
    nextDate: now.toISOString().slice(0, 10),
    nextAt: now,
    createdAt: now,
  });
  await database.close();

  const [gateway, web, worker] = await Promise.all([
    startRole('gateway', '--no-migrate'),
    startRole('web', '--no-migrate'),
    startRole('worker', '--no-migrate'),
  ]);
  const shown = await rejectedOnDiscord();
  expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('I am sorry');
  const answer = await rejectedOnSlack(web.url, 'stage:final');
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('So close')]);
  expect((await rejectedOnSlack(gateway.url)).status).toBe(404);
  expect((await rejectedOnSlack(worker.url)).status).toBe(404);
  const thread = await discord.message((message) => message.channelId === channelId && message.nonce !== undefined);
  expect(seenMessage(thread).text).toContain('Check-in');
  for (const each of [gateway, web, worker]) await leaves(each.bot);
});

test('while one gateway takes the place of another, a press is answered by the one that did it', {
  timeout: patience,
}, async () => {
  const gateways = await Promise.all([startRole('gateway'), startRole('gateway')]);
  const { dispatcher } = composeBot({
    database: noDatabase,
    secretKey: new Uint8Array(32),
    clock: systemClock,
    random: systemRandom,
    log: failingLog(),
  });
  for (let time = 0; time < 20; time += 1) {
    const person = { id: `8000000000000001${time + 10}`, name: 'bo', moderator: false };
    const bo = createFace({
      server: discord,
      log: rememberingLog(),
      dispatcher,
      person,
      where: inGeneral,
      idOf: () => '',
    });
    await bo.types('/rejected stage:interview company:Acme');
    expect((await bo.presses('Some')).buttons).toContain('Tell the community');
  }
  for (const { bot } of gateways) await leaves(bot);
});

test.each<[string, readonly string[]]>([
  ['each with its part', ['gateway', 'web']],
  ['for everything', ['all']],
])('processes %s that are replaced leave nobody without an answer', { timeout: patience }, async (_what, roles) => {
  const startAll = () => Promise.all(roles.map((role) => startRole(role)));
  const served = (processes: Awaited<ReturnType<typeof startAll>>) => processes.at(-1)?.url ?? '';
  const before = await startAll();
  let urls = [served(before)];
  let turn = 0;
  let isOver = false;
  const answers: Promise<string>[] = [];
  const talking = (async () => {
    while (!isOver) {
      answers.push(rejectedOnDiscord().then((shown) => shown.kind));
      // As a load balancer does: whoever says that it takes no more is left out from the next look on.
      const url = urls[turn++ % urls.length] ?? '';
      answers.push(rejectedOnSlack(url, 'stage:final').then((answer) => String(answer.status), String));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  const looking = (async () => {
    while (!isOver) {
      const looked = await Promise.all(
        urls.map((url) =>
          fetch(`${url}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
      urls = urls.filter((_url, at) => looked[at] !== false);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  })();

  urls = [...urls, served(await startAll())];
  await Promise.all(before.map(({ bot }) => leaves(bot)));
  // Whoever was still sent something after its end is seen now.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  isOver = true;
  await Promise.all([talking, looking]);
  const said = await Promise.all(answers);
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((each) => each !== 'message' && each !== '200')).toEqual([]);
});

test('while the database is away a process says that it can do nothing, lives, and goes on when it is back', {
  timeout: patience,
}, async () => {
  const { bot, url } = await startRole('worker');
  const name = new URL(home.url).pathname.slice(1);
  const server = inject('serverUrl');
  const status = async (path: string) => (await fetch(`${url}${path}`)).status;
  await administer(server, `alter database ${name} allow_connections false`);
  await administer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await expect.poll(() => status('/readyz'), { timeout: 30_000 }).toBe(503);
  expect([await status('/healthz'), await status('/metrics')]).toEqual([200, 200]);
  await administer(server, `alter database ${name} allow_connections true`);
  await expect.poll(() => status('/readyz'), { timeout: 30_000 }).toBe(200);
  bot.signal('SIGTERM');
  expect((await bot.ended).status).toBe(0);
  running.delete(bot);
});

test('a part of the work on the embedded database, and a role that there is not, are refused with what to do', () => {
  expect(() => dutiesOf('worker', undefined)).toThrow(/^--role worker shares the work .+DATABASE_URL/);
  expect(() => dutiesOf('leader', home.url)).toThrow('--role must be one of all, gateway, web, worker.');
});
