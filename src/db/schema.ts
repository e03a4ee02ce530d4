import { boolean, index, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { platformNames } from '../core/interactions/interaction.ts';
import { shortenable } from '../core/retention.ts';
import { instant, rowId, sealed } from './columns.ts';

/** A Discord server, Slack workspace or playground community. Every row of a feature belongs to one, through its member or directly. */
export const communities = pgTable(
  'communities',
  {
    id: rowId(),
    platform: text('platform', { enum: platformNames }).notNull(),
    platformId: text('platform_id').notNull(),
    /** IANA zone of the community; UTC until somebody says. */
    zone: text('zone').notNull().default('UTC'),
    locale: text('locale').notNull().default('en'),
    createdAt: instant('created_at').notNull(),
    /** When somebody who runs it was told that the bot can be set up; null until then. */
    greetedAt: instant('greeted_at'),
    /** When somebody who runs it first said which zone and language; null until then, also where they stay with UTC. */
    settingsAt: instant('settings_at'),
    /** The names of the steps of the setup that they decided to leave out. */
    leftOut: text('left_out').array().notNull().default([]),
    /** When the bot was removed from it; nothing is delivered from then on. Null while it is there. */
    removedAt: instant('removed_at'),
  },
  (table) => [unique('communities_platform_id').on(table.platform, table.platformId)],
);

/** What a community has kept for less time than everybody's; a row for each of these. */
export const shorterRetention = pgTable(
  'shorter_retention',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: shortenable }).notNull(),
    /** Below that of `retentionDays`; 1 or more. */
    days: smallint('days').notNull(),
  },
  (table) => [primaryKey({ columns: [table.communityId, table.kind] })],
);

/** One person in one community. Whoever is in two communities is two members. */
export const members = pgTable(
  'members',
  {
    id: rowId(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    platformUserId: text('platform_user_id').notNull(),
    /** As the member chose; null follows the platform. */
    locale: text('locale'),
    /** IANA zone as the member chose; null is guessed. */
    zone: text('zone'),
    /** 1 Monday to 7 Sunday, as the member chose; null is guessed. */
    weekStart: smallint('week_start'),
    /** Whether what announces a private message to them, on a locked screen for example, holds nothing of it. */
    neutralPreviews: boolean('neutral_previews').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** When whoever runs the community let them moderate; null for all others, whatever right the platform gives them. */
    appointedAt: instant('appointed_at'),
    /** When the platform is asked next whether they are still there. */
    lookAt: instant('look_at').notNull().defaultNow(),
    /** When they were found to have left; null while they are there. */
    leftAt: instant('left_at'),
  },
  (table) => [
    unique('members_community_user').on(table.communityId, table.platformUserId),
    index('members_look_at').on(table.lookAt),
  ],
);

/** A column that says whose the row is; the row goes with the member. */
export const ofMember = () =>
  uuid('member_id')
    .notNull()
    .references(() => members.id, { onDelete: 'cascade' });

/** The data key of each member, wrapped by the installation's key. */
export const memberKeys = pgTable('member_keys', {
  memberId: ofMember().primaryKey(),
  wrapped: sealed('wrapped').notNull(),
});

/** What each member asked to be sent: a row is a consent. */
export const consents = pgTable(
  'consents',
  {
    memberId: ofMember(),
    /** The name of a `Consent`. */
    kind: text('kind').notNull(),
    givenAt: instant('given_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.kind] })],
);

/** Forms put aside with what was typed in them. */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: rowId(),
    memberId: ofMember(),
    /** A `Form` of core. */
    form: sealed('form').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('kept_forms_member').on(table.memberId), index('kept_forms_expires').on(table.expiresAt)],
);

/** Things that happen once: a row is a claim. */
export const claims = pgTable(
  'claims',
  {
    key: text('key').primaryKey(),
    claimedAt: instant('claimed_at').notNull(),
  },
  (table) => [index('claims_claimed_at').on(table.claimedAt)],
);

/** What the installation keeps secret, platform tokens for example. */
export const secrets = pgTable('secrets', {
  name: text('name').primaryKey(),
  value: sealed('value').notNull(),
  savedAt: instant('saved_at').notNull(),
});
