import type { OutgoingFile } from '../ports/delivery.ts';
import type { Card, Form } from '../views/index.ts';

/** What a handler answers. The adapter shows it to the member who acted, and to nobody else. */
export type Outcome =
  /** `update` replaces the card whose button was pressed; otherwise a new one appears. `refused` marks a card that says why nothing was done. */
  | {
      readonly kind: 'card';
      readonly card: Card;
      readonly update: boolean;
      readonly refused?: true;
      /** Beside the card, for the member alone like the card itself. */
      readonly files?: readonly OutgoingFile[];
      /**
       * Plain text for the notification, where the card has to go as a direct message; the dispatcher sets it where the member
       * wants nothing of the card there. Absent: the card itself.
       */
      readonly preview?: string;
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** What was submitted cannot be taken yet: per field name what to change. The form holds all that was typed. */
  | { readonly kind: 'invalid'; readonly form: Form; readonly errors: Readonly<Record<string, string>> };

/** A card that answers. */
export type CardOutcome = Extract<Outcome, { kind: 'card' }>;

/** A choice offered while an option is typed. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

/** A new private card, with files beside it where there are any. */
export function reply(card: Card, files: readonly OutgoingFile[] = []): CardOutcome {
  return { kind: 'card', card, update: false, ...(files.length > 0 ? { files } : {}) };
}

/** A new private card that says why nothing was done: not understood, not allowed, gone, or a fault of ours. */
export function refuse(card: Card): CardOutcome {
  return { kind: 'card', card, update: false, refused: true };
}

/** A card in the place of the one that was pressed. */
export function replace(card: Card): CardOutcome {
  return { kind: 'card', card, update: true };
}

/** A form to fill in. */
export function ask(form: Form): Outcome {
  return { kind: 'form', form };
}
