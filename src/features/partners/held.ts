import type { Watcher } from '../../core/ports/index.ts';
import { kinds, type Parts } from './parts.ts';

/** Carries on what was kept back, once its reader's pause is over. What was taken back meanwhile, or whose meeting ended, is not sent. */
export function heldWatcher({ database, meetings, outbox, isPaused }: Parts): Watcher {
  return {
    name: 'partners.held',
    tick: (now) =>
      database.transaction(async (queries) => {
        for (const id of await meetings.held(queries)) {
          const note = await meetings.note(id, queries);
          const reader = note && (await meetings.otherOf(note.sideId, queries));
          if (reader?.profile && (await isPaused(reader.memberId, reader.profile.zone, now, queries))) continue;
          await meetings.hold(queries, id, false);
          if (!reader) continue;
          const { communityId, memberId } = reader;
          await outbox.refresh(queries, { kind: kinds.note, row: id, communityId, memberId });
        }
        for (const { sideId: row, held } of await meetings.heldSides(queries)) {
          const me = (await meetings.meeting(row, queries))?.me;
          if (me?.profile && (await isPaused(me.memberId, me.profile.zone, now, queries))) continue;
          await meetings.holdSide(queries, row, null);
          if (!me) continue;
          const { communityId, memberId } = me;
          await outbox.refresh(queries, { kind: kinds[held], row, communityId, memberId });
        }
        return false;
      }),
  };
}
