import type { Stage } from '../../content/index.ts';
import { addMonths, type LocalDate } from '../../core/time/index.ts';
import { type Area, areas } from '../feedback/index.ts';

/** One piece of feedback, reflection or practice, as far as it is counted. */
export interface DatedPiece {
  readonly on: LocalDate;
  readonly stage: Stage | null;
  readonly areas: readonly Area[];
}

/** An area that came up again and again, with its evidence. */
export interface Recurrence {
  readonly area: Area;
  /** How many pieces name it, 3 or more. */
  readonly count: number;
  /** Of so many that name any area. */
  readonly of: number;
  /** The stage at which it came up most often, where one stands out. */
  readonly stage: Stage | undefined;
  readonly lastOn: LocalDate;
}

/** Fewer say nothing: two of a kind are chance. */
export const fewestPieces = 3;

// What was said longer ago is about somebody who has practised since.
const monthsBack = 12;

/**
 * What recurs in a member's pieces of the last year: only areas that three or more of them name, the most frequent first, of
 * equals the latest. "Other" names no area. A hint and never a verdict: it says how often, not why.
 */
export function recurring(pieces: readonly DatedPiece[], today: LocalDate): readonly Recurrence[] {
  const counted = countedOf(pieces, today);
  return areas
    .flatMap((area): Recurrence[] => {
      const naming = counted.filter((piece) => piece.areas.includes(area));
      const lastOn = naming
        .map((piece) => piece.on)
        .toSorted()
        .at(-1);
      if (area === 'other' || naming.length < fewestPieces || lastOn === undefined) return [];
      return [{ area, count: naming.length, of: counted.length, stage: standingOut(naming), lastOn }];
    })
    .toSorted((one, other) => other.count - one.count || other.lastOn.localeCompare(one.lastOn));
}

// More would push aside what others started with, and rest.
const mostSuggested = 3;

/**
 * The areas that a goal could be about, the most fitting first: what recurs, then what the pieces of the newest day name.
 * Nothing is concluded from those: they are what the member said last.
 */
export function worthAGoal(pieces: readonly DatedPiece[], today: LocalDate): readonly Area[] {
  const byDay = countedOf(pieces, today).toSorted((one, other) => other.on.localeCompare(one.on));
  const newest = byDay.filter(({ on }) => on === byDay[0]?.on);
  const said = areas.filter((area) => area !== 'other' && newest.some((piece) => piece.areas.includes(area)));
  const again = recurring(pieces, today).map(({ area }) => area);
  return [...new Set([...again, ...said])].slice(0, mostSuggested);
}

/** The pieces of the last year that name an area. */
export function countedOf(pieces: readonly DatedPiece[], today: LocalDate): readonly DatedPiece[] {
  const since = addMonths(today, -monthsBack);
  return pieces.filter((piece) => piece.on >= since && piece.areas.some((area) => area !== 'other'));
}

/** The stage of more than half of the pieces. */
function standingOut(naming: readonly DatedPiece[]): Stage | undefined {
  const byStage = Map.groupBy(naming, (piece) => piece.stage);
  const [most] = [...byStage].toSorted(([, one], [, other]) => other.length - one.length);
  return most?.[0] && most[1].length * 2 > naming.length ? most[0] : undefined;
}

/** The topic of the guide that helps with an area. */
export const topicOf: Readonly<Record<Exclude<Area, 'other'>, string>> = {
  preparation: 'interview-practise',
  requirements: 'resume-tailor',
  'technical-depth': 'skills-enhance',
  'system-design': 'skills-enhance',
  communication: 'interview-practise',
  examples: 'interview-practise',
  'unexpected-questions': 'interview-practise',
  culture: 'reflect-aim',
  experience: 'stand-out',
  nerves: 'interview-practise',
  presentation: 'reflect-blind-spots',
  salary: 'professional-help',
};
