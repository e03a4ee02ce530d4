import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childFlags } from '../support/process.ts';

const writer = join(import.meta.dirname, 'writer.child.ts');
const kills = 10;

test('a kill -9 at any moment loses no member who was stored', async () => {
  const seed = Date.now();
  // Most kills fall between writes and into them, some into opening and migrating, the first start included.
  const moments = fc.sample(fc.record({ isOpening: fc.boolean(), afterMs: fc.integer({ min: 0, max: 1_000 }) }), {
    numRuns: kills,
    seed,
  });
  const folder = mkdtempSync(join(tmpdir(), 'rebound-kill-'));
  const stored = new Set<string>();
  try {
    for (const [round, moment] of [...moments, { isOpening: false, afterMs: 0 }].entries()) {
      const { found, written } = await runAndKill(folder, round, moment);
      if (found)
        expect(
          [...stored].filter((name) => !found.has(name)),
          `seed ${seed}, after kill ${round}`,
        ).toEqual([]);
      for (const name of written) stored.add(name);
    }
    expect(stored.size).toBeGreaterThan(kills);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

/** Starts the writer, kills it some time after it started or after it began to write, and answers what it said until then. */
async function runAndKill(folder: string, round: number, moment: { isOpening: boolean; afterMs: number }) {
  const child = spawn(process.execPath, [...childFlags, writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let failed = '';
  const writing = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.includes('stored')) resolve();
    });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    failed += chunk;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  if (!moment.isOpening) await Promise.race([writing, closed]);
  await Promise.race([wait(moment.afterMs), closed]);
  child.kill('SIGKILL');
  expect(await closed, `it was killed and did not end by itself: ${failed}`).toBeNull();
  const lines = said.split('\n').slice(0, -1);
  const found = lines
    .find((line) => line.startsWith('found'))
    ?.split(' ')
    .slice(1);
  return {
    found: found && new Set(found),
    written: lines.filter((line) => line.startsWith('stored')).map((line) => line.slice('stored '.length)),
  };
}
