import type { Destination, MessageReference } from '../../core/ports/index.ts';
import type { ScheduleState } from '../../core/schedules.ts';
import {
  addDays,
  instantOf,
  type LocalDate,
  localDateOf,
  type Weekday,
  type WeeklyTime,
} from '../../core/time/index.ts';
import type { DaysOff } from '../calendar/index.ts';
import type { Reason } from './matching/score.ts';
import { isPaused, type Profile } from './rules.ts';
import type { Kind } from './vocabulary.ts';

const hourMs = 60 * 60 * 1000;

/** When things of a round happen. */
export const timing = {
  /** The hour of the evening before, by the community's clock, at which members are asked. */
  askAt: '18:00',
  /** How late a round may still begin, after the bot was away. Later than this it is left to the next one. */
  latenessMs: 6 * hourMs,
  /** How long a pair has to agree on a time. */
  confirmMs: 48 * hourMs,
  /** The same for a pair that was put together later in the round. */
  confirmAgainMs: 24 * hourMs,
  /** The soonest that a meeting is offered: nobody has to drop everything. */
  noticeMs: 12 * hourMs,
  /** A round's meetings lie within so many days. */
  days: 7,
  reminderMs: hourMs,
  /** From the beginning of a meeting until both are asked how it was: the meeting itself, and time to breathe. */
  afterMs: 75 * 60 * 1000,
  /** From then on an answer is no longer waited for. */
  closeMs: 7 * 24 * hourMs,
} as const;

/** How many times a pair is offered. */
export const offeredTimes = 3;
/** With what the pair adds itself. */
export const mostTimes = 6;
/** Rounds on end without an answer after which somebody is asked whether to stay. */
export const silentLimit = 3;

/** When a community's rounds begin, and where its private places open. */
export interface Schedule {
  readonly id: string;
  readonly communityId: string;
  readonly version: number;
  readonly setBy: string | null;
  readonly state: ScheduleState;
  readonly channelId: string;
  /** Of the rounds. */
  readonly weekdays: readonly Weekday[];
  /** `HH:MM`, when the pairs are made. */
  readonly time: string;
  readonly zone: string;
  /** The evenings whose rounds a moderator left out. */
  readonly except: readonly LocalDate[];
  /** The evening that is next; null where none is planned. */
  readonly askDate: LocalDate | null;
  readonly askAt: Date | null;
  readonly opensAt: Date | null;
}

export interface Round {
  readonly id: string;
  readonly scheduleId: string;
  /** The evening before, by which rounds are told apart. */
  readonly date: LocalDate;
  /** Counts the rounds of a community from 1. */
  readonly number: number;
  readonly state: 'asking' | 'open' | 'missed';
  readonly opensAt: Date;
  /** With which the pairs were made; null before. */
  readonly seed: number | null;
}

/** A round in numbers. */
export interface RoundNumbers extends Round {
  /** Members who were in it. */
  readonly people: number;
  readonly waited: number;
  readonly pairs: number;
  /** Of the pairs, those that met, as far as those in them agree. */
  readonly met: number;
}

/** When members are asked, as a rule of its own: the evenings before the days of the rounds. Days off are those of the rounds. */
export function askingRule(
  { zone, weekdays, except }: Pick<Schedule, 'zone' | 'weekdays' | 'except'>,
  off: DaysOff,
): WeeklyTime {
  return {
    zone,
    weekdays: weekdays.map((day) => (day === 1 ? 7 : day - 1) as Weekday),
    time: timing.askAt,
    except,
    off: { ...off, days: new Set([...off.days].map((day) => addDays(day, -1))) },
  };
}

/** The instant of the round that members are asked about at `askAt`: the next day. Undefined where the zone skips that day. */
export function roundAfter({ time, zone }: Pick<Schedule, 'time' | 'zone'>, askAt: Date): Date | undefined {
  return instantOf(addDays(localDateOf(askAt, zone), 1), time, zone);
}

/** How late the question of an evening may come: it stands until the round itself would be too late. */
export function askWindowMs(schedule: Pick<Schedule, 'time' | 'zone'>, askAt: Date): number {
  return (roundAfter(schedule, askAt) ?? askAt).getTime() - askAt.getTime() + timing.latenessMs;
}

export type EveningAnswer = 'none' | 'in' | 'skip';

/** What decides whether somebody is in a round. */
export interface Standing {
  readonly profile: Profile;
  readonly zone: string;
  /** What they said the evening before. */
  readonly answer: EveningAnswer;
  /** The number of the round in which they were paired last. */
  readonly lastPaired: number | undefined;
  /** The last day of a pause from everything. */
  readonly pausedUntil: LocalDate | null;
}

/** Whether somebody is in round `number` as it stands at `now`. What they said last counts most; then what they said before. */
export function isInRound(standing: Standing, number: number, now: Date): boolean {
  const { profile, zone, answer, lastPaired, pausedUntil } = standing;
  if (!profile.joined || isPaused(profile, now, zone) || isPaused({ pausedUntil }, now, zone)) return false;
  const said = answer === 'none' ? profile.nextRound : answer;
  if (said !== null) return said === 'in';
  if (profile.rhythm === 'asked') return false;
  return profile.rhythm === 'every' || lastPaired === undefined || number - lastPaired >= 2;
}

export type PairingState = 'proposed' | 'agreed' | 'reminded' | 'asked' | 'over' | 'called-off';

/** One of those who are to meet. */
export interface Partner {
  /** Of this membership: what is sent to them alone is about it. */
  readonly id: string;
  readonly memberId: string;
  /** The platform's user id. */
  readonly platformUserId: string;
  readonly locale: string;
  readonly zone: string;
  readonly state: 'invited' | 'cannot';
  /** The times that they took, ISO 8601 UTC. */
  readonly picks: readonly string[];
  readonly met: 'yes' | 'no' | 'alone' | null;
  /** Whether the channel may be told that they practised. */
  readonly announce: boolean;
  readonly introduction: string;
}

/** Two or three who are to meet. */
export interface Pairing {
  readonly id: string;
  readonly communityId: string;
  /** Null for one that somebody asked for in a hurry. */
  readonly roundId: string | null;
  readonly kind: Kind;
  readonly state: PairingState;
  /** The times to choose from, ISO 8601 UTC. */
  readonly times: readonly string[];
  readonly startsAt: Date | null;
  readonly confirmBy: Date;
  readonly why: readonly Why[];
  /** Of one without a round: where its place opens, null where there is no channel for it. */
  readonly channelId: string | null;
  readonly place: { readonly to: Destination; readonly opening: MessageReference } | undefined;
  readonly createdAt: Date;
  /** In the order of their turns. */
  readonly partners: readonly Partner[];
}

/** Why they were matched, in facts that each of them told for it: a code and what stands behind it. */
export interface Why {
  readonly code: 'kind' | 'field' | 'language' | 'hours';
  readonly value: string;
}

/** What of the reasons is told to those it is about: what they have in common, never who waited or is in a hurry. */
export function whyOf(reasons: readonly Reason[]): Why[] {
  const told = reasons.flatMap((reason): Why[] => {
    switch (reason.code) {
      case 'kind':
      case 'kind-shared':
        return [{ code: 'kind', value: reason.kind }];
      case 'field':
        return [{ code: 'field', value: reason.field }];
      case 'language':
        return [{ code: 'language', value: reason.language }];
      case 'hours':
        return [{ code: 'hours', value: String(reason.parts) }];
      default:
        return [];
    }
  });
  // Of three there are three pairs: each kind of reason is said once, as it holds for the first of them.
  return [...new Map(told.toReversed().map((why) => [why.code, why])).values()].toReversed();
}

export function active<Each extends Pick<Partner, 'state'>>({
  partners,
}: {
  readonly partners: readonly Each[];
}): readonly Each[] {
  return partners.filter(({ state }) => state === 'invited');
}

/** The earliest time that all who are still there took; undefined where there is none, or nobody to meet. */
export function agreedTime(pairing: Pick<Pairing, 'partners' | 'times'>): string | undefined {
  const there = active(pairing);
  if (there.length < 2) return undefined;
  return pairing.times.toSorted().find((time) => there.every(({ picks }) => picks.includes(time)));
}

/** What a pairing that did not agree in time comes to: who kept silent, and who is free for somebody else. */
export function afterSilence(pairing: Pick<Pairing, 'partners'>): {
  readonly silent: readonly Partner[];
  readonly answered: readonly Partner[];
} {
  const there = active(pairing);
  return {
    silent: there.filter(({ picks }) => picks.length === 0),
    answered: there.filter(({ picks }) => picks.length > 0),
  };
}

/** Whether a time lies ahead far enough, and within the days of a round. */
export function isOfferable(time: Date, now: Date): boolean {
  const ahead = time.getTime() - now.getTime();
  return ahead >= hourMs && ahead <= 14 * 24 * hourMs;
}

/** Those in which it may still take place: nothing is arranged any more once they were asked how it was. */
export const openStates = ['proposed', 'agreed', 'reminded'] as const satisfies readonly PairingState[];

export function isOpen({ state }: Pick<Pairing, 'state'>): boolean {
  return openStates.some((each) => each === state);
}

/** Whether the agreed time has begun, and answers to how it was are still waited for. */
export function hasBegun({ startsAt, state }: Pick<Pairing, 'startsAt' | 'state'>, now: Date): boolean {
  return startsAt !== null && startsAt <= now && state !== 'over' && state !== 'called-off';
}

type Said = Pick<Partner, 'id' | 'met'>;

/** Whether somebody says that they met nobody. */
export function deniesMeeting({ met }: Pick<Partner, 'met'>): boolean {
  return met === 'no' || met === 'alone';
}

/** Those of the others whom the one with this id can have met: who says otherwise is not spoken for. */
export function metBy<Each extends Said>(there: readonly Each[], id: string): readonly Each[] {
  return there.filter((each) => each.id !== id && !deniesMeeting(each));
}

/** Whether a pairing counts as one that met: somebody says so whom not all the others contradict. */
export function hasMet(there: readonly Said[]): boolean {
  return there.some(({ id, met }) => met === 'yes' && metBy(there, id).length > 0);
}

/**
 * Whether somebody waited in vain for the one with this id. Who waited alone themselves was not missed, nor who met somebody;
 * to say so is not enough where everybody else says otherwise.
 */
export function isMissed(there: readonly Said[], id: string): boolean {
  const me = there.find((each) => each.id === id);
  const wasThere = me?.met === 'alone' || (me?.met === 'yes' && metBy(there, id).length > 0);
  return !wasThere && there.some((each) => each.id !== id && each.met === 'alone');
}

// As if there had been two kept meetings before: one missed is no verdict.
const headStart = 2;

/** Share of agreed meetings that somebody came to, softened. Told to nobody. */
export function reliabilityOf(meetings: { readonly agreed: number; readonly missed: number }): number {
  return 1 - meetings.missed / (meetings.agreed + headStart);
}

/** Rounds on end, until now, in which somebody waited; `outcomes` are the newest first. */
export function roundsWaited(outcomes: readonly string[]): number {
  const end = outcomes.findIndex((outcome) => outcome !== 'waiting');
  return end < 0 ? outcomes.length : end;
}
