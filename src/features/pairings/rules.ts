import { type LocalDate, localDateOf, type Weekday } from '../../core/time/index.ts';
import type { Application } from '../applications/index.ts';
import type { Area } from '../feedback/index.ts';
import type { DayPart, WeekPart } from './matching/week.ts';
import {
  type Extra,
  extras,
  type Field,
  type Kind,
  type Language,
  type Level,
  type Rhythm,
  type Role,
} from './vocabulary.ts';

/** Lengths in UTF-16 code units. */
export const longest = { introduction: 300, note: 300, rubric: 500, report: 1_500 } as const;

/**
 * A part of a week where the member is: day times three plus part, from 0 (Monday morning) to 20 (Sunday evening).
 * `partOf` reads it.
 */
export type Slot = number;
export const dayPartNames = ['morning', 'afternoon', 'evening'] as const satisfies readonly DayPart[];
export const slots: readonly Slot[] = Array.from({ length: 21 }, (_, slot) => slot);

/** As matching has it. */
export function partOf(slot: Slot): WeekPart {
  const part = dayPartNames[slot % dayPartNames.length] ?? 'morning';
  return { weekday: (Math.floor(slot / dayPartNames.length) + 1) as Weekday, part };
}

/** What a member told when they joined. */
export interface Profile {
  readonly memberId: string;
  /** Whether the consent stands that the second step gives: to be paired, and written to about it. */
  readonly joined: boolean;
  readonly role: Role;
  readonly kinds: readonly Kind[];
  readonly field: Field;
  readonly level: Level;
  readonly languages: readonly Language[];
  /** In the member's own zone. */
  readonly free: readonly Slot[];
  /** IANA, as it was known when the member said when; what they choose in their settings comes before it. */
  readonly zone: string;
  readonly rhythm: Rhythm;
  readonly mayBeAsked: boolean;
  readonly reminders: boolean;
  /** Whether moderators may see their name where they look at who would meet whom. */
  readonly named: boolean;
  /** What partners read of them; '' where they wrote none. */
  readonly introduction: string;
  /** The last day of a pause; null where there is none. */
  readonly pausedUntil: LocalDate | null;
  /** What they said of the next round, until it came. */
  readonly nextRound: 'in' | 'skip' | null;
  /** Rounds on end in which they answered nothing. */
  readonly silentRounds: number;
}

/** What is noted after practising: what went well, one thing to try, and the areas it is about. Texts are '' where there is none. */
export interface Rubric {
  readonly kind: Kind;
  readonly from: 'partner' | 'self';
  readonly strength: string;
  readonly next: string;
  readonly areas: readonly Area[];
}

/** A report as moderators read it: a member's own words, which they wrote for them to read. */
export interface Report {
  readonly id: string;
  /** The platform's user ids. */
  readonly by: string;
  readonly about: string;
  readonly said: string;
  readonly at: Date;
}

/** Somebody has an interview soon, and looks for somebody to practise with before it. */
export interface Need {
  readonly id: string;
  readonly communityId: string;
  readonly memberId: string;
  readonly kind: Kind;
  /** `withdrawn` by the member; `none`: it became too late. */
  readonly state: 'asking' | 'found' | 'none' | 'withdrawn';
  readonly until: Date;
  /** Where they asked; null in a private conversation. */
  readonly channelId: string | null;
  readonly createdAt: Date;
}

export interface NeedView extends Need {
  /** The platform's user id. */
  readonly platformUserId: string;
  readonly locale: string;
  readonly zone: string;
  readonly note: string;
  readonly asked: number;
}

/** One member who is asked. */
export interface Ask {
  readonly id: string;
  readonly needId: string;
  readonly memberId: string;
  readonly platformUserId: string;
  readonly locale: string;
  readonly zone: string;
  readonly answer: 'none' | 'yes' | 'no';
}

/** The first step of joining. */
export type Wants = Pick<Profile, 'role' | 'kinds' | 'field' | 'level' | 'languages'>;
/** The second. */
export type When = Pick<Profile, 'free' | 'zone' | 'rhythm' | 'mayBeAsked' | 'reminders' | 'named' | 'introduction'>;

const extraOf = { 'may-be-asked': 'mayBeAsked', reminders: 'reminders', named: 'named' } as const;

/** What of the extras somebody wants. */
export function extrasOf(when: Pick<When, (typeof extraOf)[Extra]>): readonly Extra[] {
  return extras.filter((extra) => when[extraOf[extra]]);
}

export const noWants: Wants = { role: 'both', kinds: [], field: 'other', level: 'mid', languages: ['en'] };

/** A pause without a day: until the member says otherwise. */
export const untilResumed: LocalDate = '9999-12-31';

/** Whether a member is left alone on the day that it is for them. */
export function isPaused({ pausedUntil }: Pick<Profile, 'pausedUntil'>, now: Date, zone: string): boolean {
  return pausedUntil !== null && localDateOf(now, zone) <= pausedUntil;
}

/** The kind of interview in which an area of feedback is practised; undefined for what no interview trains. */
export function kindFor(area: Area): Kind | undefined {
  return kindOfArea[area];
}

const kindOfArea: Readonly<Record<Area, Kind | undefined>> = {
  preparation: 'behavioural',
  requirements: 'role',
  'technical-depth': 'coding',
  'system-design': 'system-design',
  communication: 'behavioural',
  examples: 'behavioural',
  'unexpected-questions': 'behavioural',
  culture: 'behavioural',
  experience: 'role',
  nerves: 'behavioural',
  presentation: 'presentation',
  salary: 'salary',
  other: undefined,
};

// More at once is no focus; the member sees them chosen and changes what does not fit.
const mostSuggested = 3;

/**
 * What the form of somebody who joins begins with: kinds from what they noted as feedback, the most frequent first, and field
 * and level from the newest role that says one. All of it is theirs to change.
 */
export function wantsFrom(areas: readonly Area[], applications: readonly Pick<Application, 'role' | 'stage'>[]): Wants {
  const counted = Map.groupBy(areas.map(kindFor), (kind) => kind);
  counted.delete(undefined);
  const frequent = [...counted].toSorted(([, one], [, other]) => other.length - one.length);
  const roles = applications.map(({ role }) => role.toLowerCase());
  const fromRoles = <Value>(table: readonly (readonly [RegExp, Value])[]): Value | undefined =>
    roles.flatMap((role) => table.filter(([pattern]) => pattern.test(role)).map(([, value]) => value))[0];
  const hasOffer = applications.some(({ stage }) => stage === 'offer');
  const kinds = frequent.flatMap(([kind]) => kind ?? []).slice(0, mostSuggested);
  return {
    ...noWants,
    kinds: hasOffer && !kinds.includes('salary') ? [...kinds, 'salary'] : kinds,
    field: fromRoles(fieldWords) ?? noWants.field,
    level: fromRoles(levelWords) ?? noWants.level,
  };
}

const levelWords: readonly (readonly [RegExp, Level])[] = [
  [/\b(lead|head|principal|staff|director|chief)\b/, 'lead'],
  [/\b(senior|sr)\b/, 'senior'],
  [/\b(intern|trainee|apprentice|graduate|working student)\b/, 'entry'],
  [/\b(junior|jr|entry)\b/, 'junior'],
];

// The more telling words first: a "data engineer" works with data, a "product designer" designs.
const fieldWords: readonly (readonly [RegExp, Field])[] = [
  [/\b(data|analyst|analytics|machine learning|statistician)\b/, 'data'],
  [/\b(design|designer|ux|ui|illustrator)\b/, 'design'],
  [/\bproduct (manager|owner|lead)\b/, 'product'],
  [/\b(engineer|developer|programmer|devops|sre|software)\b/, 'software'],
  [/\b(marketing|content|seo|brand|copywriter)\b/, 'marketing'],
  [/\b(sales|account (executive|manager)|business development)\b/, 'sales'],
  [/\b(finance|accountant|controller|auditor|accounting)\b/, 'finance'],
  [/\b(hr|people|recruiter|talent)\b/, 'people'],
  [/\b(operations|logistics|office|project manager|administrator)\b/, 'operations'],
  [/\b(nurse|doctor|care|medical|health|therapist)\b/, 'health'],
  [/\b(teacher|tutor|lecturer|education|trainer)\b/, 'education'],
];
