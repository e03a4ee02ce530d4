import type { ContentByLocale } from '../../content/index.ts';
import type { Context } from '../../core/interactions/index.ts';
import type { Consents, Outbox } from '../../core/ports/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { CommunityCalendar } from '../calendar/index.ts';
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
  readonly daysOffOfAll: CommunityCalendar['daysOffOfAll'];
  /** The member's own goals, as a card for them alone. */
  goals(context: Context): Promise<Card>;
}
