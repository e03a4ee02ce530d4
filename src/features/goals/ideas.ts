import type { Context } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { addMonths, type LocalDate } from '../../core/time/index.ts';
import type { Rhythm } from './rules.ts';

/** Goals that other features suggest, each by the row of the token that opens its form. */
export interface Suggested {
  /** The words of one; undefined where `row` names none. */
  words(locale: Locale, row: string): string | undefined;
  /** Those that fit where the member stands, the most fitting first. */
  rows(context: Context): Promise<readonly string[]>;
}

/** How much and how often, where another feature gave the words. */
export const suggestedPlan = { amount: 1, rhythm: { kind: 'every', period: 'week' } } as const;

/** A goal to start from. Its words are the string `idea-<key>`. */
export interface Idea {
  readonly amount: number;
  readonly rhythm: 'week' | 'month' | 'two-months';
}

/** Search and rest side by side: a goal of either kind counts alike. */
export const ideas = {
  applications: { amount: 5, rhythm: 'week' },
  networking: { amount: 2, rhythm: 'month' },
  course: { amount: 1, rhythm: 'two-months' },
  pipeline: { amount: 2, rhythm: 'week' },
  practise: { amount: 1, rhythm: 'week' },
  walk: { amount: 3, rhythm: 'week' },
  rest: { amount: 1, rhythm: 'week' },
  people: { amount: 1, rhythm: 'week' },
} as const satisfies Readonly<Record<string, Idea>>;

export type IdeaKey = keyof typeof ideas;
export const ideaKeys = Object.keys(ideas) as readonly IdeaKey[];

export function isIdea(key: string): key is IdeaKey {
  return Object.hasOwn(ideas, key);
}

/** The rhythm of an idea that is taken up today. */
export function rhythmOf({ rhythm }: Idea, today: LocalDate): Rhythm {
  return rhythm === 'two-months' ? { kind: 'by', date: addMonths(today, 2) } : { kind: 'every', period: rhythm };
}
