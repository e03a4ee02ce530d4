import { eq } from 'drizzle-orm';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import { actionToken, chosenValues, type FormHandler, reply } from '../../core/interactions/index.ts';
import { retentionDays, type Shortenable, shortenable } from '../../core/retention.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Card, card, type Form, form, type Section, text } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import { shorterRetention } from '../../db/schema.ts';
import { messages } from './texts.ts';

/** For how many days a community has each of these kept; never for more than `retentionDays`. */
export type KeptDays = Readonly<Record<Shortenable, number>>;

export interface RetentionStore {
  /** `communityId` is our own. */
  of(communityId: string): Promise<KeptDays>;
  save(communityId: string, kept: KeptDays): Promise<void>;
}

const edit = 'mydata.shorter';

const fieldNames = { drafts: 'drafts', checkinAnswers: 'checkins', partnerNotes: 'partners' } as const;

// What can be chosen below the usual.
const steps: readonly number[] = [1, 3, 7, 14, 30, 60, 90, 180];

export function createRetentionStore(database: Database): RetentionStore {
  return {
    of: async (communityId) => {
      const isHere = eq(shorterRetention.communityId, communityId);
      const rows = await database.queries.select().from(shorterRetention).where(isHere);
      const shorter = new Map(rows.map(({ kind, days }) => [kind, days]));
      return eachKind((kind) => Math.min(shorter.get(kind) ?? retentionDays[kind], retentionDays[kind]));
    },
    save: (communityId, kept) =>
      database.transaction(async (queries) => {
        await queries.delete(shorterRetention).where(eq(shorterRetention.communityId, communityId));
        const shorter = shortenable.filter((kind) => kept[kind] < retentionDays[kind]);
        if (shorter.length === 0) return;
        await queries.insert(shorterRetention).values(shorter.map((kind) => ({ communityId, kind, days: kept[kind] })));
      }),
  };
}

/** `/community retention`: what this community has kept for less time than usual. */
export function retentionCommand(store: RetentionStore): Command {
  return defineCommand({
    name: 'retention',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'shorter-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => reply(retentionCard(member.locale, await store.of(member.communityId), false)),
  });
}

export function retentionForm(store: RetentionStore): FormHandler {
  return {
    action: edit,
    audience: 'moderator',
    build: async ({ member }) => formOf(member.locale, await store.of(member.communityId)),
    run: async ({ member }, { values }) => {
      const kept = eachKind((kind) => Number(chosenValues(values, fieldNames[kind])[0] ?? retentionDays[kind]));
      await store.save(member.communityId, kept);
      return reply(retentionCard(member.locale, kept, true));
    },
  };
}

/** How long each of these is kept here, for members too. */
export function keptFields(locale: Locale, kept: KeptDays): Section {
  const fields = shortenable.map((kind) => ({
    label: messages.text(locale, `shorter-${kind}`),
    value: messages.rich(locale, 'kept-days', { days: kept[kind] }),
  }));
  return { kind: 'fields', fields };
}

function retentionCard(locale: Locale, kept: KeptDays, saved: boolean): Card {
  const label = messages.text(locale, 'shorter-change');
  return card({
    title: messages.text(locale, 'shorter-title'),
    sections: [
      ...(saved ? [text(messages.rich(locale, 'shorter-saved'))] : []),
      keptFields(locale, kept),
      text(messages.rich(locale, 'shorter-text')),
    ],
    actions: [{ kind: 'button', style: 'plain', label, token: actionToken(edit) }],
  });
}

function formOf(locale: Locale, kept: KeptDays): Form {
  const fields = shortenable.map((kind) => ({
    kind: 'select' as const,
    name: fieldNames[kind],
    label: messages.text(locale, `shorter-${kind}`),
    required: true,
    maxChoices: 1,
    options: steps
      .filter((days) => days <= retentionDays[kind])
      .map((days) => ({ value: String(days), label: messages.text(locale, 'kept-days', { days }) })),
    values: [String(kept[kind])],
  }));
  return form({
    token: actionToken(edit),
    title: messages.text(locale, 'shorter-title'),
    submitLabel: messages.text(locale, 'shorter-save'),
    fields,
  });
}

function eachKind(days: (kind: Shortenable) => number): KeptDays {
  return { drafts: days('drafts'), checkinAnswers: days('checkinAnswers'), partnerNotes: days('partnerNotes') };
}
