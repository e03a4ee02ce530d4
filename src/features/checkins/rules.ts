import type { Destination, MessageReference } from '../../core/ports/index.ts';
import type { ScheduleState } from '../../core/schedules.ts';
import {
  addDays,
  instantOf,
  type LocalDate,
  localDateOf,
  localTimeOf,
  readTime,
  type Weekday,
  type WeeklyTime,
} from '../../core/time/index.ts';
import type { DaysOff } from '../calendar/index.ts';

/** How late a check-in may open, after the bot was away. Later than this it is left to the next one. */
export const latenessMs = 6 * 60 * 60 * 1000;
/** How late a nudge may come: beyond this it could fall into somebody's night. */
export const nudgeLatenessMs = 2 * 60 * 60 * 1000;

export const openHoursChoices = [12, 24, 48, 72] as const;
export type Sharing = 'choice' | 'thread' | 'private';
export const sharings: readonly Sharing[] = ['choice', 'thread', 'private'];

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
  /** The moderators' own wording; none for the usual questions. */
  readonly questions: readonly string[];
  readonly asksFeeling: boolean;
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
  /** As the schedule had them when it opened. */
  readonly questions: readonly string[];
  readonly asksFeeling: boolean;
  readonly place: { readonly to: Destination; readonly opening: MessageReference } | undefined;
  /** Where its summary stands, once it was sent. */
  readonly summary: MessageReference | undefined;
}

export const feelings = ['good', 'steady', 'tired', 'low', 'unsaid'] as const;
export type Feeling = (typeof feelings)[number];

/** What was answered, by the name of the question; `feeling` holds one of `feelings`. */
export type AnswerWords = Readonly<Record<string, string>>;

/** A question that is answered in words. `own` is a moderator's wording; without it the name says which of the usual it is. */
export type Question = { readonly name: 'did' | 'next' } | { readonly name: string; readonly own: string };

/** Of one check-in, with the one of how somebody is: what a form of Discord's has room for. */
export const mostQuestions = 5;
/** In UTF-16 code units: the label of a field in a form of Discord's. */
export const longestQuestion = 45;

/** The questions that are answered in words, in order; at least one. */
export function questionsOf({ questions }: Pick<Round, 'questions'>): readonly [Question, ...Question[]] {
  const [first, ...more] = questions.map((own, index): Question => ({ name: `own-${index + 1}`, own }));
  return first ? [first, ...more] : [{ name: 'did' }, { name: 'next' }];
}

/** What the form of a check-in has room for beside its questions. */
export interface FormRoom {
  /** To say above them who reads it. */
  readonly intro: boolean;
  /** To ask who may read it; else that is asked once it is kept, for the member alone until then. */
  readonly share: boolean;
}

export function formRoom(round: Pick<Round, 'questions' | 'asksFeeling'>, sharing: Sharing): FormRoom {
  const left = mostQuestions - questionsOf(round).length - (round.asksFeeling ? 1 : 0);
  const share = sharing === 'choice' && left > 0;
  return { share, intro: left > (share ? 1 : 0) };
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
  /** Hours of the member's day in which nothing comes; both null for none. */
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  /** The last day of a pause where the member is. */
  readonly pausedUntil: LocalDate | null;
}

export const noWishes: Wishes = {
  nudges: 'off',
  nudgeTime: '18:00',
  afterRejection: 'softer',
  quietFrom: '21:00',
  quietUntil: '08:00',
  pausedUntil: null,
};

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

/** `21:00 to 8:00` or `9 pm - 7 am`, with whatever a language says between the two; '' for none. Undefined for what is neither. */
export function readQuietHours(typed: string): Pick<Wishes, 'quietFrom' | 'quietUntil'> | undefined {
  if (/^(none|no|-)?$/i.test(typed.trim())) return { quietFrom: null, quietUntil: null };
  const [from = '', until = '', ...more] = typed.match(/\d{1,2}(?:[:.h]\d{2}|h)?(?:\s*[ap]m\b)?/gi) ?? [];
  const [quietFrom, quietUntil] = [readTime(from), readTime(until)];
  return quietFrom && quietUntil && more.length === 0 ? { quietFrom, quietUntil } : undefined;
}

/** Whether a time of day, `HH:MM`, is in the quiet hours, over midnight too. Their end is no part of them. */
export function isQuiet(time: string, { quietFrom, quietUntil }: Pick<Wishes, 'quietFrom' | 'quietUntil'>): boolean {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return false;
  const isOverMidnight = quietFrom > quietUntil;
  return isOverMidnight ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil;
}

/** Which of `count` prompts a round shows: each in turn, so that none comes back before all were seen. */
export function promptAt(number: number, count: number): number {
  return number % count;
}

export function isPaused({ pausedUntil }: Wishes, today: LocalDate): boolean {
  return pausedUntil !== null && today <= pausedUntil;
}

/** How long nobody is nudged once a check-in has opened: the thread itself is news. */
export const leftAloneMs = 60 * 60 * 1000;

const nudgesIn: Readonly<Record<NudgeStrength, number>> = { off: 0, light: 1, standard: 2, persistent: 3 };

/**
 * The days on which to nudge a member in a round: at most one, two or three with those that came already, spread over the days
 * on which their own time falls into it. Not within the first hour, when the thread itself is news, nor in the last half hour.
 */
export function nudgeDays(
  round: Pick<Round, 'opensAt' | 'closesAt'>,
  wishes: Pick<Wishes, 'nudges' | 'nudgeTime'>,
  zone: string,
  came: readonly LocalDate[] = [],
): readonly { readonly date: LocalDate; readonly at: Date }[] {
  const earliest = round.opensAt.getTime() + leftAloneMs;
  const latest = round.closesAt.getTime() - 30 * 60 * 1000;
  const days: { date: LocalDate; at: Date }[] = [];
  const last = addDays(localDateOf(round.closesAt, zone), 1);
  for (let date = addDays(localDateOf(round.opensAt, zone), -1); date <= last; date = addDays(date, 1)) {
    const at = instantOf(date, wishes.nudgeTime, zone);
    if (at && at.getTime() >= earliest && at.getTime() <= latest && !came.includes(date)) days.push({ date, at });
  }
  const most = Math.max(0, nudgesIn[wishes.nudges] - came.length);
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
  if (isQuiet(localTimeOf(now, facts.zone), wishes)) return undefined;
  const isRecent = facts.lastRejection && now.getTime() - facts.lastRejection.getTime() < holdAfterRejectionMs;
  if (!isRecent) return 'plain';
  return wishes.afterRejection === 'hold' ? undefined : 'soft';
}
