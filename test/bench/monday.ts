import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openServer } from '../../src/db/open.ts';
import { settleWorld } from '../chaos/world.ts';
import { startPostgres } from '../support/postgres.ts';
import { administer, databaseUrl } from '../support/setup.ts';
import { limitedDiscord, limitedSlack, type Peer } from './limited.ts';
import { note, printRows } from './rows.ts';

// Many communities whose check-ins are due at the same minute, workers as processes of their own, and platforms on this machine
// that take from the bot what the real ones do and not one request more. How much of that do they use? All 10,000 on Discord
// take 400 s a line at best: npm run bench:monday -- 10000.

const [discordCommunities, slackWorkspaces] = [Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 500)];
const patienceMs = 20 * 60_000;
const nine = new Date('2026-11-02T09:00:00Z');

async function monday(postgresUrl: string, peer: Peer, communities: number, workers: number) {
  const name = `monday_${peer.platform}_${workers}`;
  await administer(postgresUrl, `create database ${name}`);
  const url = databaseUrl(postgresUrl, name);
  const database = await openServer({ url, poolSize: 2, onIdleError: () => undefined });
  const { platform, schedules } = peer;
  const due = communities * schedules;
  const world = await settleWorld(database, { communities, members: 0, rounds: 1, platform, schedules }, nine);
  peer.settle(world.channels);
  await database.close();
  const children: ChildProcess[] = [];
  try {
    // They begin a little before nine, so that their start is not counted.
    const aheadMs = String(nine.getTime() - 120_000 - Date.now());
    const file = join(import.meta.dirname, '../chaos/worker.child.ts');
    for (let at = 0; at < workers; at += 1) {
      const args = ['--disable-warning=ExperimentalWarning', file, url, peer.apiUrl, peer.token, aheadMs, platform];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      children.push(child);
      await once(child, 'message');
    }
    for (const child of children) child.send(nine.getTime() - Date.now());
    const endsAt = performance.now() + patienceMs;
    while (peer.opened() < due) {
      if (performance.now() > endsAt) throw new Error(`Only ${peer.opened()} of ${due} in time`);
      await pause(100);
    }
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    await peer.close();
    await administer(postgresUrl, `drop database ${name} with (force)`);
  }
  const leastMs = peer.leastMs(due);
  const tookMs = (peer.takenAt.at(-1) ?? 0) - (peer.takenAt[0] ?? 0);
  const seconds = (tookMs / 1_000).toFixed(1);
  const share = leastMs === undefined ? '' : `${((100 * leastMs) / tookMs).toFixed(0)} % of the limit, `;
  note(
    `${due} check-ins due at nine on ${platform}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    `${share}${seconds} s, ${peer.refused()} requests refused, ${peer.opened() - due} posted twice`,
    leastMs === undefined ? 'none posted twice' : '90 % of the limit, none posted twice',
  );
}

const postgres = await startPostgres();
try {
  for (const workers of [1, 2, 4]) await monday(postgres.url, await limitedDiscord(), discordCommunities, workers);
  for (const workers of [1, 2, 4]) await monday(postgres.url, await limitedSlack(), slackWorkspaces, workers);
} finally {
  await postgres.stop();
}
if (import.meta.main) printRows();
