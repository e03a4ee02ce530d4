import type { Clock, Kept, MessageKind, Outbox } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Announcement } from './announcement.ts';
import type { AnnouncementsStore, Author } from './store.ts';
import { publicCard } from './views.ts';

export const kinds = { post: 'announcements.post', edit: 'announcements.edit' } as const;

/** The public message, and the same once it was taken back. */
export function announcementMessages(
  store: AnnouncementsStore,
  outbox: Outbox<Queries>,
  clock: Clock,
): MessageKind<Queries>[] {
  const find = async (
    row: string,
    queries?: Queries,
  ): Promise<{ author: Author; kept: Kept<Announcement> } | undefined> => {
    const author = await store.author(row, queries);
    const records = queries ? store.within(queries) : store.records;
    const kept = author && (await records.find(author.memberId, row));
    return author && kept && kept !== 'not-yours' ? { author, kept } : undefined;
  };
  return [
    {
      kind: kinds.post,
      standsOn: 'place',
      build: async (row) => {
        const found = await find(row);
        // Taken back before it was sent: then it is not sent.
        if (found?.kept.value.state !== 'posted' || found.kept.value.message) return undefined;
        const { author, kept } = found;
        return {
          what: 'message',
          to: kept.value.to,
          card: publicCard(author.locale, kept.value, author.platformUserId),
        };
      },
      sent: async (queries, row, { reference }) => {
        const found = await find(row, queries);
        if (!found) return;
        const { id, version, value } = found.kept;
        const change = { id, version, value: { ...value, message: reference }, now: clock.now() };
        await store.within(queries).save(found.author.memberId, change);
        if (value.state !== 'taken-back') return;
        // It was taken back while it was on its way.
        const { memberId, communityId } = found.author;
        await outbox.refresh(queries, { kind: kinds.edit, row, communityId, memberId });
      },
    },
    {
      kind: kinds.edit,
      standsOn: 'place',
      build: async (row) => {
        const found = await find(row);
        const reference = found?.kept.value.message;
        if (!found || !reference) return undefined;
        const { author, kept } = found;
        return { what: 'edit', reference, card: publicCard(author.locale, kept.value, author.platformUserId) };
      },
    },
  ];
}
