import type { Clock, Log } from '../../core/ports/index.ts';
import { dueRemoval } from './rules.ts';
import type { CommunitiesStore } from './store.ts';

/** Deletes what is kept of communities that the bot was removed from 30 days ago or earlier. Safe to run at any time, twice too. */
export async function deleteRemovedCommunities(parts: {
  store: CommunitiesStore;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const deleted = await parts.store.deleteRemoved(dueRemoval(parts.clock.now()));
  if (deleted.length > 0) parts.log.info({ communities: deleted }, 'Deleted communities that the bot was removed from');
}
