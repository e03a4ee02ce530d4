import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  chosenValues,
  type FormHandler,
  fieldErrors,
  type Member,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { matchZones, placesOf, suggestZones } from '../../core/time/index.ts';
import { asWeekday } from './rules.ts';
import type { MembersStore } from './store.ts';
import { messages } from './texts.ts';
import { editSettings, neutral, pickZone, pickZoneCard, settingsCard, settingsForm } from './views.ts';

export interface Parts {
  readonly store: MembersStore;
  readonly locales: readonly string[];
}

export function settingsCommand(parts: Parts): Command {
  return defineCommand({
    name: 'settings',
    summary: (locale) => messages.text(locale, 'settings-summary'),
    firstResponse: 'private',
    options: {
      zone: {
        kind: 'text',
        maxLength: 60,
        summary: (locale) => messages.text(locale, 'zone-summary'),
        suggest: async (_context, typed) => suggestZones(typed, 25).map((zone) => ({ value: zone, label: zone })),
      },
    },
    run: async (context, { zone }) => {
      if (!zone) return reply(settingsCard(context.member, context.now, parts.locales, false));
      const found = matchZones(zone.value, context.member.locale);
      const [only] = found;
      if (found.length === 1 && only) return saveZone(parts, context, only, reply);
      return reply(only ? pickZoneCard(context.member.locale, found) : unknownZoneCard(parts, context));
    },
  });
}

function unknownZoneCard(parts: Parts, context: Context) {
  const shown = settingsCard(context.member, context.now, parts.locales, false);
  return {
    ...shown,
    sections: [
      { kind: 'text', text: messages.rich(context.member.locale, 'zone-unknown') } as const,
      ...shown.sections,
    ],
  };
}

export function pickZoneAction(parts: Parts): ActionHandler {
  return {
    action: pickZone,
    run: async (context, { chosen }) => {
      const [zone] = matchZones(chosen[0] ?? '', context.member.locale);
      return zone ? saveZone(parts, context, zone, replace) : reply(unknownZoneCard(parts, context));
    },
  };
}

export function settingsFormHandler(parts: Parts): FormHandler {
  return {
    action: editSettings,
    build: async ({ member }) => settingsForm(member, parts.locales),
    run: async (context, { values }) => {
      const { locale } = context.member;
      const found = matchZones(textValue(values, 'zone'), locale);
      const [zone] = found;
      if (!zone) return fieldErrors({ zone: messages.text(locale, 'zone-unknown') });
      if (found.length > 1) {
        return fieldErrors({ zone: messages.text(locale, 'zone-several', { zones: placesOf(found) }) });
      }
      const chosen = chosenValues(values, 'language')[0] ?? null;
      const weekStart = asWeekday(Number(chosenValues(values, 'week')[0])) ?? context.member.weekStart;
      const neutralPreviews = chosenValues(values, 'previews')[0] === neutral;
      await parts.store.save(context.member.id, { zone, locale: chosen, weekStart, neutralPreviews });
      const chosenNow = { zone, zoneChosen: true, locale: chosen ?? locale, weekStart, neutralPreviews };
      const member: Member = { ...context.member, ...chosenNow };
      return reply(settingsCard(member, context.now, parts.locales, true));
    },
  };
}

async function saveZone(
  parts: Parts,
  context: Context,
  zone: string,
  answer: (card: ReturnType<typeof settingsCard>) => Outcome,
): Promise<Outcome> {
  const { member, now } = context;
  await parts.store.save(member.id, { zone });
  return answer(settingsCard({ ...member, zone, zoneChosen: true }, now, parts.locales, true));
}
