import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, rowId, sealed } from '../../db/columns.ts';
import { recordTable } from '../../db/records.ts';
import { communities, members, ofMember } from '../../db/schema.ts';

const ofCommunity = (name: string) => uuid(name).references(() => communities.id, { onDelete: 'cascade' });

/** Two communities whose members may meet, or one that offered it with a code. */
export const partnerships = pgTable(
  'partnerships',
  {
    id: rowId(),
    /** Who made the code. */
    offeredBy: ofCommunity('offered_by').notNull(),
    /** Who entered it; null until then. */
    agreedBy: ofCommunity('agreed_by'),
    /** Null once it was entered: it works once. */
    code: text('code'),
    /** Until when the code can be entered. */
    expiresAt: instant('expires_at').notNull(),
    /** Rounds so far. */
    round: integer('round').notNull(),
    /** When the next round is matched; null until both agreed. */
    nextAt: instant('next_at'),
  },
  (table) => [index('partnerships_due').on(table.nextAt), index('partnerships_code').on(table.code)],
);

/** What a member lets the partner communities know; a row is the wish to meet. Its id is the member's own. */
export const partnerProfiles = recordTable('partner_profiles');

/** Two members of two communities who met, or may. */
export const partnerPairs = pgTable('partner_pairs', {
  id: rowId(),
  partnershipId: uuid('partnership_id')
    .notNull()
    .references(() => partnerships.id, { onDelete: 'cascade' }),
  round: integer('round').notNull(),
  createdAt: instant('created_at').notNull(),
  /** When one of them ended it; nothing is carried from then on. */
  endedAt: instant('ended_at'),
});

const ofPair = () =>
  uuid('pair_id')
    .notNull()
    .references(() => partnerPairs.id, { onDelete: 'cascade' });

/** One member's place in a pair. What a member presses names their own side, never the other's. */
export const partnerSides = pgTable(
  'partner_sides',
  {
    id: rowId(),
    pairId: ofPair(),
    memberId: ofMember(),
    /** How the other can reach them, shown once both gave theirs. */
    contact: sealed('contact'),
    /** What the member was not told of yet, since they are on a pause. */
    held: text('held', { enum: ['met', 'contact'] }),
  },
  (table) => [
    unique('partner_sides_member').on(table.pairId, table.memberId),
    index('partner_sides_of_member').on(table.memberId),
  ],
);

/** What one wrote to the other, under the key of who wrote it. */
export const partnerNotes = pgTable(
  'partner_notes',
  {
    id: rowId(),
    pairId: ofPair(),
    memberId: ofMember(),
    /** Null once it was taken back. */
    words: sealed('words'),
    createdAt: instant('created_at').notNull(),
    /** Where it stands with the other: `MessageReference` of core as JSON. */
    message: text('message'),
    /** Whether it waits for the end of the reader's pause. */
    held: boolean('held').notNull().default(false),
  },
  (table) => [index('partner_notes_member').on(table.memberId)],
);

/** Whom a member never wants to meet. */
export const partnerBlocks = pgTable(
  'partner_blocks',
  {
    memberId: ofMember(),
    blockedId: uuid('blocked_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.blockedId] })],
);

/** What a member told those who run the two communities about another. */
export const partnerReports = pgTable(
  'partner_reports',
  {
    id: rowId(),
    memberId: ofMember(),
    pairId: ofPair(),
    words: sealed('words').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('partner_reports_member').on(table.memberId)],
);
