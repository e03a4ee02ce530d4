import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openServer } from '../../src/db/open.ts';
import { startDiscordServer } from '../servers/discord/server.ts';
import { startSlackServer } from '../servers/slack/server.ts';
import { inGeneral } from '../support/discord-face.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { signedRequest } from '../support/signed.ts';
import { note, printRows } from './rows.ts';

// A signed `/rejected` over HTTP, stored and answered, against the least that one could write: processes on one Postgres,
// measured in turns, so that the machine cancels out. Postgres does not wait for the disk here, for none of them.

const signingSecret = 'what only Slack and we know';
// So many at once that each of them always has something to do: with fewer, it is waiting that is measured.
const [turns, turnMs, atOnce, people, workspaces] = [7, 2_000, 32, 1_600, 160];

const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'rebound-bench-'));
const discord = await startDiscordServer();
discord.state.guilds.set(inGeneral.guildId, { id: inGeneral.guildId, name: 'Job seekers' });
const slack = await startSlackServer();
// A workspace alone may not ask for as much as is asked here, so there are many.
const workspaceOf = (person: number) => `T${person % workspaces}`;
for (let at = 0; at < workspaces; at += 1) slack.state.workspaces.set(`T${at}`, { id: `T${at}`, name: 'Job seekers' });
slack.state.tokens.set('xoxb-by-hand', 'T0');
for (let at = 0; at < people; at += 1) {
  const person = {
    id: `U${at}`,
    name: `n${at}`,
    teamId: workspaceOf(at),
    isModerator: false,
    locale: 'en-GB',
    zone: 'UTC',
  };
  slack.state.users.set(person.id, { ...person, isGone: false });
}

interface Contender {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
  /** From the start of the process to its first answer, in milliseconds. */
  readonly coldMs: number;
}

const children = new Set<ChildProcess>();
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
// Who comes while others still wait is not held back.
const crowd = new Agent({ keepAlive: true });
const latencySeconds = 4;
let sent = 0;

/** Sends one command as Slack does; rejects where the answer is not the one that was to come. */
function rejected(url: string, over = agent): Promise<void> {
  sent += 1;
  const { headers, body, method } = signedRequest(signingSecret, {
    command: '/rejected',
    text: 'stage:final',
    team_id: workspaceOf(sent % people),
    user_id: `U${sent % people}`,
    channel_id: 'C1',
    trigger_id: `${sent}.2.3`,
    response_url: `${slack.origin}/response/1`,
    api_app_id: 'A1',
    token: 'old',
    is_enterprise_install: 'false',
  });
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/slack/events`, { method, agent: over, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const said = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200 && said.includes('So close')) resolve();
        else reject(new Error(`Answered ${answer.statusCode}: ${said.slice(0, 300)}`));
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** @param cold whether it answers, so that its first answer can be waited for. */
async function start(name: string, args: readonly string[], env: object = {}, cold = true): Promise<Contender> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const url = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      out += chunk;
      const [, found] = /Ready[^:]*: (\S+)/.exec(out) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`${name} ended`)));
  });
  if (cold) await rejected(url);
  return { name, child, url, coldMs: performance.now() - startedMs };
}

async function stop({ child }: Contender): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(patience);
}

/** Whoever was not asked for some seconds is about to close the connections that were kept, and would be asked over them. */
function hangUp(): void {
  agent.destroy();
  crowd.destroy();
}

/** Makes members of them all, and code fast, before anything is measured. */
async function meetEverybody({ url }: Contender): Promise<void> {
  hangUp();
  // Each is looked up on Slack at the first meeting, so that this takes longer than anything later.
  const few = 8;
  for (let at = 0; at < people; at += few) await Promise.all(Array.from({ length: few }, () => rejected(url)));
}

/** Answers a second. */
async function throughput(url: string): Promise<number> {
  hangUp();
  const startedMs = performance.now();
  const endsMs = startedMs + turnMs;
  let count = 0;
  const asking = async () => {
    while (performance.now() < endsMs) {
      await rejected(url);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asking));
  return (count / (performance.now() - startedMs)) * 1_000;
}

/** How long answers take where so many are asked for a second, however fast they come. Slack waits for 3 s. */
async function noteLatency(where: string, { url }: Contender): Promise<void> {
  for (const perSecond of [50, 200, 500]) {
    hangUp();
    const tookMs: number[] = [];
    let failed = 0;
    const ask = async () => {
      const startedMs = performance.now();
      await rejected(url, crowd).catch(() => {
        failed += 1;
      });
      tookMs.push(performance.now() - startedMs);
    };
    const asked: Promise<void>[] = [];
    const startedMs = performance.now();
    for (let at = 0; at < perSecond * latencySeconds; at += 1) {
      const dueMs = startedMs + (at * 1_000) / perSecond;
      if (dueMs > performance.now()) await pause(dueMs - performance.now());
      asked.push(ask());
    }
    await Promise.all(asked);
    const sorted = tookMs.toSorted((one, other) => one - other);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0);
    const late = tookMs.filter((ms) => ms > 3_000).length + failed;
    const goal = perSecond === 200 && where.startsWith('server') ? 'p99 below 250 ms' : '';
    note(
      `${perSecond} /rejected a second on the ${where}`,
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${late} late or failed`,
      goal,
    );
  }
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const megabytes = ({ child }: Contender) => Number(execFileSync('ps', ['-o', 'rss=', '-p', `${child.pid}`])) / 1_024;
const times = (one: number, other: number) => (one / other).toFixed(2);

const running = new Set<Contender>();
try {
  await administer(postgres.url, 'create database bench');
  const url = databaseUrl(postgres.url, 'bench');
  await (await openServer({ url, poolSize: 1, onIdleError: () => undefined })).close();
  await administer(url, 'create table bench_notes (id uuid primary key, note text not null)');
  const environment = {
    DATABASE_URL: url,
    REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    REBOUND_DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
    DISCORD_TOKEN: discord.state.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-by-hand',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const peer = join(import.meta.dirname, 'peer.child.ts');
  const launches = [
    () => start('ours', [join(import.meta.dirname, '../../src/rebound.js'), 'start'], environment),
    () => start('a constant', [peer, 'constant', signingSecret]),
    () => start('INSERT and SELECT', [peer, 'database', signingSecret, url]),
    () => start('both SDKs loaded', [peer, 'sdks'], {}, false),
  ];
  // In turns as well: the first start reads files that the machine does not hold in memory yet.
  const cold = new Map<string, number[]>();
  for (let turn = 0; turn < 3; turn += 1) {
    for (const each of running) await stop(each);
    running.clear();
    for (const launching of launches) {
      const contender = await launching();
      running.add(contender);
      cold.set(contender.name, [...(cold.get(contender.name) ?? []), contender.coldMs]);
    }
  }
  await pause(10_000);
  const [ours, constant, stored, sdks] = [...running];
  if (!ours || !constant || !stored || !sdks) throw new Error('Somebody is missing');
  const [oursMb, sdksMb] = [megabytes(ours), megabytes(sdks)];
  await stop(sdks);
  running.delete(sdks);

  const rates = new Map<Contender, number[]>([...running].map((contender) => [contender, []]));
  for (const contender of running) await meetEverybody(contender);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [contender, measured] of rates) measured.push(await throughput(contender.url));
  }
  const ratesOf = (contender: Contender) => rates.get(contender) ?? [];
  const oursTimes = (other: Contender) =>
    median(ratesOf(ours).map((rate, turn) => rate / (ratesOf(other)[turn] ?? Number.NaN))).toFixed(2);
  const coldOf = ({ name }: Contender) => Math.min(...(cold.get(name) ?? []));
  note(
    'signed /rejected, stored, against a bare Bolt app with one INSERT and one SELECT',
    oursTimes(stored),
    'at least 0.80',
  );
  note('the same against a bare Bolt app that answers a constant', oursTimes(constant));
  note('the same, answers a second', median(ratesOf(ours)).toFixed(0));
  note("cold start to the first answer, times the INSERT-and-SELECT app's", times(coldOf(ours), coldOf(stored)));
  note('memory at rest on the server database, times both SDKs loaded', times(oursMb, sdksMb), 'at most 1.50');
  for (const each of [constant, stored]) await stop(each);
  await noteLatency('server database', ours);
  await stop(ours);
  const { DATABASE_URL: _url, REBOUND_SECRET_KEY: _key, ...embedded } = environment;
  const onEmbedded = { ...embedded, REBOUND_DATA_DIR: join(folder, 'embedded') };
  const small = await start('embedded', [join(import.meta.dirname, '../../src/rebound.js'), 'start'], onEmbedded);
  await meetEverybody(small);
  await noteLatency('embedded database', small);
} finally {
  for (const child of children) child.kill('SIGKILL');
  hangUp();
  await discord.close();
  await slack.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (import.meta.main) printRows();
