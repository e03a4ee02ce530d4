import { createGoals, type Goals, newGoalButton, newGoalToken } from '../features/goals/index.ts';
import { readTopicButton } from '../features/guidance/index.ts';
import { practiseButton } from '../features/pairings/index.ts';
import { type AreaSteps, areaRow, createPatterns, type Patterns, topicOf } from '../features/patterns/index.ts';
import { createProgress } from '../features/progress/index.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Care } from './care.ts';
import type { Brought, Ground } from './ground.ts';
import type { Practice } from './practice.ts';

/** What a member makes of what they noted: what recurs, small goals, how far they came. */
export interface Plans {
  readonly patterns: Patterns;
  readonly goals: Goals;
  readonly progress: Brought;
}

export function composePlans(ground: Ground, care: Care, { pairings }: Practice, pictures: Pictures): Plans {
  const pieces = [care.feedback.pieces, care.reflections.pieces, pairings.pieces];
  const steps: AreaSteps = {
    goal: (area, label) => ({ kind: 'button', style: 'plain', label, token: newGoalToken(areaRow(area)) }),
    read: (area, label) => readTopicButton(label, area === 'other' ? 'weakness-to-plan' : topicOf[area]),
    more: (locale, area) => [practiseButton(locale, area)],
  };
  const patterns = createPatterns({ sources: pieces, steps });
  const goals = createGoals({ ...ground, suggested: patterns.suggested });
  const progress = createProgress({
    pictures,
    goals: goals.tracks,
    applications: care.applications.journeys,
    pieces,
    recurring: patterns.recurring,
    steps,
    begin: (locale) => [newGoalButton(locale)],
  });
  return { patterns, goals, progress };
}
