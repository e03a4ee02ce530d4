import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({ pid: z.number(), url: z.url() });

/** A bot that runs on a data folder. */
export type Running = z.infer<typeof shape>;

const fileOf = (folder: string) => join(folder, 'running.json');

/** Leaves word in the data folder of where the bot is reached. Answers how to take it back. */
export function announce(folder: string, url: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(fileOf(folder), `${JSON.stringify({ pid: process.pid, url } satisfies Running)}\n`, { mode: 0o600 });
  return () => rmSync(fileOf(folder), { force: true });
}

/** The bot that runs on this data folder and answers; undefined where there is none. A note left by a killed one counts as none. */
export async function findRunning(folder: string): Promise<Running | undefined> {
  try {
    const running = shape.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
    const response = await fetch(new URL('/healthz', running.url), { signal: AbortSignal.timeout(2_000) });
    return response.ok ? running : undefined;
  } catch {
    return undefined;
  }
}
