import type { CommandEntry } from '../commands/index.ts';
import type { Card, Form, FormValues } from '../views/index.ts';
import type { Context } from './interaction.ts';
import type { Outcome } from './outcome.ts';

/** What a press means, read from its token. */
export interface Press {
  readonly row: string;
  readonly version: number;
  /** Of a select; empty for a button. */
  readonly chosen: readonly string[];
}

export interface ActionHandler {
  /** `feature.action`, as in the token. */
  readonly action: string;
  /** Moderator actions are refused to everybody else here, whatever card the button is on. Default `member`. */
  readonly audience?: 'member' | 'moderator';
  run(context: Context, press: Press): Promise<Outcome>;
}

/** A submission whose values fit the form: required ones there, texts cleaned and within length, choices among the options. */
export interface Submission {
  readonly row: string;
  readonly version: number;
  readonly values: FormValues;
}

export interface FormHandler {
  readonly action: string;
  readonly audience?: 'member' | 'moderator';
  /**
   * The form as it stands for this row now, to open it and to check a submission against it (the process that opened it may
   * be gone). Answers an outcome instead where there is nothing to fill in any more.
   */
  build(context: Context, target: { readonly row: string; readonly version: number }): Promise<Form | Outcome>;
  /** Per field name what to change, or the outcome. */
  run(context: Context, submission: Submission): Promise<Outcome | FieldErrors>;
}

/** What to change before a submission can be taken, per field name. */
export interface FieldErrors {
  readonly kind: 'errors';
  readonly errors: Readonly<Record<string, string>>;
}

export function fieldErrors(errors: Readonly<Record<string, string>>): FieldErrors {
  return { kind: 'errors', errors };
}

/** One thing that a member can name, with everything they can do about it. */
export interface Feature {
  readonly name: string;
  readonly commands: readonly CommandEntry[];
  readonly actions: readonly ActionHandler[];
  readonly forms: readonly FormHandler[];
  /**
   * What of it stands on a member's own page, on platforms that have one. A few cards at most: the page holds 100 blocks of
   * Slack's for all features.
   */
  home?(context: Context): Promise<readonly Card[]>;
}
