import { getTimezone } from 'countries-and-timezones';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LocalDate } from '../../core/time/index.ts';

const webAddress = z.url({ protocol: /^https?$/u });
const country = z.string().regex(/^[A-Z]{2}$/u);
/** Digits as they are dialled, in the grouping that the country knows. */
const number = z.string().regex(/^\d[\d -]*$/u);
const hours = z.string().regex(/^(24\/7|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/u);

const way = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('phone'), at: number, hours: hours.optional() }),
  z.strictObject({ how: z.literal('text'), at: number, say: z.string().min(1).optional(), hours: hours.optional() }),
  z.strictObject({ how: z.literal('chat'), at: webAddress, hours: hours.optional() }),
]);
const checked = {
  name: z.string().min(1),
  source: webAddress,
  seenAt: z.array(webAddress).min(1),
  checkedOn: z.iso.date(),
};
const line = z.strictObject({
  ...checked,
  ways: z.array(way).min(1),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/u)).min(1),
});
const directory = z.strictObject({ ...checked, at: webAddress });
const region = z.strictObject({ emergency: z.array(number).min(1), lines: z.array(line).min(1) });
const contactList = z.strictObject({ directory: z.array(directory).min(1), regions: z.record(country, region) });

/** How to reach a line; `hours` is "24/7" or "HH:MM-HH:MM" local each day, absent where its own page must be asked. */
export type Way = z.infer<typeof way>;
/** A line with people at the other end. */
export type CrisisLine = z.infer<typeof line>;
/** A site that lists lines by country. */
export type Directory = z.infer<typeof directory>;
/** The reviewed contacts: regions by ISO 3166-1 alpha-2 country, and directories for everybody. */
export type ContactList = z.infer<typeof contactList>;

/** What a member is shown, in this order. `emergency` and `lines` are empty where no region is known or listed. */
export interface CrisisContacts {
  readonly emergency: readonly string[];
  readonly lines: readonly CrisisLine[];
  readonly directory: readonly Directory[];
}

/** Reads a list of contacts. @throws ZodError for a wrong shape */
export function parseContactList(yamlText: string): ContactList {
  return contactList.parse(parse(yamlText));
}

/** The contacts of a country, and the directories in any case. A country that is not listed has the directories alone. */
export function contactsFor(countryCode: string | undefined, list: ContactList): CrisisContacts {
  const found =
    countryCode !== undefined && Object.hasOwn(list.regions, countryCode) ? list.regions[countryCode] : undefined;
  return { emergency: found?.emergency ?? [], lines: found?.lines ?? [], directory: list.directory };
}

/**
 * The country (ISO 3166-1 alpha-2) of an IANA zone, the foremost one where several share it; undefined for UTC, fixed
 * offsets and names that are no zone.
 */
export function countryOfZone(ianaZone: string): string | undefined {
  return getTimezone(ianaZone)?.countries?.[0];
}

/** What remains of the reviewed lines beside a community's own: one that those name with every way to it would only be read twice. */
export function besides(own: readonly string[], lines: readonly CrisisLine[]): readonly CrisisLine[] {
  return lines.filter(({ ways }) => !own.some((line) => ways.every(({ at }) => isNamed(at, line))));
}

/** Whether a line names this very number or address: a short number within a longer one is another number. */
function isNamed(at: string, line: string): boolean {
  const pieces = line.split(at);
  return pieces
    .slice(1)
    .some((after, place) => !/\d[\s()./-]*$/u.test(pieces[place] ?? '') && !/^[\s()./-]*\d/u.test(after));
}

/** Whom a community names, and when a moderator last checked it. Version 0: never decided. */
export interface OwnContacts {
  readonly version: number;
  /** One contact each. */
  readonly lines: readonly string[];
  readonly checkedOn: LocalDate | undefined;
}
