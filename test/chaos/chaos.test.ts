import { expect, test } from 'vitest';
import { freshServerDatabase } from '../support/database.ts';
import { describe, isSound, runChaos } from './chaos.ts';

test('workers are killed, cut off and answered badly, and every round is posted once all the same', {
  timeout: 240_000,
}, async () => {
  const home = await freshServerDatabase();
  try {
    const report = await runChaos({
      databaseUrl: home.url,
      seed: Date.now() % 1_000_000,
      communities: 8,
      members: 40,
      rounds: 2,
      processes: 3,
      blowEveryMs: 2_000,
      // A message whose worker fell silent is taken up again after some 15 s; a dead connection is noticed after as long.
      patienceMs: 100_000,
      roughness: 1,
      say: () => undefined,
    });
    expect(isSound(report), describe(report)).toBe(true);
    expect(report.rounds).toBe(16);
    expect(report.kills + report.cuts + report.holes).toBeGreaterThan(0);
  } finally {
    await home.drop();
  }
});
