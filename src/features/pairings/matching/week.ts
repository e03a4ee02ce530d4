import { addDays, instantOf, type LocalDate, type Weekday } from '../../../core/time/index.ts';

/** The parts of a day that members say when they are free in, by their own clock: `HH:MM`, the end left out. */
export const dayParts = {
  morning: { from: '08:00', to: '12:00' },
  afternoon: { from: '12:00', to: '17:00' },
  evening: { from: '17:00', to: '22:00' },
} as const;
export type DayPart = keyof typeof dayParts;

/** One part of the week, as "Tuesday evening". */
export interface WeekPart {
  readonly weekday: Weekday;
  readonly part: DayPart;
}

/** Time in which somebody is free: milliseconds since 1970, `to` left out. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How long a mock interview takes, both turns together. */
export const meetingMs = 60 * 60 * 1000;

/**
 * The parts of the week as real time, in the seven days from `from` on by the clock of `zone` (IANA): earliest first. Summer
 * time is heeded on the very day it begins or ends; a day that the zone skipped has no part.
 */
export function freeStretches(parts: readonly WeekPart[], zone: string, from: LocalDate): Stretch[] {
  const stretches: Stretch[] = [];
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const date = addDays(from, ahead);
    for (const [part, hours] of Object.entries(dayParts)) {
      if (!parts.some((each) => each.part === part && each.weekday === weekdayOf(date))) continue;
      const [start, end] = [instantOf(date, hours.from, zone), instantOf(date, hours.to, zone)];
      if (start && end) stretches.push({ from: start.getTime(), to: end.getTime() });
    }
  }
  return stretches;
}

function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}

/** The time in which all are free, as stretches of at least one meeting's length, earliest first. */
export function commonStretches(all: readonly (readonly Stretch[])[]): Stretch[] {
  const [first = [], ...others] = all;
  return others
    .reduce<readonly Stretch[]>(
      (common, free) =>
        common.flatMap((one) =>
          free.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
        ),
      first,
    )
    .filter(({ from, to }) => to - from >= meetingMs);
}

/**
 * How many parts of the week two have in common: those of the one in which the other is free for a whole meeting, counted from
 * both sides, the smaller number. Two evenings of Berlin that lie in one long afternoon of New York are one.
 */
export function partsInCommon(one: readonly Stretch[], other: readonly Stretch[]): number {
  let [at, of] = [0, 0];
  let [ofOne, ofOther] = [0, 0];
  let [lastOfOne, lastOfOther] = [-1, -1];
  let [a, b] = [one[0], other[0]];
  // Both are sorted: one walk over the two, since this runs for every two members of a round.
  while (a && b) {
    const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
    if (shared >= meetingMs) {
      if (lastOfOne !== at) ofOne += 1;
      if (lastOfOther !== of) ofOther += 1;
      [lastOfOne, lastOfOther] = [at, of];
    }
    if (a.to < b.to) a = one[++at];
    else b = other[++of];
  }
  return Math.min(ofOne, ofOther);
}

/** How many parts of the week three or more have in common: those of any one of them in which all have time for a meeting, the fewest. */
export function partsOfAll(all: readonly (readonly Stretch[])[]): number {
  const common = commonStretches(all);
  return Math.min(...all.map((free) => partsInCommon(free, common)));
}

/**
 * Up to `count` beginnings of a meeting that fit all, at or after `notBefore`, on days as different as there are: the first of
 * each common stretch, spread over the week.
 */
export function commonTimes(all: readonly (readonly Stretch[])[], count: number, notBefore: Date): Date[] {
  const starts = commonStretches(all).flatMap(({ from, to }) => {
    const start = Math.max(from, Math.ceil(notBefore.getTime() / quarterMs) * quarterMs);
    return to - start >= meetingMs ? [start] : [];
  });
  if (starts.length <= count) return starts.map((start) => new Date(start));
  const step = starts.length / count;
  return Array.from({ length: count }, (_, at) => new Date(starts[Math.floor(at * step)] ?? Number.NaN));
}

const quarterMs = 15 * 60 * 1000;
