import { createShelf, type Feature } from '../../core/interactions/index.ts';
import { retentionDays } from '../../core/retention.ts';
import type { Card } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import type { Vault } from '../../db/vault.ts';
import { cardOf, draftActions, draftCommand, draftForms, type Parts } from './commands.ts';
import type { Draft } from './rules.ts';
import { drafts } from './schema.ts';
import { messages } from './texts.ts';
import { draftName, feature } from './views.ts';

export { draftButton, startDraftButton } from './views.ts';

/** Messages around an application: filled in from templates, changed by hand, copied by the member. Nothing is sent. */
export interface Drafts {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** A draft as its owner sees it; undefined where there is none of theirs. */
  card(owner: { readonly id: string; readonly locale: string }, id: string): Promise<Card | undefined>;
}

export function createDrafts(
  given: Pick<Parts, 'content' | 'rejection' | 'laterButton'> & { readonly database: Database; readonly vault: Vault },
): Drafts {
  const records = createRecords<Draft>(drafts, 'drafts', given);
  const { content, rejection, laterButton } = given;
  const parts: Parts = { records, content, rejection, laterButton };
  const shelf = createShelf<Draft>({
    feature,
    records,
    card: (context, kept) => cardOf(parts, context, kept),
    name: draftName,
    title: (locale) => messages.text(locale, 'list-title'),
    empty: (locale) => messages.rich(locale, 'list-empty'),
  });
  return {
    card: async (owner, id) => {
      const kept = await records.find(owner.id, id);
      return kept && kept !== 'not-yours' ? cardOf(parts, { member: owner }, kept) : undefined;
    },
    feature: {
      name: feature,
      commands: [draftCommand(parts, shelf)],
      actions: [...draftActions(parts), ...shelf.actions],
      forms: draftForms(parts),
    },
    stored: [
      {
        table: drafts,
        describe: (locale, count) => messages.text(locale, 'stored', { count }),
        kept: { since: drafts.updatedAt, days: retentionDays.drafts, kind: 'drafts' },
      },
    ],
  };
}
