import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, localDateOf, occurrenceFrom, type Weekday } from '../../src/core/time/index.ts';
import { commonTimes, freeStretches, meetingMs } from '../../src/features/pairings/matching/week.ts';
import { partOf } from '../../src/features/pairings/rules.ts';
import {
  agreedTime,
  askingRule,
  hasMet,
  isMissed,
  type Partner,
  roundAfter,
} from '../../src/features/pairings/rules-rounds.ts';

// Zones of either hemisphere, with summer time of an hour, of half an hour and none, and with offsets of quarters of an hour.
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Asia/Kolkata',
  'Africa/Casablanca',
] as const;

const zone = fc.constantFrom(...zones);
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));
const slotsOf = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 12 });
const person = fc.record({ zone, free: slotsOf });

/** The wall clock, without a line of ours: the runtime's own formatting. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function wallClock(at: Date, zone: string): { weekday: string; hour: number; minute: number } {
  const known = clocks.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: parts.weekday ?? '', hour: Number(parts.hour), minute: Number(parts.minute) };
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether somebody is free at an instant, by their own clock on the wall. */
function isFree(at: Date, { zone, free }: { readonly zone: string; readonly free: readonly number[] }): boolean {
  const { weekday, hour } = wallClock(at, zone);
  const part = hour >= 8 && hour < 12 ? 0 : hour >= 12 && hour < 17 ? 1 : hour >= 17 && hour < 22 ? 2 : undefined;
  return part !== undefined && free.includes(days.indexOf(weekday) * 3 + part);
}

test('every time that is offered fits each of them, from its first minute to its last, by their own clocks', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 2, maxLength: 3 }), instant, (people, now) => {
      const free = people.map((each) => freeStretches(each.free.map(partOf), each.zone, localDateOf(now, each.zone)));
      for (const time of commonTimes(free, 3, now)) {
        expect(time.getTime()).toBeGreaterThanOrEqual(now.getTime());
        for (let minute = 0; minute < 60; minute += 5) {
          const at = new Date(time.getTime() + minute * 60_000);
          for (const each of people) expect(isFree(at, each), `${each.zone} ${at.toISOString()}`).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('where no time is offered, there is none: an hour that fits all of them within the week', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 2, maxLength: 2 }), instant, (people, now) => {
      const free = people.map((each) => freeStretches(each.free.map(partOf), each.zone, localDateOf(now, each.zone)));
      if (commonTimes(free, 3, now).length > 0) return;
      const quarter = 15 * 60_000;
      // A week in each zone begins with its own today: six days from now lie in all of them.
      for (
        let at = Math.ceil(now.getTime() / quarter) * quarter;
        at < now.getTime() + 6 * 24 * 3_600_000 - meetingMs;
        at += 4 * quarter
      ) {
        // Parts that touch are two stretches to the matching; within one of them an hour would have been found.
        const hour = [0, 1, 2, 3].map((step) => new Date(at + step * quarter));
        const isWhole = hour.every((each) => people.every((one) => isFree(each, one)));
        const crosses = people.some((one) => {
          const [first, last] = [at, at + 3 * quarter].map((each) => wallClock(new Date(each), one.zone).hour);
          return [12, 17].some((edge) => (first ?? 0) < edge && (last ?? 0) >= edge);
        });
        expect(isWhole && !crosses, new Date(at).toISOString()).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('members are asked at six in the evening before, and the round begins at its hour on a day that was meant and is not off', () => {
  const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
  const time = fc.integer({ min: 4, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
  fc.assert(
    fc.property(zone, weekdays, time, instant, fc.array(fc.nat(30)), (zone, chosen, time, now, ahead) => {
      const schedule = { zone, weekdays: chosen as Weekday[], time, except: [] };
      const off = new Set(ahead.map((days) => addDays(localDateOf(now, zone), days)));
      const evening = occurrenceFrom(askingRule(schedule, { days: off, move: false }), now);
      const opensAt = evening && roundAfter(schedule, evening.at);
      expect(evening && wallClock(evening.at, zone)).toMatchObject({ hour: 18, minute: 0 });
      if (!opensAt) throw new Error('no round');
      const { weekday, hour } = wallClock(opensAt, zone);
      expect(off).not.toContain(localDateOf(opensAt, zone));
      expect(chosen).toContain(days.indexOf(weekday) + 1);
      expect(hour).toBe(Number(time.slice(0, 2)));
    }),
  );
});

test('a time is agreed where all who are there took it, and it is the earliest of those', () => {
  const times = ['2026-11-05T10:00:00.000Z', '2026-11-06T10:00:00.000Z', '2026-11-07T10:00:00.000Z'];
  const partner = fc.record({ state: fc.constantFrom('invited', 'cannot'), picks: fc.subarray(times) });
  fc.assert(
    fc.property(fc.array(partner, { minLength: 2, maxLength: 3 }), fc.shuffledSubarray(times), (partners, offered) => {
      const found = agreedTime({ partners: partners as unknown as Partner[], times: offered });
      const there = partners.filter(({ state }) => state === 'invited');
      const fit = times.filter((each) => offered.includes(each) && there.every(({ picks }) => picks.includes(each)));
      expect(found).toBe(there.length < 2 ? undefined : fit[0]);
    }),
  );
});

test('whatever two or three say of a meeting: who is alone in saying that they met met nobody, and who waited was not missed', () => {
  const said = fc.constantFrom('yes' as const, 'no' as const, 'alone' as const, null);
  fc.assert(
    fc.property(fc.array(said, { minLength: 2, maxLength: 3 }), (answers) => {
      const there = answers.map((met, at) => ({ id: String(at), met }));
      const count = (which: (typeof answers)[number]) => answers.filter((met) => met === which).length;
      expect(hasMet(there)).toBe(count('yes') > 1 || (count('yes') === 1 && count(null) > 0));
      for (const { id, met } of there) {
        if (met === 'alone') expect(isMissed(there, id)).toBe(false);
        else if (met !== 'yes') expect(isMissed(there, id)).toBe(count('alone') > 0);
        else expect(isMissed(there, id)).toBe(!hasMet(there) && count('alone') > 0);
      }
    }),
  );
});
