import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { count, eq, ne } from 'drizzle-orm';
import { openServer } from '../../src/db/open.ts';
import { outbox } from '../../src/delivery/schema.ts';
import { checkinNudges, checkinRounds } from '../../src/features/checkins/schema.ts';
import { pairingRounds } from '../../src/features/pairings/schema.ts';
import { startDiscordServer } from '../servers/discord/server.ts';
import { childFlags } from '../support/process.ts';
import {
  answerAll,
  askedBeforeMs,
  type InterviewsTally,
  pausePartners,
  settleInterviews,
  tallyInterviews,
} from './interviews.ts';
import { startProxy } from './proxy.ts';
import { seeded } from './seeded.ts';
import { type Befallen, startWeather } from './weather.ts';
import { pauseMembers, settleWorld, type World } from './world.ts';

/** A process is killed, connections to the database break, or they fall silent. */
export type Blow = 'kill' | 'cut' | 'hole';

export interface ChaosOptions {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly communities: number;
  /** In so many of these, nine more members each who practise interviews. */
  readonly interviews: number;
  readonly members: number;
  /** Of check-ins, and of mock interviews. */
  readonly rounds: number;
  readonly processes: number;
  /**
   * What strikes in the middle of each step, in turn; a round has four: who practises is asked the evening before, the check-in
   * opens as the pairs are made, it nudges, it closes.
   */
  readonly plan: readonly (readonly Blow[])[];
  /** Blows by chance besides, so many milliseconds apart, at most three times as many; none where it is left out. */
  readonly blowEveryMs?: number;
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
  /** Twos and threes who were brought together to practise. */
  readonly pairings: number;
  /** Private threads with nobody but the bot in them: a try opened them, and ended before that was kept. */
  readonly emptyPlaces: number;
  readonly deliveries: number;
  readonly kills: number;
  readonly cuts: number;
  readonly holes: number;
  /** Connections on which something was said that fell into a hole. */
  readonly unheard: number;
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
  const interviews = await settleInterviews(database, options.interviews, first);
  const discord = await startDiscordServer();
  // Discord's limit is one server's, and here are many.
  discord.state.mostThreads = Number.POSITIVE_INFINITY;
  const weather = await startWeather(discord, random, options.roughness);
  const proxy = await startProxy(options.databaseUrl);
  const done = { kills: 0, cuts: 0, holes: 0 };
  const faults: string[] = [];
  const workers = new Map<number, ChildProcess>();
  const working = new Set<ChildProcess>();
  let aheadMs = first.getTime() - askedBeforeMs - 60_000 - Date.now();
  let isOver = false;

  const startWorker = (place: number) => {
    const file = join(import.meta.dirname, 'worker.child.ts');
    const args = [proxy.url, weather.apiUrl, discord.state.token, String(aheadMs)];
    const child = spawn(process.execPath, [...childFlags, file, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.setEncoding('utf8').on('data', (said: string) => {
      if (process.env.CHAOS_LOG) say(said.trim());
    });
    child.on('message', () => working.add(child));
    child.on('exit', (code, signal) => {
      // Whoever cannot reach the database as it starts ends, and is started again: so does a machine that looks after it.
      const wasWorking = working.delete(child);
      if (isOver) return;
      if (wasWorking && signal !== 'SIGKILL') faults.push(`a worker ended by itself (${signal ?? code})`);
      startWorker(place);
    });
    workers.set(place, child);
  };
  const strike = (blow: Blow) => {
    // On a slow machine starting takes longer than the time between two blows: somebody has to be left to be struck next.
    if (working.size < 2) return;
    switch (blow) {
      case 'kill':
        [...working][Math.floor(random() * working.size)]?.kill('SIGKILL');
        done.kills += 1;
        return;
      case 'cut':
        if (proxy.cut(() => random() < 0.5) > 0) done.cuts += 1;
        return;
      case 'hole':
        if (proxy.swallow(() => random() < 0.4) > 0) done.holes += 1;
    }
  };
  const strikeByChance = async (everyMs: number) => {
    while (!isOver) {
      await pause(everyMs * (1 + 2 * random()));
      if (!isOver) strike(blowAt(random()));
    }
  };
  const moveTo = (instant: number) => {
    aheadMs = instant - Date.now();
    for (const worker of workers.values()) if (worker.connected) worker.send(aheadMs, () => undefined);
  };
  const until = async (what: string, holds: () => Promise<boolean>, everyMs = 250) => {
    const endsAt = Date.now() + options.patienceMs;
    while (!(await holds())) {
      if (Date.now() > endsAt) {
        faults.push(`${what}: not in time`);
        return;
      }
      await pause(everyMs);
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

  const mocks = async (state?: 'open') => {
    const these = state ? eq(pairingRounds.state, state) : undefined;
    return (await database.queries.select({ n: count() }).from(pairingRounds).where(these))[0]?.n ?? 0;
  };

  const plan = options.plan.values();
  /** Moves to an instant, strikes while its work is under way, and waits until it is done; all of it is in line then. */
  const step = async (what: string, instant: number, isDone: () => Promise<boolean>) => {
    moveTo(instant);
    const { value: blows = [] } = plan.next();
    if (blows.length > 0) {
      await until('two workers at work', async () => working.size >= 2);
      await until(`${what}: begun`, async () => !(await isQuiet()) || (await isDone()), 20);
      for (const blow of blows) strike(blow);
    }
    await until(what, isDone);
  };
  const allSent = (what: string) => until(`${what}: all is sent`, isQuiet);

  const nudgesLeft = async () => {
    const due = eq(checkinNudges.state, 'waiting');
    return (await database.queries.select({ n: count() }).from(checkinNudges).where(due))[0]?.n ?? 0;
  };
  const middle = Math.floor(options.rounds / 2);
  for (let place = 0; place < options.processes; place += 1) startWorker(place);
  const beating = options.blowEveryMs ? strikeByChance(options.blowEveryMs) : undefined;
  let practised: InterviewsTally;
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const opensAt = first.getTime() + round * day;
      const expected = options.communities * (round + 1);
      const paired = options.interviews * (round + 1);
      const name = `round ${round + 1} of ${options.rounds}`;
      await step(`${name} asks`, opensAt - askedBeforeMs, async () => (await mocks()) === paired);
      // Who was not asked by the time that the pairs are made is rightly asked no more.
      await allSent(`${name} has asked`);
      await answerAll(database);
      if (round === middle) await pausePartners(database, interviews);
      const isBegun = async () => (await rounds()) === expected && (await mocks('open')) === paired;
      await step(`${name} opens`, opensAt, isBegun);
      say(`${name}: open in ${options.communities} communities, paired in ${options.interviews}`);
      if (round === middle) await pauseMembers(database, world);
      await step(`${name} nudges`, opensAt + 3 * 60 * 60 * 1000, async () => (await nudgesLeft()) === 0);
      // What is not sent before the close is rightly let go, and would count as lost.
      await allSent(`${name} is open`);
      await step(`${name} closes`, opensAt + 12 * 60 * 60 * 1000, async () => (await rounds('closed')) === expected);
      await allSent(`${name} is closed`);
      say(`${name}: closed; ${done.kills} kills, ${done.cuts} cuts, ${done.holes} holes so far`);
    }
    practised = await tallyInterviews(database, interviews, discord.state, options.rounds, middle + 1);
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
  const seen = tally(world, state, options.rounds);
  const { pairings, emptyPlaces } = practised;
  return {
    seed: options.seed,
    ...done,
    unheard: proxy.unheard(),
    ...seen,
    pairings,
    emptyPlaces,
    duplicates: seen.duplicates + practised.duplicates,
    lost: seen.lost + practised.lost,
    toPaused: seen.toPaused + practised.toPaused,
    weather: weather.befallen,
    faults: [...faults, ...practised.faults, ...state.violations],
  };
}

function blowAt(chance: number): Blow {
  if (chance < 0.5) return 'kill';
  return chance < 0.75 ? 'cut' : 'hole';
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
