import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { commandPayload } from '../servers/discord/payloads.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { note, printRows } from './rows.ts';
import { makeNotes } from './storing.ts';

// A `/rejected` over Discord's gateway, stored and answered, against the least that one could write with discord.js:
// a process each on a Discord of its own, measured in turns, so that the machine cancels out.

// So many at once that each of them always has something to do: with fewer, it is waiting that is measured.
const [turns, turnMs, atOnce] = [7, 2_000, 32];
// What one member and one community can ask is limited; so many stay far below it.
const [people, guilds] = [1_600, 160];

let sent = 0;

/** Types the command as one of many; rejects where the answer is not the one that was to come. */
async function rejected(server: DiscordServer): Promise<void> {
  sent += 1;
  const person = { id: `8${String(sent % people).padStart(17, '0')}`, name: `n${sent % people}`, moderator: false };
  const ofGuild = String(sent % guilds).padStart(17, '0');
  const shown = await server.act({
    type: 2,
    person,
    where: { kind: 'channel', guildId: `7${ofGuild}`, channelId: `6${ofGuild}` },
    make: (ids) => commandPayload(ids, ['rejected'], [{ name: 'stage', type: 3, value: 'final' }]),
  });
  const said = shown.kind === 'message' ? JSON.stringify(shown.message.body) : shown.kind;
  if (!said.includes('So close')) throw new Error(`Answered ${said.slice(0, 300)}`);
}

/** Answers a second. */
async function throughput(server: DiscordServer): Promise<number> {
  const startedMs = performance.now();
  let count = 0;
  const asking = async () => {
    while (performance.now() < startedMs + turnMs) {
      await rejected(server);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asking));
  const perSecond = (count / (performance.now() - startedMs)) * 1_000;
  server.forget();
  return perSecond;
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const given = process.env.TEST_DATABASE_URL;
const postgres = given ? { url: given, stop: async () => undefined } : await startPostgres();
const name = `bench_discord_${process.pid}`;
const url = databaseUrl(postgres.url, name);
await administer(postgres.url, `create database ${name}`);
await administer(url, makeNotes);
const folder = mkdtempSync(join(tmpdir(), 'rebound-bench-'));

interface Contender {
  readonly server: DiscordServer;
  readonly child: ChildProcess;
}

async function start(argsFor: (server: DiscordServer) => readonly string[], env: object = {}): Promise<Contender> {
  const server = await startDiscordServer();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...argsFor(server)], {
    env: { PATH: process.env.PATH, DISCORD_TOKEN: server.state.token, DISCORD_API_URL: server.apiUrl, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { server, child };
}

const echo = join(import.meta.dirname, 'echo.child.ts');
const contenders = [
  await start(() => [join(import.meta.dirname, '../../src/rebound.js'), 'start'], {
    DATABASE_URL: url,
    REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    REBOUND_DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
  }),
  await start(({ state, apiUrl }) => [echo, state.token, apiUrl]),
  await start(({ state, apiUrl }) => [echo, state.token, apiUrl, url]),
];

/** What each answers a second in each turn. */
async function measure(): Promise<readonly (readonly number[])[]> {
  await Promise.all(contenders.map(({ server }) => server.gateway.connected()));
  const rates = contenders.map((): number[] => []);
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const [at, { server }] of contenders.entries()) {
      const rate = await throughput(server);
      // The first turn warms up: members are made, and code becomes fast.
      if (turn > 0) rates[at]?.push(rate);
    }
  }
  return rates;
}

const ends = contenders.map(({ child }) => once(child, 'exit'));
try {
  // Whoever asks one that is gone would wait for ever.
  const oneIsGone = Promise.race(ends).then(() => Promise.reject(new Error('One of them ended while it was measured')));
  const [ours = [], constant = [], stored = []] = await Promise.race([measure(), oneIsGone]);
  const oursTimes = (other: readonly number[]) =>
    median(ours.map((rate, turn) => rate / (other[turn] ?? Number.NaN))).toFixed(2);
  note(
    "/rejected over Discord's gateway, stored, against a bare discord.js bot that answers a constant",
    oursTimes(constant),
  );
  note('the same against a bare discord.js bot with one INSERT and one SELECT', oursTimes(stored));
  note('the same, answers a second', median(ours).toFixed(0));
} finally {
  for (const { child } of contenders) child.kill();
  await Promise.all(ends);
  for (const { server } of contenders) await server.close();
  await administer(postgres.url, `drop database if exists ${name} with (force)`);
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (import.meta.main) printRows();
