import type { Consent, MessageKind, Watcher } from '../../core/ports/index.ts';
import { instantOf } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Parts } from './parts.ts';
import { type About, abouts, isTimely } from './rules.ts';
import type { RemindersStore } from './store.ts';
import { messages } from './texts.ts';
import { reminderCard } from './views.ts';

/** Given by asking for the first one. */
export const reminderConsent: Consent = {
  name: 'asked-for-later',
  describe: (locale) => messages.text(locale, 'consent'),
};

const kindOf = (about: About) => `reminders.${about}`;

// One transaction holds the rows of one bite; the next bite comes at once.
const bite = 50;

/** Asks for the messages that are due. Who moved to another zone is written to by its clock. */
export function reminderWatcher({ database, outbox }: Parts, store: RemindersStore): Watcher {
  return {
    name: 'reminders.due',
    tick: (now) =>
      database.transaction(async (queries) => {
        const due = await store.due(queries, now, bite);
        for (const { id, memberId, communityId, about, date, time, zone } of due) {
          const at = instantOf(date, time, zone);
          const isLater = at !== undefined && at > now;
          await store.move(queries, id, isLater ? at : undefined);
          if (!isLater) await outbox.enqueue(queries, { kind: kindOf(about), row: id, communityId, memberId });
        }
        return due.length === bite;
      }),
    oldestDue: store.oldestDue,
  };
}

export function reminderMessages(parts: Parts, store: RemindersStore): MessageKind<Queries>[] {
  return abouts.map((about) => ({
    kind: kindOf(about),
    standsOn: reminderConsent,
    build: async (row) => {
      const found = await store.find(row);
      const now = parts.clock.now();
      if (!found || !isTimely(found, now)) return undefined;
      const { memberId, zone, locale, subject, platformUserId } = found;
      if (await parts.isPaused(memberId, zone, now)) return undefined;
      const card = await parts.subjects[about].card({ id: memberId, zone, locale }, subject, now);
      const to = { kind: 'direct', userId: platformUserId } as const;
      return card && { what: 'message', to, card: reminderCard(locale, about, card) };
    },
    sent: (queries, row) => store.remove(queries, row),
  }));
}
