import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childFlags } from './process.ts';

/** Lets a process of its own make the pairs that are due, which is gone in the middle of it; answers what ended it. */
export async function killedWhilePairing(
  databaseUrl: string,
  now: Date,
  watcher: 'pairings.round' | 'partners.round',
): Promise<NodeJS.Signals | null> {
  const file = join(import.meta.dirname, '../features/pair-maker.child.ts');
  const child = spawn(process.execPath, [...childFlags, file, databaseUrl, now.toISOString(), watcher], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  return signal as NodeJS.Signals | null;
}
