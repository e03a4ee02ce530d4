import type { Feature } from '../../core/interactions/index.ts';
import type { MessageKind, Watcher } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { askHandler, cancelAction } from './asking.ts';
import type { Parts } from './parts.ts';
import { abouts } from './rules.ts';
import { reminders } from './schema.ts';
import { reminderMessages, reminderWatchers } from './sending.ts';
import { createRemindersStore } from './store.ts';
import { messages } from './texts.ts';

export { laterButton } from './views.ts';

/** What a member asks to be sent later: a message that they prepared, or word of a date. */
export interface Reminders {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  readonly messages: readonly MessageKind<Queries>[];
  readonly watchers: readonly Watcher[];
  /** To be told within the transaction that changed a member's zone. */
  memberMoved(memberId: string, now: Date, queries: Queries): Promise<void>;
}

export function createReminders(parts: Parts): Reminders {
  const store = createRemindersStore(parts);
  return {
    feature: {
      name: 'reminders',
      commands: [],
      actions: [cancelAction(store)],
      forms: abouts.map((about) => askHandler(parts, store, about)),
    },
    stored: [{ table: reminders, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
    messages: reminderMessages(parts, store),
    watchers: reminderWatchers(parts, store),
    memberMoved: (memberId, _, queries) => store.moveWithMember(queries, memberId),
  };
}
