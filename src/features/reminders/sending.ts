import type { Consent, MessageKind, Watcher } from '../../core/ports/index.ts';
import { instantOf } from '../../core/time/index.ts';
import { mostReplanned } from '../../db/columns.ts';
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

/** What reminders look for each minute: those that are due, and those that older rules planned. */
export function reminderWatchers(parts: Parts, store: RemindersStore): Watcher[] {
  return [
    { name: 'reminders.due', tick: (now) => askDue(parts, store, now), oldestDue: store.oldestDue },
    { name: 'reminders.zone-rules', tick: () => planByNewRules(parts, store) },
  ];
}

/** Asks for the messages that are due. Who moved to another zone is written to by its clock. */
function askDue({ database, outbox }: Parts, store: RemindersStore, now: Date): Promise<boolean> {
  return database.transaction(async (queries) => {
    const due = await store.due(queries, now, bite);
    for (const { id, memberId, communityId, about, date, time, zone } of due) {
      const at = instantOf(date, time, zone);
      if (at && at > now) {
        await store.plan(queries, id, at);
        continue;
      }
      await store.asked(queries, id);
      await outbox.enqueue(queries, { kind: kindOf(about), row: id, communityId, memberId });
    }
    return due.length === bite;
  });
}

/** Looks again at what an older release of time zone rules planned: by the new ones its hour may come sooner. */
async function planByNewRules({ database }: Parts, store: RemindersStore): Promise<boolean> {
  await database.transaction(async (queries) => {
    for (const { id, date, time, zone, dueAt } of await store.byOlderRules(queries, mostReplanned)) {
      await store.plan(queries, id, instantOf(date, time, zone) ?? dueAt);
    }
  });
  // The rest with the next tick: what is due must not wait for it.
  return false;
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
