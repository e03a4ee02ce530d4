import type { Stage } from '../../content/index.ts';
import { createShelf, type Feature } from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import type { Vault } from '../../db/vault.ts';
import { cardOf, feedbackCommand, feedbackFormHandler, fromRejectionAction, type Parts } from './commands.ts';
import type { Area, Feedback } from './rules.ts';
import * as schema from './schema.ts';
import { messages } from './texts.ts';
import { feature, feedbackName } from './views.ts';

export { type Area, aboutLine, areas } from './rules.ts';
export { areaName, feedbackButton } from './views.ts';

/** One piece of feedback or reflection, as far as it is counted. */
export interface Piece {
  readonly at: Date;
  readonly stage: Stage | null;
  readonly areas: readonly Area[];
}

/** How many of the newest are counted: more than anybody writes in the year that is looked at. */
export const mostPieces = 200;

/** What employers said to a member, kept for that member alone. */
export interface FeedbackLog {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** What may be counted of the newest: when, at which stage and what about, no words. */
  pieces(memberId: string): Promise<readonly Piece[]>;
  /** For forms that start from it. Undefined where there is no such feedback or it is somebody else's. */
  facts(memberId: string, feedbackId: string): Promise<Pick<Feedback, 'stage' | 'about'> | undefined>;
}

export function createFeedback(
  given: Omit<Parts, 'records'> & { readonly database: Database; readonly vault: Vault },
): FeedbackLog {
  const records = createRecords<Feedback>(schema.feedback, 'feedback', given);
  const parts: Parts = { records, rejection: given.rejection, next: given.next };
  const shelf = createShelf<Feedback>({
    feature,
    records,
    card: (context, kept) => cardOf(parts, context, kept, false),
    name: feedbackName,
    title: (locale) => messages.text(locale, 'list-title'),
    empty: (locale) => messages.rich(locale, 'list-empty'),
  });
  return {
    feature: {
      name: feature,
      commands: [feedbackCommand(shelf)],
      actions: [fromRejectionAction(parts), ...shelf.actions],
      forms: [feedbackFormHandler(parts)],
    },
    stored: [{ table: schema.feedback, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
    pieces: async (memberId) => {
      const kept = await records.latest(memberId, mostPieces);
      return kept.map(({ createdAt: at, value }) => ({ at, stage: value.stage, areas: value.areas }));
    },
    facts: async (memberId, feedbackId) => {
      const found = await records.find(memberId, feedbackId);
      return found === undefined || found === 'not-yours' ? undefined : found.value;
    },
  };
}
