import type { Watcher } from '../../core/ports/index.ts';
import { kinds, type Parts } from './parts.ts';

// One transaction holds the rows of one bite; the next bite comes at once.
const bite = 50;

/** Lets posts out whose hour was left to chance. */
export function dueWatcher({ database, aliases, outbox }: Parts): Watcher {
  return {
    name: 'announcements.due',
    tick: (now) =>
      database.transaction(async (queries) => {
        const due = await aliases.due(queries, now, bite);
        for (const { id, communityId, memberId } of due) {
          await aliases.change(queries, id, { state: 'out' });
          await outbox.enqueue(queries, { kind: kinds.post, row: id, communityId, memberId });
        }
        return due.length === bite;
      }),
    oldestDue: aliases.oldestDue,
  };
}
