import { bigint, boolean, date, index, integer, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId, sealed } from '../../db/columns.ts';
import { recordTable } from '../../db/records.ts';
import { scheduleColumns } from '../../db/schedule-columns.ts';
import { communities, members, ofMember } from '../../db/schema.ts';
import { fields, kinds, languages, levels, rhythms, roles } from './vocabulary.ts';

const ofCommunity = () =>
  uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' });

/** What members want to practise, and when. Whether they are in, are asked and reminded are consents. */
export const pairingProfiles = pgTable('pairing_profiles', {
  memberId: ofMember().primaryKey(),
  role: text('role', { enum: roles }).notNull(),
  kinds: text('kinds', { enum: kinds }).array().notNull(),
  field: text('field', { enum: fields }).notNull(),
  level: text('level', { enum: levels }).notNull(),
  languages: text('languages', { enum: languages }).array().notNull(),
  /** Parts of the week in the member's zone, 0 Monday morning to 20 Sunday evening. */
  free: smallint('free').array().notNull(),
  /** IANA; what the member chose in their settings comes before it. */
  zone: text('zone').notNull(),
  rhythm: text('rhythm', { enum: rhythms }).notNull(),
  /** What partners read of them. */
  introduction: sealed('introduction'),
  /** The last day of a pause where the member is. */
  pausedUntil: date('paused_until', { mode: 'string' }),
  nextRound: text('next_round', { enum: ['in', 'skip'] }),
  silentRounds: integer('silent_rounds').notNull().default(0),
  joinedAt: instant('joined_at').notNull(),
});

/** When a community's rounds begin; it has one. Intent is kept (zone, days, local time); `next` is computed from it. */
export const pairingSchedules = pgTable(
  'pairing_schedules',
  {
    /** Derived from the community, so that there is one. */
    id: rowId(),
    ...scheduleColumns(),
    /** The evening on which members are asked next, and the round of the day after. Null where it is not live. */
    askDate: date('ask_date', { mode: 'string' }),
    askAt: instant('ask_at'),
    opensAt: instant('opens_at'),
  },
  (table) => [
    index('pairing_schedules_community').on(table.communityId),
    index('pairing_schedules_due').on(table.askAt),
    index('pairing_schedules_zone_rules').on(table.zoneRules, table.askAt),
  ],
);

/** One round: one for each day that it was meant for, whatever the clocks do. */
export const pairingRounds = pgTable(
  'pairing_rounds',
  {
    id: rowId(),
    scheduleId: uuid('schedule_id')
      .notNull()
      .references(() => pairingSchedules.id, { onDelete: 'cascade' }),
    /** The evening before it, which the schedule meant. */
    date: date('date', { mode: 'string' }).notNull(),
    /** Counts the rounds of the schedule from 1. */
    number: integer('number').notNull(),
    state: text('state', { enum: ['asking', 'open', 'missed'] }).notNull(),
    opensAt: instant('opens_at').notNull(),
    /** With which the pairs were made, 0 to 2³² - 1; null before. */
    seed: bigint('seed', { mode: 'number' }),
  },
  (table) => [
    unique('pairing_rounds_day').on(table.scheduleId, table.date),
    index('pairing_rounds_due').on(table.state, table.opensAt),
  ],
);

const ofRound = () =>
  uuid('round_id')
    .notNull()
    .references(() => pairingRounds.id, { onDelete: 'cascade' });

/** A member in a round: what they said the evening before, and what it came to. */
export const pairingEntries = pgTable(
  'pairing_entries',
  {
    id: rowId(),
    roundId: ofRound(),
    memberId: ofMember(),
    answer: text('answer', { enum: ['none', 'in', 'skip'] }).notNull(),
    /** `waiting`: nobody was left for them; they come first next time. */
    outcome: text('outcome', { enum: ['asked', 'out', 'paired', 'waiting'] }).notNull(),
    /** Of `waiting`: the nearest they came to it. */
    why: text('why'),
  },
  (table) => [
    unique('pairing_entries_member').on(table.roundId, table.memberId),
    index('pairing_entries_of_member').on(table.memberId),
  ],
);

/** Two or three who are to meet. */
export const pairings = pgTable(
  'pairings',
  {
    id: rowId(),
    communityId: ofCommunity(),
    /** Null where somebody asked for it in a hurry. */
    roundId: uuid('round_id').references(() => pairingRounds.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: kinds }).notNull(),
    state: text('state', { enum: ['proposed', 'agreed', 'reminded', 'asked', 'over', 'called-off'] }).notNull(),
    /** The times to choose from, ISO 8601 UTC. */
    times: text('times').array().notNull(),
    startsAt: instant('starts_at'),
    confirmBy: instant('confirm_by').notNull(),
    /** When its state has its next step; null where none is left. */
    nextAt: instant('next_at'),
    /** Of one without a round, where its place opens; null where no channel is known for it. A round has its schedule's. */
    channelId: text('channel_id'),
    /** Why they were matched: `Why[]` of the rules as JSON. */
    why: text('why').notNull(),
    /** Where they meet in writing: `OpenedPlace` of core as JSON. */
    place: text('place'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('pairings_due').on(table.nextAt),
    index('pairings_community').on(table.communityId, table.createdAt),
  ],
);

const ofPairing = () =>
  uuid('pairing_id')
    .notNull()
    .references(() => pairings.id, { onDelete: 'cascade' });

export const pairingMembers = pgTable(
  'pairing_members',
  {
    id: rowId(),
    pairingId: ofPairing(),
    memberId: ofMember(),
    /** Whose turn comes when, from 0. */
    turn: smallint('turn').notNull(),
    state: text('state', { enum: ['invited', 'cannot'] }).notNull(),
    /** The times that they took, ISO 8601 UTC. */
    picks: text('picks').array().notNull(),
    /** What they said of it: met, did not, or were there alone. */
    met: text('met', { enum: ['yes', 'no', 'alone'] }),
    /** Whether somebody waited for them in vain. Softens later matching and is told to nobody. */
    missed: boolean('missed').notNull(),
    announce: boolean('announce').notNull(),
  },
  (table) => [
    unique('pairing_members_once').on(table.pairingId, table.memberId),
    index('pairing_members_of_member').on(table.memberId),
  ],
);

/** Who never wants to be paired with whom. The row is of who said so; the other is never told. */
export const pairingBlocks = pgTable(
  'pairing_blocks',
  {
    /** Derived from both, so that the same block is kept once. */
    id: rowId(),
    memberId: ofMember(),
    blockedId: uuid('blocked_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
  },
  (table) => [index('pairing_blocks_of_member').on(table.memberId), index('pairing_blocks_other').on(table.blockedId)],
);

/** What one wrote for a partner, until that one decides. Its words are sealed for its author. */
export const pairingRubrics = pgTable(
  'pairing_rubrics',
  {
    /** Derived from both, so that it is one however often it is written. */
    id: rowId(),
    memberId: ofMember(),
    /** The partner's membership in the pairing. */
    aboutPartner: uuid('about_partner')
      .notNull()
      .references(() => pairingMembers.id, { onDelete: 'cascade' }),
    words: sealed('words').notNull(),
    state: text('state', { enum: ['given', 'kept', 'let-go'] }).notNull(),
    /** Where the partner was sent it, one for each time that it was written: a `MessageReference` of core as JSON each. */
    arrived: text('arrived').array().notNull().default([]),
    /** Whether it waits for the end of the partner's pause. */
    held: boolean('held').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('pairing_rubrics_of_member').on(table.memberId),
    index('pairing_rubrics_about').on(table.aboutPartner),
  ],
);

/** What a member keeps of practising: from a partner, or their own. A `Rubric` each. */
export const practiceNotes = recordTable('practice_notes');

/** What a member told the moderators about somebody, in words written for them to read. */
export const pairingReports = pgTable(
  'pairing_reports',
  {
    id: rowId(),
    memberId: ofMember(),
    aboutId: uuid('about_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    words: sealed('words').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('pairing_reports_of_member').on(table.memberId), index('pairing_reports_about').on(table.aboutId)],
);

/** Questions that a member showed to a channel. */
export const pairingShares = pgTable(
  'pairing_shares',
  {
    id: rowId(),
    memberId: ofMember(),
    kind: text('kind', { enum: kinds }).notNull(),
    /** `Destination` of core as JSON. */
    place: text('place').notNull(),
  },
  (table) => [index('pairing_shares_of_member').on(table.memberId)],
);

/** Who has an interview soon and looks for somebody to practise with. */
export const pairingNeeds = pgTable(
  'pairing_needs',
  {
    id: rowId(),
    communityId: ofCommunity(),
    memberId: ofMember(),
    kind: text('kind', { enum: kinds }).notNull(),
    /** The channel in which they asked, for a place to meet where no rounds are planned; null in a private conversation. */
    channelId: text('channel_id'),
    /** What those who are asked read of it. */
    note: sealed('note'),
    state: text('state', { enum: ['asking', 'found', 'none', 'withdrawn'] }).notNull(),
    until: instant('until').notNull(),
    /** When the next few are asked; null once nobody is any more. */
    nextAt: instant('next_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('pairing_needs_due').on(table.nextAt), index('pairing_needs_of_member').on(table.memberId)],
);

/** Who is asked for somebody who needs an interview soon. */
export const pairingAsks = pgTable(
  'pairing_asks',
  {
    /** Derived from both, so that nobody is asked twice. */
    id: rowId(),
    needId: uuid('need_id')
      .notNull()
      .references(() => pairingNeeds.id, { onDelete: 'cascade' }),
    memberId: ofMember(),
    answer: text('answer', { enum: ['none', 'yes', 'no'] }).notNull(),
  },
  (table) => [index('pairing_asks_need').on(table.needId), index('pairing_asks_of_member').on(table.memberId)],
);
