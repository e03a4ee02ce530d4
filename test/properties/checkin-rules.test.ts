import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentLocales, loadContent } from '../../src/content/index.ts';
import { instantOf, localDateOf, localTimeOf } from '../../src/core/time/index.ts';
import {
  formRoom,
  isQuiet,
  mostQuestions,
  noWishes,
  nudgeDays,
  nudgeNow,
  nudgeStrengths,
  promptAt,
  questionsOf,
  readQuietHours,
  sharings,
} from '../../src/features/checkins/rules.ts';
import { messages } from '../../src/features/checkins/texts.ts';
import { proposal } from '../../src/features/reminders/rules.ts';

const hourMs = 60 * 60 * 1000;
const locales = contentLocales();
const zones = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
);
const instants = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const times = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

test.each([
  ['21:00 to 8:00', '21:00', '08:00'],
  ['9 pm - 7 am', '21:00', '07:00'],
  ['22–6', '22:00', '06:00'],
  ['21h à 8h30', '21:00', '08:30'],
  ['none', null, null],
  ['', null, null],
])('%s are quiet hours', (typed, quietFrom, quietUntil) => {
  expect(readQuietHours(typed)).toEqual({ quietFrom, quietUntil });
});

test.each(locales)('the form of reminders takes what stands in it, in %s', (locale) => {
  const standing = messages.text(locale, 'quiet-span', { from: '21:00', until: '08:00' });
  expect(readQuietHours(standing)).toEqual({ quietFrom: '21:00', quietUntil: '08:00' });
});

test.each(['at night', '21:00', '21 to 8 to 9', '25 to 8'])('%s are none, and that is said', (typed) => {
  expect(readQuietHours(typed)).toBeUndefined();
});

test('a time is in the quiet hours or in those from their end to their beginning, never in both', () => {
  fc.assert(
    fc.property(times, times, times, (time, quietFrom, quietUntil) => {
      fc.pre(quietFrom !== quietUntil);
      const other = isQuiet(time, { quietFrom: quietUntil, quietUntil: quietFrom });
      expect(isQuiet(time, { quietFrom, quietUntil })).toBe(!other);
      expect(isQuiet(quietUntil, { quietFrom, quietUntil })).toBe(false);
    }),
  );
});

test('whatever the zone and the clock changes, no nudge comes in quiet hours, however late the bot was', () => {
  fc.assert(
    fc.property(instants, zones, times, times, fc.nat(3 * hourMs), (dueAt, zone, quietFrom, quietUntil, lateMs) => {
      const now = new Date(dueAt.getTime() + lateMs);
      const wishes = { ...noWishes, nudges: 'standard' as const, quietFrom, quietUntil };
      const facts = { wishes, hasAnswered: false, isOpen: true, dueAt, zone, lastRejection: undefined };
      if (isQuiet(localTimeOf(now, zone), wishes)) expect(nudgeNow(facts, now)).toBeUndefined();
      else expect(nudgeNow(facts, now)).toBe(lateMs > 2 * hourMs ? undefined : 'plain');
    }),
  );
});

test('light, standard and persistent are at most one, two and three nudges, at the hour of the member, inside the round', () => {
  const most = { off: 0, light: 1, standard: 2, persistent: 3 } as const;
  const strengths = fc.constantFrom(...nudgeStrengths);
  fc.assert(
    fc.property(
      instants,
      zones,
      times,
      strengths,
      fc.integer({ min: 1, max: 240 }),
      (opensAt, zone, time, nudges, hours) => {
        const closesAt = new Date(opensAt.getTime() + hours * hourMs);
        const days = nudgeDays({ opensAt, closesAt }, { nudges, nudgeTime: time }, zone);
        expect(days.length).toBeLessThanOrEqual(most[nudges]);
        // As many as there are days for.
        if (nudges !== 'off' && hours >= 26) expect(days.length).toBeGreaterThan(0);
        expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
        for (const { date, at } of days) {
          expect(at).toEqual(instantOf(date, time, zone));
          expect(at > opensAt && at < closesAt).toBe(true);
        }
      },
    ),
  );
});

test('who asks, or moves, in mid-round is sent no more than they asked for, all of it ahead and on other days', () => {
  const hours = fc.integer({ min: 1, max: 240 });
  fc.assert(
    fc.property(instants, zones, zones, times, hours, fc.nat(240), (opensAt, before, zone, time, open, passed) => {
      const round = { opensAt, closesAt: new Date(opensAt.getTime() + open * hourMs) };
      const now = new Date(opensAt.getTime() + passed * hourMs);
      const wishes = { nudges: 'standard' as const, nudgeTime: time };
      const came = nudgeDays(round, wishes, before).filter(({ at }) => at <= now);
      const days = came.map(({ date }) => date);
      const ahead = nudgeDays({ ...round, opensAt: now }, wishes, zone, days);
      expect(came.length + ahead.length).toBeLessThanOrEqual(2);
      for (const { date, at } of ahead) expect([days.includes(date), at > now]).toEqual([false, true]);
    }),
  );
});

test('prompts take turns: even of a daily check-in none comes twice within eight weeks', () => {
  const { prompts } = loadContent()('en');
  const seen = Array.from({ length: 8 * 7 + 1 }, (_, number) => prompts[promptAt(number + 100, prompts.length)]);
  expect(new Set(seen).size).toBe(seen.length);
});

test('however many questions there are, a form never holds more than Discord shows', () => {
  for (const sharing of sharings) {
    for (const asksFeeling of [true, false]) {
      for (let count = 0; count <= mostQuestions - (asksFeeling ? 1 : 0); count += 1) {
        const round = { questions: Array.from({ length: count }, (_, index) => `Question ${index}?`), asksFeeling };
        const { intro, share } = formRoom(round, sharing);
        const used = questionsOf(round).length + [asksFeeling, intro, share].filter(Boolean).length;
        expect(used).toBeLessThanOrEqual(mostQuestions);
        // Who reads it is said above the questions, asked among them, or shown beside the first; never left open.
        if (sharing !== 'choice') expect(share).toBe(false);
      }
    }
  }
});

test('what is proposed for a message that waits lies a day to two ahead, by day', () => {
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const { date, time } = proposal(now, zone);
      const at = instantOf(date, time, zone);
      expect(at).toBeDefined();
      const aheadMs = (at?.getTime() ?? 0) - now.getTime();
      // An hour more or less where the clocks change in between.
      expect(aheadMs).toBeGreaterThan(23 * hourMs);
      expect(aheadMs).toBeLessThan(49 * hourMs);
      expect(time >= '08:00' && time <= '20:00').toBe(true);
      expect(date > localDateOf(now, zone)).toBe(true);
    }),
  );
});
