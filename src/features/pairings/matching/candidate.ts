import type { InterviewKind as Kind } from '../../../content/index.ts';
import type { Area } from '../../feedback/index.ts';
import type { Stretch } from './week.ts';

export { type InterviewKind as Kind, interviewKinds as kinds } from '../../../content/index.ts';

/** How far somebody has come in their field, from the first steps on. */
export const levels = ['entry', 'junior', 'mid', 'senior', 'lead'] as const;
export type Level = (typeof levels)[number];

/** One who may be matched in a round, with all that matching may know of them: codes and numbers, none of their words. */
export interface Candidate {
  /** Anything that tells members apart. */
  readonly id: string;
  /** Whether they opted in, are no longer paused and are still there. Callers leave the others out; one that slips through is refused. */
  readonly isIn: boolean;
  /** When they are free in the days of the round, sorted and apart from each other: `freeStretches` computes it. */
  readonly free: readonly Stretch[];
  /** What they want to practise. Nothing of it counts where they are there to interview only. */
  readonly wants: Topics;
  /** What they can interview others in. */
  readonly offers: Topics;
  /** Comes for others alone: asks the questions and wants no turn. */
  readonly interviewOnly: boolean;
  readonly level: Level;
  /** A code of the caller's; null where they named none. */
  readonly field: string | null;
  /** BCP 47 codes, the one they like best first. */
  readonly languages: readonly string[];
  /** Ids of those they never want to meet. Holds both ways, whoever said it. */
  readonly blocks: readonly string[];
  /** Earlier meetings, also those as three. More than one with the same person is fine. */
  readonly met: readonly Meeting[];
  /** Rounds in a row, until now, in which they were left out: 0 or more. */
  readonly roundsWaited: number;
  /** Share of agreed meetings that they came to, 0 to 1; 1 for somebody new. Never part of an explanation. */
  readonly reliability: number;
  /** Whole days until an interview they told of, 0 or more; null where there is none. */
  readonly daysToInterview: number | null;
}

export interface Topics {
  readonly kinds: readonly Kind[];
  readonly areas: readonly Area[];
}

export interface Meeting {
  readonly id: string;
  /** The round's number, below the one that is matched. */
  readonly round: number;
}
