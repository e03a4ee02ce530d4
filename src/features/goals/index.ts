import { actionToken, type Context, type Feature } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button, Card } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import { goalActions } from './actions.ts';
import { type CheckinGoal, checkinGoals, type GoalOwner } from './checkin.ts';
import { goalCommands } from './commands.ts';
import { at } from './controls.ts';
import { createDesk, type Track } from './desk.ts';
import { addForm, editForm, logFormHandler, type Parts } from './forms.ts';
import type { IdeaKey, Suggested } from './ideas.ts';
import { goalHistory, goalLogs, goals } from './schema.ts';
import { createGoalsStore } from './store.ts';
import { messages } from './texts.ts';

export type { CheckinGoal, GoalOwner } from './checkin.ts';
export type { Track } from './desk.ts';
export { progressText } from './phrases.ts';
export { isHeld } from './rules.ts';

/** Small plans of a member's own, and what they did for them. */
export interface Goals {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** All of the member's own, as a card for them alone. */
  list(context: Context): Promise<Card>;
  /** All of the member's own with what was logged, the oldest first. */
  tracks(context: Context): Promise<readonly Track[]>;
  /** The open ones, for where their owner checks in. */
  forCheckin(owner: GoalOwner, now: Date): Promise<readonly CheckinGoal[]>;
}

export function createGoals(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly suggested: Suggested;
}): Goals {
  const store = createGoalsStore(parts);
  const desk = createDesk(store, parts.suggested);
  const all: Parts = { store, desk, suggested: parts.suggested };
  return {
    list: desk.list,
    tracks: desk.tracks,
    forCheckin: (owner, now) => checkinGoals(store, owner, now),
    feature: {
      name: 'goals',
      commands: [goalCommands(all)],
      actions: goalActions(all),
      forms: [addForm(all), editForm(all), logFormHandler(all)],
      home: async (context) => [await desk.list(context)],
    },
    stored: [
      { table: goals, describe: (locale, count) => messages.text(locale, 'stored-goals', { count }) },
      { table: goalHistory, describe: (locale, count) => messages.text(locale, 'stored-history', { count }) },
      { table: goalLogs, describe: (locale, count) => messages.text(locale, 'stored-logs', { count }) },
    ],
  };
}

/** The token of a button that opens the form of a new goal: empty, or with an idea or what another feature suggests. */
export function newGoalToken(idea?: IdeaKey | `area-${string}`): string {
  return idea === undefined ? actionToken(at.add) : actionToken(at.add, idea);
}

/** The button that opens the form of a new goal. */
export function newGoalButton(locale: Locale): Button {
  return { kind: 'button', style: 'plain', label: messages.text(locale, 'button-new'), token: newGoalToken() };
}
