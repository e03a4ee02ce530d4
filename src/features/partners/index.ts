import type { Command } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { MessageKind, Watcher } from '../../core/ports/index.ts';
import { retentionDays } from '../../core/retention.ts';
import type { Queries } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { heldWatcher } from './held.ts';
import { partnersWatcher } from './jobs.ts';
import { communityPartnersCommand, moderatorActions } from './moderation.ts';
import type { Given, Parts } from './parts.ts';
import { joinFormHandler, leaveAction, partnersCommand } from './pool.ts';
import { relayActions, relayForms } from './relay.ts';
import { partnerBlocks, partnerNotes, partnerProfiles, partnerReports, partnerSides } from './schema.ts';
import { partnerMessages } from './sending.ts';
import { createPartnershipsStore } from './store.ts';
import { createMeetingsStore, profileRecords } from './store-meetings.ts';
import { messages } from './texts.ts';

/**
 * Members of two communities meet, on whatever platform each is: those who run both agree by a code, each member joins for
 * themselves, and the bot carries what two write to each other, so that neither learns who the other is unless both say so.
 */
export interface Partners {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  readonly messages: readonly MessageKind<Queries>[];
  readonly watchers: readonly Watcher[];
  /** For `/community`. */
  readonly partnersCommand: Command;
}

export function createPartners(given: Given): Partners {
  const parts: Parts = {
    ...given,
    partnerships: createPartnershipsStore(given),
    meetings: createMeetingsStore(given),
    profiles: profileRecords(given),
  };
  return {
    feature: {
      name: 'partners',
      commands: [partnersCommand(parts)],
      actions: [leaveAction(parts), ...relayActions(parts), ...moderatorActions(parts)],
      forms: [joinFormHandler(parts), ...relayForms(parts)],
    },
    stored: [
      stored(partnerProfiles, 'stored-profiles'),
      stored(partnerSides, 'stored-sides'),
      {
        ...stored(partnerNotes, 'stored-notes'),
        kept: { since: partnerNotes.createdAt, days: retentionDays.partnerNotes, kind: 'partnerNotes' },
        posts: parts.meetings.arrived,
      },
      stored(partnerBlocks, 'stored-blocks'),
      stored(partnerReports, 'stored-reports'),
    ],
    messages: partnerMessages(parts),
    watchers: [partnersWatcher(given), heldWatcher(parts)],
    partnersCommand: communityPartnersCommand(parts),
  };
}

function stored(
  table: MemberTable['table'],
  key: `stored-${'profiles' | 'sides' | 'notes' | 'blocks' | 'reports'}`,
): MemberTable {
  return { table, describe: (locale, count) => messages.text(locale, key, { count }) };
}
