import type { Destination, MessageReference } from '../../core/ports/index.ts';
import {
  addDays,
  instantOf,
  type LocalDate,
  localDateOf,
  type Weekday,
  type WeeklyTime,
} from '../../core/time/index.ts';
import type { DaysOff } from '../calendar/index.ts';

/** How late a check-in may open, after the bot was away. Later than this it is left to the next one. */
export const latenessMs = 6 * 60 * 60 * 1000;
/** How late a nudge may come: beyond this it could fall into somebody's night. */
export const nudgeLatenessMs = 2 * 60 * 60 * 1000;
/** Numbers about a community are told only where at least so many members are in them, so that they point at nobody. */
export const leastForNumbers = 5;

export const openHoursChoices = [12, 24, 48, 72] as const;
export type Sharing = 'choice' | 'thread' | 'private';
export const sharings: readonly Sharing[] = ['choice', 'thread', 'private'];
export type ScheduleState = 'draft' | 'live' | 'paused' | 'waiting';

/** When and where a community checks in. Ids are our own, `channelId` the platform's. */
export interface Schedule {
  readonly id: string;
  readonly communityId: string;
  readonly version: number;
  readonly setBy: string | null;
  readonly state: ScheduleState;
  readonly channelId: string;
  readonly weekdays: readonly Weekday[];
  /** `HH:MM`. */
  readonly time: string;
  readonly zone: string;
  readonly openHours: number;
  readonly sharing: Sharing;
  /** Days that a moderator skipped. */
  readonly except: readonly LocalDate[];
  readonly nextDate: LocalDate | null;
  readonly nextAt: Date | null;
}

export interface Round {
  readonly id: string;
  readonly scheduleId: string;
  /** The day that the schedule meant. */
  readonly date: LocalDate;
  readonly number: number;
  readonly state: 'open' | 'closed' | 'missed';
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly place: { readonly to: Destination; readonly opening: MessageReference } | undefined;
  /** Where its summary stands, once it was sent. */
  readonly summary: MessageReference | undefined;
}

export const feelings = ['good', 'steady', 'tired', 'low', 'unsaid'] as const;
export type Feeling = (typeof feelings)[number];

export interface AnswerWords {
  readonly did: string;
  readonly next: string;
  readonly feeling: Feeling;
}

export interface Answer {
  readonly id: string;
  readonly roundId: string;
  readonly memberId: string;
  readonly version: number;
  readonly kind: 'answer' | 'rest' | 'withdrawn';
  readonly isShared: boolean;
  readonly words: AnswerWords | undefined;
  readonly message: MessageReference | undefined;
}

export const nudgeStrengths = ['off', 'light', 'standard', 'persistent'] as const;
export type NudgeStrength = (typeof nudgeStrengths)[number];

/** What the bot may send to a member of itself. */
export interface Wishes {
  readonly nudges: NudgeStrength;
  /** `HH:MM` where the member is. */
  readonly nudgeTime: string;
  readonly afterRejection: 'softer' | 'hold';
  /** The last day of a pause where the member is. */
  readonly pausedUntil: LocalDate | null;
}

export const noWishes: Wishes = { nudges: 'off', nudgeTime: '18:00', afterRejection: 'softer', pausedUntil: null };

/** A pause without a day: until the member says otherwise. */
export const untilResumed: LocalDate = '9999-12-31';

export function ruleOf(schedule: Pick<Schedule, 'zone' | 'weekdays' | 'time' | 'except'>, off: DaysOff): WeeklyTime {
  const { zone, weekdays, time, except } = schedule;
  return { zone, weekdays, time, except, off };
}

/** The day on which a round opens where its schedule is; a moved one is meant for another. */
export function dayOf({ opensAt }: Pick<Round, 'opensAt'>, { zone }: Pick<Schedule, 'zone'>): LocalDate {
  return localDateOf(opensAt, zone);
}

/** `9`, `9:30`, `09.30` or `21h` as `HH:MM`; undefined for anything that is no time of day. */
export function readTime(typed: string): string | undefined {
  const found = /^([01]?\d|2[0-3])(?:[:.h]([0-5]\d)?)?\s*(am|pm)?$/i.exec(typed.trim());
  if (!found?.[1]) return undefined;
  const half = found[3]?.toLowerCase();
  const hour = Number(found[1]);
  if (half && (hour < 1 || hour > 12)) return undefined;
  const shifted = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return `${String(shifted).padStart(2, '0')}:${found[2] ?? '00'}`;
}

/** Which of `count` prompts a round shows: each in turn, so that none comes back before all were seen. */
export function promptAt(number: number, count: number): number {
  return number % count;
}

export function isPaused({ pausedUntil }: Wishes, today: LocalDate): boolean {
  return pausedUntil !== null && today <= pausedUntil;
}

const nudgesIn: Readonly<Record<NudgeStrength, number>> = { off: 0, light: 1, standard: 2, persistent: 3 };

/**
 * The days on which to nudge a member in a round: at most one, two or three, spread over the days on which their own time
 * falls into it. Not within the first hour, when the thread itself is news, nor in the last half hour.
 */
export function nudgeDays(
  round: Pick<Round, 'opensAt' | 'closesAt'>,
  wishes: Pick<Wishes, 'nudges' | 'nudgeTime'>,
  zone: string,
): readonly { readonly date: LocalDate; readonly at: Date }[] {
  const earliest = round.opensAt.getTime() + 60 * 60 * 1000;
  const latest = round.closesAt.getTime() - 30 * 60 * 1000;
  const days: { date: LocalDate; at: Date }[] = [];
  const last = addDays(localDateOf(round.closesAt, zone), 1);
  for (let date = addDays(localDateOf(round.opensAt, zone), -1); date <= last; date = addDays(date, 1)) {
    const at = instantOf(date, wishes.nudgeTime, zone);
    if (at && at.getTime() >= earliest && at.getTime() <= latest) days.push({ date, at });
  }
  const most = nudgesIn[wishes.nudges];
  if (days.length <= most) return days;
  return Array.from({ length: most }, (_, index) => days[Math.floor(((index + 1) * days.length) / (most + 1))]).filter(
    (day) => day !== undefined,
  );
}

/** What is true at the moment of sending, on which a nudge depends. */
export interface NudgeFacts {
  readonly wishes: Wishes;
  readonly hasAnswered: boolean;
  readonly isOpen: boolean;
  readonly dueAt: Date;
  readonly zone: string;
  /** The member's last logged rejection, where there is one. */
  readonly lastRejection: Date | undefined;
}

const holdAfterRejectionMs = 3 * 24 * 60 * 60 * 1000;

/** Whether to send a nudge now, and how. Whoever answered, rests, paused, or asked for none is left alone. */
export function nudgeNow(facts: NudgeFacts, now: Date): 'plain' | 'soft' | undefined {
  const { wishes, dueAt } = facts;
  if (wishes.nudges === 'off' || facts.hasAnswered || !facts.isOpen) return undefined;
  if (isPaused(wishes, localDateOf(now, facts.zone))) return undefined;
  if (now.getTime() - dueAt.getTime() > nudgeLatenessMs) return undefined;
  const isRecent = facts.lastRejection && now.getTime() - facts.lastRejection.getTime() < holdAfterRejectionMs;
  if (!isRecent) return 'plain';
  return wishes.afterRejection === 'hold' ? undefined : 'soft';
}
