import type { ContentByLocale, Stage } from '../../content/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import type { CareParts } from './care.ts';
import { detailsFormHandler, rejectedCommand, rejectionActions } from './commands.ts';
import { rejections } from './schema.ts';
import { createRejectionsStore, type RejectionsStore } from './store.ts';
import { messages } from './texts.ts';
import type { NextSteps } from './views.ts';

export { fromApplicationButton, stageName } from './views.ts';

/** What another feature may know of a rejection, to prefill its forms. '' where the member gave none. */
export interface RejectionFacts {
  readonly stage: Stage | null;
  readonly company: string;
  readonly role: string;
}

/** The flow of care after a rejection, and the member's own log of them. */
export interface Rejections {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** Undefined where there is no such rejection or it is somebody else's. */
  facts(memberId: string, rejectionId: string): Promise<RejectionFacts | undefined>;
  /** When the last one that the member logged happened. */
  lastAt(memberId: string): Promise<Date | undefined>;
  /** How many a community's members logged for this time, and how many members did. */
  readonly ofCommunity: RejectionsStore['countOfCommunity'];
}

export function createRejections(parts: {
  database: Database;
  vault: Vault;
  content: ContentByLocale;
  topics: CareParts['topics'];
  steps: NextSteps;
  application: CareParts['application'];
  endApplication: CareParts['endApplication'];
}): Rejections {
  const store = createRejectionsStore(parts);
  const care = {
    store,
    content: parts.content,
    topics: parts.topics,
    steps: parts.steps,
    application: parts.application,
    endApplication: parts.endApplication,
  };
  return {
    feature: {
      name: 'rejections',
      commands: [rejectedCommand(care)],
      actions: rejectionActions(care),
      forms: [detailsFormHandler(care)],
    },
    stored: [{ table: rejections, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
    ofCommunity: store.countOfCommunity,
    lastAt: async (memberId) => (await store.list(memberId, 1, 0))[0]?.happenedAt,
    facts: async (memberId, rejectionId) => {
      const found = await store.find(rejectionId);
      if (found?.memberId !== memberId) return undefined;
      return { stage: found.stage, company: found.company, role: found.role };
    },
  };
}
