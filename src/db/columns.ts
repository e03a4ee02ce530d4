import { customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** An instant, `timestamptz` in the database, a `Date` here. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The release of time zone rules that the instant of a row was computed with: by a newer one it may be another. */
export const zoneRulesColumn = () => text('zone_rules').notNull().default('');

/** A row's id; made by the caller, so that a repeated interaction asks for the same row. */
export const rowId = () => uuid('id').primaryKey();

/** Members' words or a secret as AES-256-GCM ciphertext; written and read through `Vault`. */
export const sealed = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // pg answers a Buffer and PGlite a Uint8Array; a Buffer is one too, but is sent right by pg only as a Buffer.
  toDriver: (bytes) => Buffer.from(bytes),
  fromDriver: (bytes) => Uint8Array.from(bytes),
});

/**
 * How many of those that an older release of time zone rules planned are looked at in one tick. All of them may take hours; the
 * soonest comes first.
 */
export const mostReplanned = 500;
