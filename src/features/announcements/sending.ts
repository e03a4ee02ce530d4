import type { Kept, MessageKind } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Announcement } from './announcement.ts';
import { heldConsent } from './consents.ts';
import { kinds, type Parts } from './parts.ts';
import type { Author } from './store.ts';
import { publicCard } from './views.ts';
import { heldCard } from './views-moderation.ts';

/** The public message, and the same once it was taken back. */
export function announcementMessages(parts: Parts): MessageKind<Queries>[] {
  const { store, aliases, database, outbox, clock, isPaused } = parts;
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
        // Under an alias only what is let out, by its hour and by whoever had to read it.
        if (kept.value.alias !== undefined && (await aliases.of(database.queries, row))?.state !== 'out')
          return undefined;
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
        if (value.state === 'posted') return;
        // It was taken back or removed while it was on its way.
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
    {
      kind: kinds.held,
      standsOn: heldConsent,
      build: async (memberId) => {
        const reader = await aliases.reader(memberId);
        // Another moderator was quicker.
        if (!reader || !(await aliases.held(reader.communityId))) return undefined;
        if (await isPaused(memberId, reader.zone, clock.now())) return undefined;
        return { what: 'message', to: { kind: 'direct', userId: reader.userId }, card: heldCard(reader.locale) };
      },
    },
  ];
}
