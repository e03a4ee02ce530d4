import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { botScopes } from '../../src/adapters/slack/manifest.ts';
import { type DoctorOptions, doctor as runDoctor } from '../../src/cli/doctor.ts';
import { openBot } from '../../src/cli/open-bot.ts';
import { readConfig } from '../../src/config/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { openEmbedded, openServer } from '../../src/db/open.ts';
import { communities } from '../../src/db/schema.ts';
import { createSecrets } from '../../src/db/secrets.ts';
import { createVault } from '../../src/db/vault.ts';
import { checkinSchedules } from '../../src/features/checkins/schema.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/server.ts';
import { freshServerDatabase, prepareFolder } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { launch } from '../support/process.ts';
import { administer } from '../support/setup.ts';
import { botToken, teamId } from '../support/slack.ts';

// One starts a real process.
const patience = 120_000;

let folder: string;
let discord: DiscordServer;
let slack: SlackServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rebound-doctor-'));
  discord = await startDiscordServer();
  slack = await startSlackServer();
  slack.state.workspaces.set(teamId, { id: teamId, name: 'Job seekers' });
  slack.state.tokens.set(botToken, teamId);
});
afterAll(async () => {
  await discord.close();
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What doctor says under these settings alone. In this process: reading the code anew takes longer than all that it looks at. */
function doctor(settings: Readonly<Record<string, string>>, options: DoctorOptions = {}) {
  let out = '';
  return under(settings, async () => {
    const status = await runDoctor(options, (line) => {
      out += `${line}\n`;
    });
    return { status, out };
  });
}

async function under<Result>(settings: Readonly<Record<string, string>>, work: () => Promise<Result>): Promise<Result> {
  const before = process.env;
  process.env = { PATH: before.PATH, REBOUND_DATA_DIR: folder, ...settings };
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

test('with nothing set up all is well, and nothing was made', { timeout: patience }, async () => {
  const { status, out } = await doctor({});
  expect(out).toMatch(/^ok {3}runtime {7}Node\.js \d+/);
  expect(out).toContain('to be made at the first start');
  expect(out).toContain('not set up (DISCORD_TOKEN)');
  expect(status).toBe(0);
});

test('each fault is a line that says what to do, and ends with status 1', { timeout: patience }, async () => {
  const faulty = await doctor({ PORT: 'often', SLACK_BOT_TOKEN: 'xoxb-1' });
  expect(faulty.out).toMatch(/FAIL configuration PORT must be a port number/);
  expect(faulty.status).toBe(1);

  mkdirSync(join(folder, 'postgres'));
  expect((await doctor({})).out).toContain('secret.key is gone: put it back from your backup');
  writeFileSync(join(folder, 'secret.key'), 'key');
  chmodSync(join(folder, 'secret.key'), 0o644);
  const open = await doctor({}, { json: true });
  expect(JSON.parse(open.out)).toContainEqual(expect.objectContaining({ check: 'key', state: 'wrong' }));
  expect(open.status).toBe(1);
});

test('a database server is told by version and migrations, and left as it is', { timeout: patience }, async () => {
  const empty = await freshServerDatabase(false);
  const settings = { REBOUND_SECRET_KEY: Buffer.alloc(32).toString('base64') };
  for (const _ of ['twice', 'the same']) {
    expect((await doctor({ ...settings, DATABASE_URL: empty.url })).out).toMatch(
      /note database {6}Postgres \d+\S*, 0 of/,
    );
  }
  await empty.drop();
  const gone = await doctor({ ...settings, DATABASE_URL: empty.url });
  expect(gone.out).toMatch(/FAIL database.*\(3D000\): there is no database of that name: make it there/);
  expect(gone.out).not.toContain(empty.url);
  const ready = await freshServerDatabase();
  expect((await doctor({ ...settings, DATABASE_URL: ready.url })).out).toMatch(/ok {3}database/);
  await ready.drop();
});

test('a database server that lets nobody in is told by what to do about it, and never by its address', {
  timeout: patience,
}, async () => {
  const { url, drop } = await freshServerDatabase(false);
  const told = async (change: (url: URL) => void) => {
    const changed = new URL(url);
    changed.password = 'hunter2';
    change(changed);
    const key = Buffer.alloc(32).toString('base64');
    const { out, status } = await doctor({ DATABASE_URL: changed.href, REBOUND_SECRET_KEY: key });
    expect(out).not.toContain('hunter2');
    expect(status).toBe(1);
    return out;
  };
  expect(await told((to) => to.searchParams.set('user', 'nobody'))).toContain('correct the user and password');
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  await new Promise((done) => free.close(done));
  expect(await told((to) => Object.assign(to, { hostname: '127.0.0.1', port }))).toContain('start Postgres, or check');
  expect(await told((to) => Object.assign(to, { hostname: 'nowhere.invalid' }))).toMatch(/check how it is written/);
  await drop();
});

test('a data folder that cannot be is told, and a missing one is not made', { timeout: patience }, async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'within')]) {
    const { out, status } = await doctor({ REBOUND_DATA_DIR: path });
    expect(out).toContain(`FAIL disk          nothing can be written in ${path}: give it to the user`);
    expect(status).toBe(1);
    await expect(openEmbedded(path)).rejects.toThrow('set REBOUND_DATA_DIR to another folder');
  }
  const another = join(folder, 'of-another-user');
  mkdirSync(join(another, 'postgres'), { recursive: true });
  writeFileSync(join(another, 'postgres', 'PG_VERSION'), '17');
  mkdirSync(join(another, 'lock'));
  const { out } = await doctor({ REBOUND_DATA_DIR: another });
  expect(out).toContain(`could not be looked at: Nothing can be written in the data folder ${another}.`);
  const later = join(folder, 'not', 'yet');
  expect((await doctor({ REBOUND_DATA_DIR: later })).out).toContain(`GiB free in ${later}`);
  expect(existsSync(join(folder, 'not'))).toBe(false);
});

test('the embedded database is looked into, and left alone where another process has it', {
  timeout: patience,
}, async () => {
  const home = join(folder, 'embedded');
  prepareFolder(home);
  const database = await openEmbedded(home);
  const [id, now] = ['00000000-0000-4000-8000-000000000001', new Date()];
  await database.queries.insert(communities).values({ id, platform: 'slack', platformId: 'T1', createdAt: now });
  await database.queries.insert(checkinSchedules).values({
    ...{
      id,
      communityId: id,
      version: 1,
      state: 'waiting',
      channelId: 'C7',
      weekdays: [1],
      time: '09:00',
      zone: 'UTC',
    },
    ...{ openHours: 24, sharing: 'choice', except: [], createdAt: now },
  });
  writeFileSync(join(home, 'secret.key'), 'key', { mode: 0o600 });
  const held = await launch(['doctor'], { REBOUND_DATA_DIR: home }).ended;
  expect(held.out).toContain(
    `note database      the embedded database could not be looked at: Another Rebound is using the data folder ${home}`,
  );
  expect(held.status).toBe(0);
  await database.close();
  const free = await doctor({ REBOUND_DATA_DIR: home });
  expect(free.out).toMatch(/ok {3}database {6}embedded, in .*; no bot runs on it now; (\d+) of \1 migrations made/);
  expect(free.out).toContain('FAIL channels      slack channel C7 refused the last post: invite the bot there');
});

test('platforms are asked whether they take the tokens', { timeout: patience }, async () => {
  const fresh = { REBOUND_DATA_DIR: join(folder, 'fresh') };
  const onDiscord = { ...fresh, DISCORD_API_URL: discord.apiUrl };
  const wrong = await doctor({ ...onDiscord, DISCORD_TOKEN: 'wrong' });
  expect([wrong.out, wrong.status]).toEqual([expect.stringMatching(/FAIL discord.*DISCORD_TOKEN/), 1]);
  const right = await doctor({ ...onDiscord, DISCORD_TOKEN: discord.state.token });
  expect(right.out).toMatch(/note discord.*rebound register discord/);
  expect(right.out).toContain('https://discord.com/oauth2/authorize?');
  expect(right.status).toBe(0);

  const onSlack = { ...fresh, SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: slack.appToken };
  expect((await doctor(onSlack)).status).toBe(0);
  slack.state.scopes = ['commands'];
  const poor = await doctor({ ...onSlack, SLACK_APP_TOKEN: 'xapp-wrong' });
  expect(poor.out).toContain('rights are missing: chat:write, files:write, im:write, mpim:write, users:read');
  expect(poor.out).toContain('Slack refuses SLACK_APP_TOKEN (invalid_auth)');
  expect(poor.status).toBe(1);
});

test('a key that does not belong to the database is told before anybody finds their words closed', {
  timeout: patience,
}, async () => {
  const { url, drop } = await freshServerDatabase();
  const [community, member] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await administer(
    url,
    `insert into communities (id, platform, platform_id, created_at) values ('${community}', 'playground', 'one', now());
     insert into members (id, community_id, platform_user_id, created_at) values ('${member}', '${community}', 'ana', now())`,
  );
  const right = Buffer.alloc(32, 7);
  const database = await openServer({ url, poolSize: 1, onIdleError: () => undefined });
  const place = { table: 'notes', column: 'words', row: member };
  await createVault(right).seal(database.queries, member, place, 'mine');
  await database.close();
  const withKey = (key: Buffer) => ({ DATABASE_URL: url, REBOUND_SECRET_KEY: key.toString('base64') });
  expect((await doctor(withKey(right))).status).toBe(0);
  const foreign = withKey(Buffer.alloc(32, 8));
  const wrong = await doctor(foreign);
  expect(wrong.out).toContain('FAIL key           REBOUND_SECRET_KEY does not open what is sealed in this database');
  expect(wrong.status).toBe(1);
  // Nor does a bot start under it, and seal new words under another key than the old ones.
  const started = under(foreign, () => openBot(readConfig(), failingLog(), systemClock));
  await expect(started).rejects.toThrow('put back the one that belongs to it. Nothing was changed');
  await drop();
});

test('the workspaces that installed it on Slack are asked one by one', { timeout: patience }, async () => {
  const { url, drop } = await freshServerDatabase();
  const key = Buffer.alloc(32, 7);
  const database = await openServer({ url, poolSize: 1, onIdleError: () => undefined });
  const secrets = createSecrets({ database, clock: systemClock, keys: { current: key } });
  const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
  const installed = [
    ['T1', botToken],
    ['T2', 'xoxb-withdrawn'],
    ['T3', undefined],
  ] as const;
  for (const [at, [platformId, token]] of installed.entries()) {
    const createdAt = new Date();
    await database.queries.insert(communities).values({ id: id(at), platform: 'slack', platformId, createdAt });
    if (token) await secrets.save(`slack ${platformId}`, { installation: { bot: { token } } });
  }
  await database.close();
  slack.state.scopes = [...botScopes];
  const settings = {
    ...{ DATABASE_URL: url, REBOUND_SECRET_KEY: key.toString('base64'), PUBLIC_URL: 'https://rebound.example.org' },
    ...{
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: 'signs',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'keeps',
    },
  };
  const seen = await doctor(settings);
  const again = 'somebody there has to install it again, at https://rebound.example.org/slack/install';
  expect(seen.out).toContain('ok   slack         with every right in 1 of 3 workspaces');
  expect(seen.out).toContain(`FAIL slack         workspace T3 gave no token: ${again}`);
  expect(seen.out).toContain(`FAIL slack         workspace T2 refuses its token (invalid_auth): ${again}`);
  expect(seen.out).toContain('ok   slack         add it to a workspace: https://rebound.example.org/slack/install');
  expect(seen.out).not.toContain('xoxb-');
  expect(seen.status).toBe(1);
  // There the bot was installed by hand.
  const byHand = await doctor({ ...settings, SLACK_BOT_TOKEN: botToken });
  expect(byHand.out).toContain('with every right in 2 of 3 workspaces');
  await drop();
});

test('a platform that does not answer has refused nothing', { timeout: patience }, async () => {
  const away = { REBOUND_DATA_DIR: join(folder, 'fresh'), SLACK_API_URL: 'http://127.0.0.1:1/api/' };
  const onSlack = await doctor({ ...away, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: slack.appToken });
  expect(onSlack.out).toMatch(/note slack {9}Slack did not answer/);
  expect(onSlack.out).not.toContain('refuses');
  const onDiscord = await doctor({ ...away, DISCORD_API_URL: 'http://127.0.0.1:1/api', DISCORD_TOKEN: 'any' });
  expect(onDiscord.out).toMatch(/note discord {7}Discord did not do as asked.*try again in a minute/);
});

test('a channel in which the bot may not do its work is named, with what to allow', { timeout: patience }, async () => {
  const ready = await freshServerDatabase();
  const [guildId, open, shut] = ['700000000000000001', '600000000000000001', '600000000000000002'];
  const ofMock = '600000000000000003';
  const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
  const schedule = (number: number, channelId: string) =>
    `('${id(number)}', '${id(1)}', 1, 'live', '${channelId}', '{1}', '09:00', 'UTC', 48, 'choice', '{}', now())`;
  await administer(
    ready.url,
    `insert into communities (id, platform, platform_id, created_at) values ('${id(1)}', 'discord', '${guildId}', now());
     insert into checkin_schedules
       (id, community_id, version, state, channel_id, weekdays, time, zone, open_hours, sharing, "except", created_at)
       values ${schedule(2, open)}, ${schedule(3, shut)};
     insert into pairing_schedules
       (id, community_id, version, state, channel_id, weekdays, time, zone, "except", created_at)
       values ('${id(4)}', '${id(1)}', 1, 'live', '${ofMock}', '{1}', '09:00', 'UTC', '{}', now())`,
  );
  discord.state.rights = 0xffffffffffffn & ~PermissionFlagsBits.Administrator;
  discord.state.overwrites.set(shut, [
    { id: guildId, allow: '0', deny: String(PermissionFlagsBits.SendMessages | PermissionFlagsBits.EmbedLinks) },
    { id: discord.state.applicationId, allow: String(PermissionFlagsBits.EmbedLinks), deny: '0' },
  ]);
  discord.state.overwrites.set(ofMock, [
    { id: guildId, allow: '0', deny: String(PermissionFlagsBits.CreatePrivateThreads) },
  ]);
  const settings = {
    DATABASE_URL: ready.url,
    REBOUND_SECRET_KEY: Buffer.alloc(32).toString('base64'),
    DISCORD_TOKEN: discord.state.token,
    DISCORD_API_URL: discord.apiUrl,
  };
  const seen = await doctor(settings);
  expect(seen.out).toContain(`FAIL channels      Discord channel ${shut} lacks SendMessages: allow that`);
  expect(seen.out).toContain(`FAIL channels      Discord channel ${ofMock} lacks CreatePrivateThreads: allow that`);
  expect(seen.out).not.toContain(open);
  expect(seen.status).toBe(1);
  discord.state.overwrites.clear();
  expect((await doctor(settings)).out).toContain('ok   channels      the bot may post wherever it was set up to');
  await ready.drop();
});
