import { expect, test } from 'vitest';
import { createTicker } from '../../src/scheduling/index.ts';
import { storyClock } from '../support/clock.ts';

const quiet = { info: () => undefined, warn: () => undefined };

test('what is bounded is done to its end, one watcher after the other, and a fault of one leaves the others alone', async () => {
  const seen: string[] = [];
  const faults: unknown[] = [];
  let left = 3;
  const watchers = [
    {
      name: 'breaks',
      tick: async () => {
        throw new Error("It holds\n    at length a member's words");
      },
    },
    {
      name: 'counts',
      tick: async (now: Date) => {
        seen.push(`${left} ${now.toISOString()}`);
        left -= 1;
        return left > 0;
      },
    },
  ];
  const log = { ...quiet, error: (facts: object) => faults.push(facts) };
  const ticker = createTicker({ clock: storyClock('2026-11-02T09:00:00Z'), log, watchers });
  ticker.start();
  await ticker.tick();
  expect(seen.map((each) => each.slice(0, 1))).toEqual(['3', '2', '1']);
  expect(JSON.stringify(faults)).toContain('breaks');
  expect(JSON.stringify(faults)).not.toContain("member's words");
  await ticker.stop();
  await ticker.stop();
});

test('ticks that come at once do not run beside each other', async () => {
  let inside = 0;
  let most = 0;
  const watcher = {
    name: 'slow',
    tick: async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
      return false;
    },
  };
  const log = { ...quiet, error: () => undefined };
  const ticker = createTicker({ clock: storyClock(), log, watchers: [watcher] });
  await Promise.all([ticker.tick(), ticker.tick(), ticker.tick()]);
  expect(most).toBe(1);
  await ticker.stop();
});
