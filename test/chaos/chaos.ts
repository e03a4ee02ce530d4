import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { count, eq, ne } from 'drizzle-orm';
import { openServer } from '../../src/db/open.ts';
import { outbox } from '../../src/delivery/schema.ts';
import { checkinNudges, checkinRounds } from '../../src/features/checkins/schema.ts';
import { startDiscordServer } from '../servers/discord/server.ts';
import { startProxy } from './proxy.ts';
import { seeded } from './seeded.ts';
import { type Befallen, startWeather } from './weather.ts';
import { pauseMembers, settleWorld, type World } from './world.ts';

export interface ChaosOptions {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly communities: number;
  readonly members: number;
  readonly rounds: number;
  readonly processes: number;
  /** Between two blows, in milliseconds: at least this, at most three times as long. */
  readonly blowEveryMs: number;
  /** No step of a round may take longer. */
  readonly patienceMs: number;
  /** How much of the weather is bad: 1 is one request in six. */
  readonly roughness: number;
  say(line: string): void;
}

/** What came of it. What there should be none of is counted under `duplicates`, `lost` and `toPaused`. */
export interface ChaosReport {
  readonly seed: number;
  readonly rounds: number;
  readonly deliveries: number;
  readonly kills: number;
  readonly cuts: number;
  readonly holes: number;
  readonly weather: Befallen;
  readonly duplicates: number;
  readonly lost: number;
  readonly toPaused: number;
  /** What Discord refused as malformed, and what stayed undone in time. */
  readonly faults: readonly string[];
}

const day = 24 * 60 * 60 * 1000;
const first = new Date('2026-11-02T09:00:00Z');

/**
 * Lets several workers carry out the rounds of many communities while they are killed, their connections to the database are cut
 * or fall silent, and the platform answers badly; then counts what members saw.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { say } = options;
  const random = seeded(options.seed);
  const database = await openServer({ url: options.databaseUrl, poolSize: 3, onIdleError: () => undefined });
  const world = await settleWorld(database, options, first);
  const discord = await startDiscordServer();
  const weather = await startWeather(discord, random, options.roughness);
  const proxy = await startProxy(options.databaseUrl);
  const done = { kills: 0, cuts: 0, holes: 0 };
  const faults: string[] = [];
  const workers = new Map<number, ChildProcess>();
  const working = new Set<ChildProcess>();
  let aheadMs = first.getTime() - 60_000 - Date.now();
  let isOver = false;

  const startWorker = (place: number) => {
    const file = join(import.meta.dirname, 'worker.child.ts');
    const args = [proxy.url, weather.apiUrl, discord.state.token, String(aheadMs)];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.setEncoding('utf8').on('data', (said: string) => {
      if (process.env.CHAOS_LOG) say(said.trim());
    });
    child.on('message', () => working.add(child));
    child.on('exit', (code, signal) => {
      working.delete(child);
      if (isOver) return;
      if (signal !== 'SIGKILL') faults.push(`a worker ended by itself (${signal ?? code})`);
      startWorker(place);
    });
    workers.set(place, child);
  };
  const blows = async () => {
    while (!isOver) {
      await pause(options.blowEveryMs * (1 + 2 * random()));
      if (isOver) return;
      const blow = random();
      // On a slow machine starting takes longer than the time between two blows: somebody has to be left to be struck next.
      if (working.size < 2) continue;
      if (blow < 0.5) {
        [...working][Math.floor(random() * working.size)]?.kill('SIGKILL');
        done.kills += 1;
      } else if (blow < 0.75) {
        if (proxy.cut(() => random() < 0.5) > 0) done.cuts += 1;
      } else if (proxy.swallow(() => random() < 0.3) > 0) done.holes += 1;
    }
  };
  const moveTo = (instant: number) => {
    aheadMs = instant - Date.now();
    for (const worker of workers.values()) if (worker.connected) worker.send(aheadMs, () => undefined);
  };
  const until = async (what: string, holds: () => Promise<boolean>) => {
    const endsAt = Date.now() + options.patienceMs;
    while (!(await holds())) {
      if (Date.now() > endsAt) {
        faults.push(`${what}: not in time`);
        return;
      }
      await pause(250);
    }
  };
  const isQuiet = async () => {
    const waiting = await database.queries.select({ n: count() }).from(outbox).where(eq(outbox.state, 'waiting'));
    return waiting[0]?.n === 0;
  };
  const rounds = async (state?: 'open' | 'closed') => {
    const these = state ? eq(checkinRounds.state, state) : ne(checkinRounds.state, 'missed');
    return (await database.queries.select({ n: count() }).from(checkinRounds).where(these))[0]?.n ?? 0;
  };

  for (let place = 0; place < options.processes; place += 1) startWorker(place);
  const beating = blows();
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const opensAt = first.getTime() + round * day;
      const expected = options.communities * (round + 1);
      moveTo(opensAt);
      await until(`round ${round + 1} opens`, async () => (await rounds()) === expected && (await isQuiet()));
      say(`round ${round + 1} of ${options.rounds}: open in ${options.communities} communities`);
      if (round === Math.floor(options.rounds / 2)) await pauseMembers(database, world);
      moveTo(opensAt + 3 * 60 * 60 * 1000);
      await until(`the nudges of round ${round + 1}`, async () => {
        const due = eq(checkinNudges.state, 'waiting');
        const left = await database.queries.select({ n: count() }).from(checkinNudges).where(due);
        return left[0]?.n === 0 && (await isQuiet());
      });
      moveTo(opensAt + 12 * 60 * 60 * 1000);
      await until(`round ${round + 1} closes`, async () => (await rounds('closed')) === expected && (await isQuiet()));
      say(
        `round ${round + 1} of ${options.rounds}: closed; ${done.kills} kills, ${done.cuts} cuts, ${done.holes} holes so far`,
      );
    }
  } finally {
    isOver = true;
    for (const worker of workers.values()) worker.kill('SIGKILL');
    await Promise.all(
      [...workers.values()].map((worker) => worker.exitCode ?? worker.signalCode ?? once(worker, 'exit')),
    );
    await beating;
    await weather.close();
    await proxy.close();
    await discord.close();
    await database.close();
  }
  const { state } = discord;
  faults.push(...state.violations);
  return { seed: options.seed, ...done, ...tally(world, state, options.rounds), weather: weather.befallen, faults };
}

type DiscordState = Awaited<ReturnType<typeof startDiscordServer>>['state'];

/** Counts what members see, which is what matters. */
function tally(world: World, state: DiscordState, rounds: number) {
  const seen = new Map<string, number>();
  for (const { channelId } of state.messages.values()) seen.set(channelId, (seen.get(channelId) ?? 0) + 1);
  let [duplicates, lost, toPaused, posted] = [0, 0, 0, 0];
  const compare = (found: number, wanted: number) => {
    duplicates += Math.max(0, found - wanted);
    lost += Math.max(0, wanted - found);
  };
  for (const channel of world.channels) {
    compare(seen.get(channel) ?? 0, rounds);
    posted += seen.get(channel) ?? 0;
    const threads = [...state.threads.values()].filter(({ parentId }) => parentId === channel).length;
    compare(threads, rounds);
  }
  for (const [userId, wanted] of world.nudges) {
    const found = seen.get(state.directChannels.get(userId) ?? '') ?? 0;
    if (wanted === 0) toPaused += found;
    else compare(found, wanted);
  }
  return { rounds: posted, deliveries: state.messages.size, duplicates, lost, toPaused };
}

/** As a table of lines. */
export function describe(report: ChaosReport): string {
  const { weather, faults, ...numbers } = report;
  const lines = Object.entries(numbers).map(([name, value]) => `${name.padEnd(12)} ${value}`);
  const befallen = Object.entries(weather).map(([name, value]) => `${value} ${name}`);
  return [...lines, `requests     ${befallen.join(', ')}`, ...faults.map((fault) => `FAULT        ${fault}`)].join(
    '\n',
  );
}

/** Whether everything was posted, nothing twice, and nobody was disturbed who asked for quiet. */
export function isSound({ duplicates, lost, toPaused, faults }: ChaosReport): boolean {
  return duplicates + lost + toPaused + faults.length === 0;
}
