import type { Outbox, Watcher } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { messageKinds } from './message-kinds.ts';
import { isResting, type RestParts } from './sending.ts';
import type { RubricsStore } from './store-rubrics.ts';

interface HeldParts extends RestParts {
  readonly database: Database;
  readonly outbox: Outbox<Queries>;
  readonly rubrics: RubricsStore;
}

/** Carries on what partners wrote for somebody who was on a pause, once it is over. */
export function heldWatcher(parts: HeldParts): Watcher {
  const { database, outbox, rubrics } = parts;
  return {
    name: 'pairings.held',
    tick: () =>
      database.transaction(async (queries) => {
        for (const { id: row, ...reader } of await rubrics.held(queries)) {
          if (await isResting(parts, reader, queries)) continue;
          await rubrics.hold(queries, row, false);
          const { communityId, memberId } = reader;
          await outbox.refresh(queries, { kind: messageKinds.rubric, row, communityId, memberId });
        }
        return false;
      }),
  };
}
