import { addDays, localDateOf, occurrenceFrom, type Weekday } from '../../core/time/index.ts';
import {
  type Candidate,
  type DayPart,
  dayParts,
  freeStretches,
  type Kind,
  type Meeting,
  type Stretch,
  type WeekPart,
} from '../pairings/matching/index.ts';

/** All that crosses to a partner community about a member, and only to whom they are matched with. */
export interface Profile {
  /** First name or alias, as the member wants to be called. */
  readonly name: string;
  /** '' where the member gave none. */
  readonly introduction: string;
  /** What they want to practise, and can ask others about. */
  readonly kinds: readonly Kind[];
  /** When they are free, as `partValue` names it. */
  readonly times: readonly string[];
  /** BCP 47 codes, the one they like best first. */
  readonly languages: readonly string[];
  /** IANA zone that the times are meant in. */
  readonly zone: string;
}

/** Somebody who may be matched in a round of two communities. Ids are our own. */
export interface Entrant {
  readonly memberId: string;
  readonly communityId: string;
  readonly profile: Profile;
  readonly blocked: readonly string[];
  readonly met: readonly Meeting[];
  /** When they were matched last, or else joined. */
  readonly since: Date;
}

/** Each part of the week, Monday morning first. */
export const weekParts: readonly WeekPart[] = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday: Weekday) =>
  (Object.keys(dayParts) as DayPart[]).map((part) => ({ weekday, part })),
);

/** `2-evening`, as forms and profiles write it. */
export function partValue({ weekday, part }: WeekPart): string {
  return `${weekday}-${part}`;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Those of both communities as matching takes them. Members of one community meet in their own rounds: here each is kept
 * apart from their own, which also means that there are pairs and never three.
 */
export function candidates(entrants: readonly Entrant[], now: Date): Candidate[] {
  const own = Map.groupBy(entrants, ({ communityId }) => communityId);
  return entrants.map((entrant): Candidate => {
    const { memberId, communityId, profile, blocked, met, since } = entrant;
    const topics = { kinds: profile.kinds, areas: [] };
    const mates = (own.get(communityId) ?? []).flatMap((mate) => (mate.memberId === memberId ? [] : [mate.memberId]));
    return {
      id: memberId,
      isIn: true,
      free: freeTimes(profile, now),
      wants: topics,
      offers: topics,
      interviewOnly: false,
      level: 'mid',
      field: null,
      languages: profile.languages,
      blocks: [...blocked, ...mates],
      met,
      // Rounds are a week apart, so each whole week beyond the first is a round in which nobody was found.
      roundsWaited: Math.max(0, Math.floor((now.getTime() - since.getTime()) / weekMs) - 1),
      reliability: 1,
      daysToInterview: null,
    };
  });
}

/** When somebody is free in the week that begins tomorrow. */
export function freeTimes({ times, zone }: Profile, now: Date): Stretch[] {
  const parts = weekParts.filter((part) => times.includes(partValue(part)));
  return freeStretches(parts, zone, addDays(localDateOf(now, zone), 1));
}

/** Mondays, so that a pair has its week before it. Neither community's clock: UTC. */
export function nextRound(now: Date): Date {
  const next = occurrenceFrom({ zone: 'UTC', weekdays: [1], time: '09:00' }, now);
  if (!next) throw new Error('there is a Monday in every week');
  return next.at;
}

/** A code to read out or paste: twelve signs in groups of four, 48 bits of chance. */
export function codeFrom(uuid: string): string {
  const signs = uuid.replaceAll('-', '').slice(-12).toUpperCase();
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** A code as it may be typed, small letters and blanks allowed. */
export function readCode(typed: string): string {
  const signs = typed.toUpperCase().replace(/[^0-9A-F]/g, '');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

export const codeDays = 7;
