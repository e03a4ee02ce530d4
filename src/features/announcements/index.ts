import type { Command } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  type Feature,
  type FormHandler,
  findCurrent,
  findOwn,
  isRowId,
  type Outcome,
  replace,
  reply,
  saveOwn,
  subjectOf,
  textValue,
} from '../../core/interactions/index.ts';
import type { MessageKind, Watcher } from '../../core/ports/index.ts';
import { retentionDays } from '../../core/retention.ts';
import type { Queries } from '../../db/database.ts';
import type { MemberTable, Post } from '../../db/member-tables.ts';
import type { Announcement, Subject } from './announcement.ts';
import { subjects } from './announcement.ts';
import { anonymousActions } from './anonymous.ts';
import { dueWatcher } from './jobs.ts';
import { moderatorActions, postsCommand } from './moderation.ts';
import { type Given, kinds, type Parts } from './parts.ts';
import { hasToldEnough } from './rules.ts';
import { announcementAliases, announcementSilences, announcements } from './schema.ts';
import { announcementMessages } from './sending.ts';
import { type AnnouncementsStore, createAnnouncementsStore } from './store.ts';
import { createAliasesStore } from './store-aliases.ts';
import { messages } from './texts.ts';
import { actions, announceForm, noteCard, postedCard, previewCard, takenBackCard } from './views.ts';

export { announceButton } from './views.ts';

/** A member tells their community something themselves: seen first, posted under their name or an alias, taken back at any time. */
export interface Announcements {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  readonly messages: readonly MessageKind<Queries>[];
  readonly watchers: readonly Watcher[];
  /** For `/community`. */
  readonly postsCommand: Command;
}

// All of them; nobody writes as many.
const mostRead = 100_000;

export function createAnnouncements(given: Given): Announcements {
  const store = createAnnouncementsStore(given);
  const parts: Parts = { ...given, store, aliases: createAliasesStore(given) };
  return {
    feature: {
      name: 'announcements',
      commands: [],
      actions: [...announcementActions(parts), ...anonymousActions(parts), ...moderatorActions(parts)],
      forms: subjects.map((subject) => writeHandler(store, subject)),
    },
    stored: [
      {
        table: announcements,
        describe: (locale, count) => messages.text(locale, 'stored', { count }),
        posts: (queries, memberId) => postsOf(store.within(queries), memberId),
      },
      {
        table: announcementAliases,
        describe: (locale, count) => messages.text(locale, 'stored-aliases', { count }),
        kept: { since: announcementAliases.createdAt, days: retentionDays.aliases },
      },
      {
        table: announcementSilences,
        describe: (locale, count) => messages.text(locale, 'stored-silences', { count }),
        kept: { since: announcementSilences.createdAt, days: retentionDays.silences },
      },
    ],
    messages: announcementMessages(parts),
    watchers: [dueWatcher(parts)],
    postsCommand: postsCommand(parts),
  };
}

async function postsOf(records: AnnouncementsStore['records'], memberId: string): Promise<readonly Post[]> {
  const kept = await records.latest(memberId, mostRead);
  return kept.flatMap(({ value }) => (value.state === 'posted' && value.message ? [{ message: value.message }] : []));
}

function writeHandler({ records }: AnnouncementsStore, subject: Subject): FormHandler {
  return {
    action: actions.write(subject),
    build: async (context, target) => {
      if (context.place.kind === 'direct') return reply(noteCard(context.member.locale, 'no-channel'));
      const found = await subjectOf(context, records, target);
      if ('kind' in found) return found;
      // What was posted is no draft any more: it can be taken back, not changed.
      if (found.value && found.value.state !== 'draft') return expiredReply(context.member.locale);
      return announceForm(context.member.locale, subject, found);
    },
    run: async (context, submission) => {
      const { place, member } = context;
      if (place.kind === 'direct') return reply(noteCard(member.locale, 'no-channel'));
      const value = { subject, words: textValue(submission.values, 'words'), to: place, state: 'draft' } as const;
      const saved = await saveOwn(context, records, submission, 'words', value);
      return 'kind' in saved ? saved : reply(previewCard(member.locale, saved, member.platformUserId));
    },
  };
}

function announcementActions(parts: Parts): ActionHandler[] {
  const { store } = parts;
  const { records } = store;
  return [
    {
      action: actions.post,
      run: async (context, press) => {
        const { member } = context;
        const found = await findCurrent(context, records, press, (_context, kept) =>
          kept.value.state === 'draft'
            ? previewCard(member.locale, kept, member.platformUserId)
            : postedCard(member.locale, kept, 'posted-text'),
        );
        return 'kind' in found ? found : move(parts, context, found.id, 'posted');
      },
    },
    {
      action: actions.discard,
      run: async (context, { row }) => {
        const found = await findOwn(context, records, row);
        if ('kind' in found) return found;
        if (found.value.state === 'draft') await records.remove(context.member.id, found.id, found.version);
        return replace(noteCard(context.member.locale, 'discarded'));
      },
    },
    // Whatever version the card shows: to take something back, nothing newer need be seen first.
    { action: actions.takeBack, run: (context, { row }) => move(parts, context, row, 'taken-back') },
  ];
}

// More than anybody posts in a day.
const mostToday = 50;

async function hasTold(records: AnnouncementsStore['records'], { member, now }: Context): Promise<boolean> {
  const latest = await records.latest(member.id, mostToday);
  const told = latest.filter(({ value }) => value.state !== 'draft');
  return hasToldEnough(
    told.map(({ createdAt }) => createdAt),
    now,
  );
}

/** Posts it or takes it back; the message goes out with what makes it true. */
async function move(
  { database, outbox, store, aliases }: Parts,
  context: Context,
  row: string,
  state: 'posted' | 'taken-back',
): Promise<Outcome> {
  const { id: memberId, communityId, locale } = context.member;
  if (!isRowId(row)) return expiredReply(locale);
  const moved = await database.transaction(async (queries) => {
    const records = store.within(queries);
    const found = await records.find(memberId, row);
    if (!found || found === 'not-yours') return undefined;
    const { id, version, value } = found;
    if (state === 'posted' && (await hasTold(records, context))) return 'enough' as const;
    const changed: Announcement = { ...value, state, words: state === 'posted' ? value.words : '' };
    const kept = await records.save(memberId, { id, version, value: changed, now: context.now });
    const message = { row, communityId, memberId };
    if (kept && state === 'posted') await aliases.drop(queries, row);
    if (kept && state === 'taken-back') await aliases.change(queries, row, { state: 'gone' });
    if (kept && state === 'posted') await outbox.enqueue(queries, { ...message, kind: kinds.post });
    if (kept && value.message) await outbox.refresh(queries, { ...message, kind: kinds.edit });
    return kept;
  });
  if (!moved) return expiredReply(locale);
  if (moved === 'enough') {
    const draft = await store.records.find(memberId, row);
    if (!draft || draft === 'not-yours') return expiredReply(locale);
    return replace(previewCard(locale, draft, context.member.platformUserId, 'enough-today'));
  }
  return replace(state === 'posted' ? postedCard(locale, moved, 'posted-text') : takenBackCard(locale));
}
