import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a process of a test's own is started with, so that it starts as quickly as the bot does. */
export const childFlags = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  join(import.meta.dirname, '../../src/quick-start.js'),
];

/** A process of `rebound` that a test started; whoever started it waits for `ended`. */
export interface Launched {
  readonly ended: Promise<Ended>;
  /** Resolves to the match once it was printed; rejects where the process ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** What it told on standard error so far. */
  err(): string;
  signal(name: NodeJS.Signals): void;
}

/** Runs `rebound` with these arguments. @param input what it reads; absent leaves its standard input empty. */
export function launch(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
  nodeOptions: readonly string[] = [],
): Launched {
  const entry = join(import.meta.dirname, '../../src/rebound.js');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...nodeOptions, entry, ...args], {
    // An empty folder of settings: a developer's own environment must not decide a test.
    env: { PATH: process.env.PATH, ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, out, err }));
  });
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(out);
        if (match) resolve(match);
      };
      child.stdout.on('data', look);
      look();
      ended.then(() => reject(new Error(`It ended without saying so: ${err}`)), reject);
    });
  return { ended, says, err: () => err, signal: (name) => void child.kill(name) };
}
