import { expect, test } from 'vitest';
import { freshServerDatabase } from '../support/database.ts';
import { describe, isSound, runChaos } from './chaos.ts';

test('workers are killed, cut off and answered badly: every round is posted once, and all who practise have one partner and one place', {
  timeout: 600_000,
}, async () => {
  const home = await freshServerDatabase();
  try {
    const report = await runChaos({
      databaseUrl: home.url,
      seed: 7,
      communities: 3,
      interviews: 2,
      members: 12,
      rounds: 1,
      processes: 3,
      // A message whose worker fell silent is taken up again after some 15 s, and a dead connection is noticed after as long: all
      // strike at once, so that one wait serves them all. On a busy machine it takes its time.
      plan: [['hole'], ['kill', 'cut']],
      patienceMs: 240_000,
      roughness: 1,
      say: () => undefined,
    });
    expect(isSound(report), describe(report)).toBe(true);
    expect(report).toMatchObject({ rounds: 3, pairings: 4, kills: 1, cuts: 1, holes: 1 });
    expect(report.unheard).toBeGreaterThan(0);
    for (const [weather, times] of Object.entries(report.weather)) expect(times, weather).toBeGreaterThan(0);
  } finally {
    await home.drop();
  }
});
