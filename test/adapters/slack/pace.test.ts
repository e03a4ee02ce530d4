import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelRate, nextTurn, perMinute, type Rate } from '../../../src/adapters/slack/pace.ts';

const minuteMs = 60_000;

/** When each of what is asked for after these pauses may be done. */
function turns(pausesMs: readonly number[], rate: Rate): { readonly askedMs: number; readonly doneMs: number }[] {
  let nowMs = 0;
  let dueMs = 0;
  return pausesMs.map((pauseMs) => {
    nowMs += pauseMs;
    const turn = nextTurn(dueMs, nowMs, rate);
    dueMs = turn.dueMs;
    return { askedMs: nowMs, doneMs: nowMs + turn.waitMs };
  });
}

const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(120_000)), { minLength: 1, maxLength: 300 });

test('no minute holds more than its tier allows, and everything keeps its order', () => {
  fc.assert(
    fc.property(fc.constantFrom(20, 50, 100), pauses, (most, pausesMs) => {
      const done = turns(pausesMs, perMinute(most)).map(({ doneMs }) => doneMs);
      expect(done).toEqual(done.toSorted((one, other) => one - other));
      // A hair less than a minute: what comes exactly a minute later lies in the next.
      for (const from of done) {
        expect(done.filter((at) => at >= from && at < from + minuteMs - 0.001).length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('a channel has a second between two messages, and none waits that comes after one', () => {
  fc.assert(
    fc.property(pauses, (pausesMs) => {
      const all = turns(pausesMs, channelRate);
      for (const [at, { askedMs, doneMs }] of all.entries()) {
        expect(doneMs).toBe(Math.max(askedMs, at === 0 ? 0 : (all[at - 1]?.doneMs ?? 0) + 1_000));
      }
    }),
  );
});
