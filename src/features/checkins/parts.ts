import type { ContentByLocale } from '../../content/index.ts';
import type { Consents, Outbox } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { DaysOffReader } from '../calendar/index.ts';
import type { Goals } from '../goals/index.ts';
import type { CheckinsStore } from './store.ts';
import type { AnswersStore } from './store-answers.ts';
import type { WishesStore } from './store-wishes.ts';

/** What the handlers of check-ins work with. */
export interface Parts {
  readonly database: Database;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly store: CheckinsStore;
  readonly answers: AnswersStore;
  readonly wishes: WishesStore;
  readonly content: ContentByLocale;
  readonly daysOffAround: DaysOffReader['daysOffAround'];
  readonly goals: Pick<Goals, 'list' | 'forCheckin'>;
}
