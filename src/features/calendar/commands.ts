import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  ask,
  type Context,
  chosenValues,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  type Outcome,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { addDays, localDateOf } from '../../core/time/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { daysIn, type HolidaySource } from './holidays.ts';
import { type Calendar, codeOf, type Names, type Region, readDays, splitRegion } from './rules.ts';
import type { CalendarStore } from './store.ts';
import { messages } from './texts.ts';
import { calendarCard, calendarForm, edit } from './views.ts';

export interface Parts {
  readonly database: Database;
  readonly store: CalendarStore;
  readonly source: HolidaySource;
  /** What was planned around the days off as they were is to be planned anew, within the change's transaction. */
  changed(communityId: string, now: Date, queries: Queries): Promise<void>;
}

const shownDays = 10;
// A year's holidays are found in the answer to the form.
const shownAhead = 366;

export function holidaysCommand(parts: Parts): Command {
  return defineCommand({
    name: 'holidays',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'form',
    options: {},
    run: async (context) => ask(await formOf(parts, context)),
  });
}

export function calendarFormHandler(parts: Parts): FormHandler {
  return {
    action: edit,
    audience: 'moderator',
    build: (context) => formOf(parts, context),
    run: (context, { version, values }) => save(parts, context, version, values),
  };
}

async function formOf({ store, source }: Parts, { member, now }: Context) {
  const calendar = await store.of(member.communityId);
  // Where the community is, it may still be yesterday.
  const since = addDays(localDateOf(now, member.zone), -1);
  const days = calendar.days.filter((day) => day >= since);
  return calendarForm(member.locale, { ...calendar, days }, await regionName(source, calendar.holidaysOf));
}

async function regionName(source: HolidaySource, found: Region | undefined): Promise<string> {
  if (!found) return '';
  const { country, region } = found;
  const name = (await source.countries())[country] ?? country;
  return region === null ? name : `${name}, ${(await source.regions(country))[region] ?? region}`;
}

async function save(
  parts: Parts,
  context: Context,
  version: number,
  values: FormValues,
): Promise<Outcome | FieldErrors> {
  const { locale, communityId, zone } = context.member;
  const region = await readRegion(parts.source, locale, textValue(values, 'country'));
  if ('fault' in region) return fieldErrors({ country: region.fault });
  const read = readDays(textValue(values, 'days'), localDateOf(context.now, zone), locale);
  if (!read.ok) return fieldErrors({ days: messages.text(locale, 'days-unclear', { typed: read.typed }) });
  const onDayOff = chosenValues(values, 'falls')[0] === 'move' ? 'move' : 'skip';
  const calendar: Calendar = { version, holidaysOf: region.found, days: read.days, onDayOff };
  const isKept = await parts.database.transaction(async (queries) => {
    const kept = await parts.store.save(queries, communityId, calendar);
    if (kept) await parts.changed(communityId, context.now, queries);
    return kept;
  });
  if (!isKept) return fieldErrors({ days: messages.text(locale, 'changed-meanwhile') });
  const today = localDateOf(context.now, zone);
  const next = await daysIn(parts.source, calendar, { from: today, to: addDays(today, shownAhead), locale });
  return reply(calendarCard(locale, calendar, next.slice(0, shownDays)));
}

type ReadRegion = { readonly found: Region | undefined } | { readonly fault: string };

/** What a typed country means, or what to say where it is not known. */
async function readRegion(source: HolidaySource, locale: Locale, typed: string): Promise<ReadRegion> {
  if (typed === '') return { found: undefined };
  const countries = await source.countries();
  // Under the names that the reader's language has as well: "Deutschland", "United States".
  const known = namesIn(locale, Object.keys(countries));
  const find = (name: string) => codeOf(name, countries) ?? codeOf(name, known);
  const whole = find(typed);
  if (whole !== undefined) return { found: { country: whole, region: null } };
  const { country, part } = splitRegion(typed);
  const code = find(country);
  if (code === undefined) return { fault: messages.text(locale, 'country-unclear') };
  const regions = await source.regions(code);
  const region = codeOf(part, regions);
  if (region !== undefined) return { found: { country: code, region } };
  const parts = new Intl.ListFormat(locale).format(Object.values(regions).slice(0, 20));
  return { fault: messages.text(locale, parts === '' ? 'region-none' : 'region-unclear', { parts }) };
}

function namesIn(locale: Locale, codes: readonly string[]): Names {
  const named = new Intl.DisplayNames([locale], { type: 'region' });
  return Object.fromEntries(codes.map((code) => [code, named.of(code) ?? code]));
}
