import { expect, test } from 'vitest';
import { greedy, ours, randomTries } from '../support/pairing-peers.ts';
import { simulatedYear } from '../support/pairing-year.ts';

test('over a year nobody waits for long, and members meet new people who can practise what they want', () => {
  const [year, byGreed, byChance] = [ours, greedy, randomTries].map((method) => simulatedYear(method, 2026));
  if (!year || !byGreed || !byChance) throw new Error('three methods were tried');
  expect(year.matchedShare).toBeGreaterThan(byGreed.matchedShare);
  expect(year.matchedShare).toBeGreaterThan(byChance.matchedShare);
  expect(year.longestWait).toBeLessThanOrEqual(byGreed.longestWait);
  expect(year.longestWait).toBeLessThan(byChance.longestWait);
  expect(year.repeats).toBeLessThan(byGreed.repeats);
  expect(year.servedShare).toBeGreaterThan(byChance.servedShare);
});
