import { defineCommandGroup } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { Clock, MessageKind, Watcher } from '../../core/ports/index.ts';
import { retentionDays } from '../../core/retention.ts';
import type { Queries } from '../../db/database.ts';
import type { MemberTable, Post } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import type { SetupStep } from '../communities/index.ts';
import type { Run } from '../health/index.ts';
import { answerActions, answerFormHandler, openCheckins } from './answering.ts';
import {
  contactActions,
  type OfferParts,
  offerCommand,
  pauseCommands,
  remindCommand,
  remindFormHandler,
} from './contact.ts';
import { checkinWatchers, replan } from './jobs.ts';
import { replanNudges } from './jobs-nudges.ts';
import { kinds } from './kinds.ts';
import { moderatorActions, moderatorCommands } from './moderation.ts';
import { moderatorForms } from './moderation-forms.ts';
import type { Parts } from './parts.ts';
import type { Pauses } from './pauses.ts';
import { checkinRuns } from './runs.ts';
import { checkinAnswers, checkinCheers, checkinNudges, contactWishes } from './schema.ts';
import { checkinMessages, type SendingParts } from './sending.ts';
import { checkinsStep } from './setup-step.ts';
import { type CheckinsStore, createCheckinsStore } from './store.ts';
import { createAnswersStore } from './store-answers.ts';
import { createWishesStore } from './store-wishes.ts';
import { messages } from './texts.ts';

export { createPauses, type Pauses } from './pauses.ts';

/** Weekly accountability: a thread at its hour, answers as each member chose, and nothing sent to who did not ask. */
export interface Checkins {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  readonly messages: readonly MessageKind<Queries>[];
  readonly setupStep: SetupStep;
  readonly watchers: readonly Watcher[];
  /** To be told within the transaction that changed a community's days off. */
  daysOffChanged(communityId: string, now: Date, queries: Queries): Promise<void>;
  /** To be told within the transaction that changed a member's zone. */
  memberMoved(memberId: string, now: Date, queries: Queries): Promise<void>;
  /** Where check-ins open, of all communities that the bot is in. */
  readonly channels: CheckinsStore['channels'];
  /** How each of a community's schedules stands, for who looks after it. */
  runs(communityId: string): Promise<readonly Run[]>;
}

export function createCheckins(
  given: Pick<Parts, 'database' | 'outbox' | 'consents' | 'content' | 'goals' | 'daysOffAround'> & {
    readonly vault: Vault;
    readonly clock: Clock;
    readonly isPaused: Pauses['isPaused'];
    /** When the member last logged a rejection. */
    lastRejection(memberId: string): Promise<Date | undefined>;
    readonly afterOffer: OfferParts['afterOffer'];
    readonly numbers: SendingParts['numbers'];
  },
): Checkins {
  const stores = {
    store: createCheckinsStore(given),
    answers: createAnswersStore(given),
    wishes: createWishesStore(given),
  };
  const parts: Parts = { ...given, ...stores };
  const group = defineCommandGroup({
    name: 'checkins',
    summary: (locale) => messages.text(locale, 'summary'),
    subcommands: [remindCommand(stores), ...moderatorCommands(parts)],
  });
  return {
    feature: {
      name: 'checkins',
      commands: [group, ...pauseCommands(stores), offerCommand({ ...stores, afterOffer: given.afterOffer })],
      actions: [...answerActions(parts), ...moderatorActions(parts), ...contactActions(stores)],
      forms: [
        answerFormHandler(parts),
        ...moderatorForms(parts),
        remindFormHandler({ ...stores, database: given.database }),
      ],
      home: (context) => openCheckins(parts, context),
    },
    stored: [
      {
        ...stored(checkinAnswers, 'stored-answers'),
        kept: { since: checkinAnswers.updatedAt, days: retentionDays.checkinAnswers, kind: 'checkinAnswers' },
        posts: (queries, memberId) => letGo(parts, queries, memberId),
      },
      stored(checkinNudges, 'stored-nudges'),
      stored(checkinCheers, 'stored-cheers'),
      stored(contactWishes, 'stored-wishes'),
    ],
    messages: checkinMessages({ ...given, ...stores }),
    setupStep: checkinsStep(stores.store),
    watchers: checkinWatchers(given),
    daysOffChanged: (communityId, now, queries) => replan(given, queries, communityId, now),
    memberMoved: (memberId, now, queries) => replanNudges(queries, memberId, now),
    channels: stores.store.channels,
    runs: checkinRuns({ ...given, store: stores.store }),
  };
}

/** What somebody who leaves said in threads. The summaries that quote it, and the counts, are made anew without them. */
async function letGo(parts: Parts, queries: Queries, memberId: string): Promise<readonly Post[]> {
  const posted = await parts.answers.posted(queries, memberId);
  for (const { roundId: row, communityId } of posted) {
    await parts.outbox.refresh(queries, { kind: kinds.root, row, communityId });
    await parts.outbox.refresh(queries, { kind: kinds.summaryEdit, row, communityId });
  }
  return posted.map(({ message }) => ({ message }));
}

function stored(table: MemberTable['table'], key: `stored-${'answers' | 'nudges' | 'cheers' | 'wishes'}`): MemberTable {
  return { table, describe: (locale, count) => messages.text(locale, key, { count }) };
}
