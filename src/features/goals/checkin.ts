import { actionToken, type Member } from '../../core/interactions/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import type { Button } from '../../core/views/index.ts';
import { at, button } from './controls.ts';
import { progressText, shortWhat } from './phrases.ts';
import { effortOf } from './rules.ts';
import type { GoalsStore } from './store.ts';
import { messages } from './texts.ts';

/** Whose goals, and how they read a date and a week. */
export type GoalOwner = Pick<Member, 'id' | 'zone' | 'locale' | 'weekStart'>;

/** An open goal where its owner checks in. */
export interface CheckinGoal {
  /** In the owner's words, shortened. */
  readonly what: string;
  /** How it stands: "3 of 5 so far this week". */
  readonly standing: string;
  /** Whether its owner lets it stand where the community reads. */
  readonly isVisible: boolean;
  /** Whether anything was logged on it in the present period. */
  readonly isUnderWay: boolean;
  /** Logs one more on it. */
  readonly plusOne: Button;
}

const shownWords = 80;

/** The open goals of a member, oldest first. */
export async function checkinGoals(store: GoalsStore, owner: GoalOwner, now: Date): Promise<readonly CheckinGoal[]> {
  const { id, zone, locale, weekStart } = owner;
  const [goals, days] = await Promise.all([store.list(id), store.days(id)]);
  return goals
    .filter((goal) => goal.status === 'open')
    .map((goal) => {
      const logged = days.filter((day) => day.goalId === goal.id);
      const since = localDateOf(goal.createdAt, zone);
      const effort = effortOf(goal.rhythm, logged, since, localDateOf(now, zone), weekStart);
      const label = messages.text(locale, 'plus-one', { what: shortWhat(goal, 60) });
      return {
        what: shortWhat(goal, shownWords),
        standing: progressText(locale, { goal, effort }),
        isVisible: goal.visibility === 'checkin',
        isUnderWay: effort.soFar > 0,
        plusOne: button(label, actionToken(at.plusInList, goal.id, goal.version)),
      };
    });
}
