import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type {
  Clock,
  Consent,
  Consents,
  Log,
  MessageKind,
  Outbox,
  Presence,
  Random,
  Watcher,
} from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import { myDataActions, myDataCommands } from './commands.ts';
import { leavingWatcher } from './leaving.ts';
import { deletionWatcher, takeBackMessage } from './removal.ts';
import { createRetentionStore, retentionCommand, retentionForm } from './shorter.ts';
import { createMyDataStore } from './store.ts';
import { homeCard } from './views.ts';

export { deleteAllButton, exportButton } from './views.ts';

/** What is stored of a member: shown, taken along, deleted. */
export interface MyData {
  readonly feature: Feature;
  /** `retention`, for the moderators' group. */
  readonly retentionCommand: Command;
  readonly messages: readonly MessageKind<Queries>[];
  readonly watchers: readonly Watcher[];
  /** Deletes what has been kept for its time. To be run every night; safe to run at any time, twice too. */
  purge(): Promise<void>;
}

/**
 * @param parts.tables of every feature that stores rows of members; a test holds them to be complete.
 * @param parts.asked every consent that members can give.
 */
export function createMyData(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly tables: readonly MemberTable[];
  readonly consents: Consents<Queries>;
  readonly asked: readonly Consent[];
  readonly outbox: Outbox<Queries>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly presence: Presence;
}): MyData {
  const store = createMyDataStore(parts);
  const retention = createRetentionStore(parts.database);
  return {
    retentionCommand: retentionCommand(retention),
    feature: {
      name: 'mydata',
      commands: [myDataCommands({ ...parts, store, retention })],
      actions: myDataActions({ ...parts, store, retention }),
      forms: [retentionForm(retention)],
      home: async ({ member }) => [homeCard(member)],
    },
    messages: [takeBackMessage(parts.database)],
    watchers: [deletionWatcher(parts.database, store.remove), leavingWatcher({ ...parts, remove: store.remove })],
    purge: async () => {
      const gone = await store.purge(parts.clock.now());
      if (Object.keys(gone).length > 0) parts.log.info({ gone }, 'Deleted what was kept for its time');
    },
  };
}
