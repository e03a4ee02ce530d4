import type { Context } from '../../core/interactions/index.ts';
import { type LocalDate, localDateOf } from '../../core/time/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Piece } from '../feedback/index.ts';
import { type Goals, isHeld, type Track } from '../goals/index.ts';
import type { Patterns } from '../patterns/index.ts';
import { earliest, funnelOf, latest, perWeek, weeksShownUp, weeksUpTo } from './rules.ts';
import type { GoalWeeks, Progress } from './views.ts';

/** What is looked at, given at composition. */
export interface Sources {
  readonly goals: Goals['tracks'];
  readonly applications: Applications['journeys'];
  /** What was looked back on: feedback, reflections, notes of mock interviews. */
  readonly pieces: readonly ((memberId: string) => Promise<readonly Piece[]>)[];
  readonly recurring: Patterns['recurring'];
}

/** A member's progress as of this moment. */
export async function gather(sources: Sources, context: Context): Promise<Progress> {
  const { member, now } = context;
  const { id, zone, weekStart } = member;
  const today = localDateOf(now, zone);
  const weeks = weeksUpTo(today, weekStart);
  const [tracks, journeys, areas, pieces] = await Promise.all([
    sources.goals(context),
    sources.applications(id),
    sources.recurring(member, now),
    Promise.all(sources.pieces.map((source) => source(id))),
  ]);
  // One thing done is one, however much of it: an hour and ten applications are no rivals.
  const days = {
    goals: tracks.flatMap((track) => track.days.map(({ on }) => on)),
    steps: journeys.steps,
    pieces: pieces.flat().map(({ at }) => localDateOf(at, zone)),
  };
  const all = [...days.goals, ...days.steps, ...days.pieces];
  const once = (dates: readonly LocalDate[]) => dates.map((on) => ({ on, amount: 1 }));
  const inWeeks = (dates: readonly LocalDate[]) => dates.filter((on) => on >= (weeks[0] ?? today)).length;
  return {
    weeks,
    effort: perWeek(once(all), weeks, earliest([...all, today])),
    kinds: { goals: inWeeks(days.goals), steps: inWeeks(days.steps), pieces: inWeeks(days.pieces) },
    weeksShownUp: weeksShownUp(all, weekStart),
    goals: goalWeeks(tracks, weeks, zone),
    funnel: funnelOf(journeys.furthest),
    waiting: journeys.waiting,
    areas,
  };
}

function goalWeeks(tracks: readonly Track[], weeks: readonly LocalDate[], zone: string): readonly GoalWeeks[] {
  return tracks
    .filter(({ goal }) => isHeld(goal.status))
    .toSorted((one, other) => latest(daysOf(other)).localeCompare(latest(daysOf(one))))
    .map((track) => {
      const created = localDateOf(track.goal.createdAt, zone);
      return { track, counts: perWeek(track.days, weeks, earliest([...daysOf(track), created])) };
    });
}

function daysOf({ days }: Track): readonly LocalDate[] {
  return days.map(({ on }) => on);
}
