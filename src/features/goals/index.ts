import { actionToken, type Feature } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import type { Vault } from '../../db/vault.ts';
import { goalActions } from './actions.ts';
import { goalCommands } from './commands.ts';
import { at } from './controls.ts';
import { createDesk } from './desk.ts';
import { addForm, editForm, logFormHandler } from './forms.ts';
import type { IdeaKey } from './ideas.ts';
import { createGoalsStore } from './store.ts';
import { messages } from './texts.ts';

/** Small plans of a member's own, and what they did for them. */
export interface Goals {
  readonly feature: Feature;
}

export function createGoals(parts: { readonly database: Database; readonly vault: Vault }): Goals {
  const store = createGoalsStore(parts);
  const desk = createDesk(store);
  return {
    feature: {
      name: 'goals',
      commands: [goalCommands({ store, desk })],
      actions: goalActions({ store, desk }),
      forms: [addForm({ store, desk }), editForm({ store, desk }), logFormHandler({ store, desk })],
    },
  };
}

/** The token of a button that opens the form of a new goal: empty, or with an idea to change. */
export function newGoalToken(idea?: IdeaKey): string {
  return idea === undefined ? actionToken(at.add) : actionToken(at.add, idea);
}

/** The button that opens the form of a new goal. */
export function newGoalButton(locale: Locale): Button {
  return { kind: 'button', style: 'plain', label: messages.text(locale, 'button-new'), token: newGoalToken() };
}
