import { actionToken, type Member } from '../../core/interactions/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import { type Card, card, type Field, type Form, form, type Section, text } from '../../core/views/index.ts';
import { weekStarts } from './rules.ts';
import { messages } from './texts.ts';

export const editSettings = 'members.edit';
export const pickZone = 'members.zone';

/** Of the two ways to be told of a private message, the one that says nothing of it. */
export const neutral = 'neutral';

/** The member's settings as they stand. `saved` says that they were just changed. */
export function settingsCard(member: Member, now: Date, locales: readonly string[], saved: boolean): Card {
  const { locale, zone } = member;
  const time = formatMoment(now.toISOString(), 'time', { locale, zone, now });
  const zoneText = messages.rich(locale, member.zoneChosen ? 'zone-chosen' : 'zone-guessed', { zone, time });
  const fields = [
    { label: messages.text(locale, 'zone'), value: zoneText },
    {
      label: messages.text(locale, 'week'),
      value: messages.rich(locale, 'week-chosen', { day: nameOfDay(member.weekStart, locale) }),
    },
    ...(locales.length > 1
      ? [
          {
            label: messages.text(locale, 'language'),
            value: messages.rich(locale, 'language-chosen', { language: nameOf(locale) }),
          },
        ]
      : []),
    {
      label: messages.text(locale, 'previews'),
      value: messages.rich(locale, member.neutralPreviews ? 'previews-neutral' : 'previews-whole'),
    },
  ];
  const sections: Section[] = [{ kind: 'fields', fields }];
  return card({
    title: messages.text(locale, 'title'),
    sections: saved ? [text(messages.rich(locale, 'saved')), ...sections] : sections,
    actions: [
      { kind: 'button', style: 'plain', label: messages.text(locale, 'change'), token: actionToken(editSettings) },
    ],
    footer: messages.rich(locale, 'private'),
  });
}

export function settingsForm(member: Member, locales: readonly string[]): Form {
  const { locale } = member;
  const language: Field = {
    kind: 'select',
    name: 'language',
    label: messages.text(locale, 'language-label'),
    required: true,
    maxChoices: 1,
    options: locales.map((each) => ({ value: each, label: nameOf(each) })),
    values: [locale],
  };
  return form({
    token: actionToken(editSettings),
    title: messages.text(locale, 'form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      {
        kind: 'text',
        name: 'zone',
        label: messages.text(locale, 'zone-label'),
        hint: messages.text(locale, 'zone-hint'),
        required: true,
        multiline: false,
        maxLength: 60,
        value: member.zone,
      },
      {
        kind: 'select',
        name: 'week',
        label: messages.text(locale, 'week'),
        required: true,
        maxChoices: 1,
        options: weekStarts.map((day) => ({ value: String(day), label: nameOfDay(day, locale) })),
        values: [String(member.weekStart)],
      },
      ...(locales.length > 1 ? [language] : []),
      {
        kind: 'select',
        name: 'previews',
        label: messages.text(locale, 'previews'),
        hint: messages.text(locale, 'previews-hint'),
        required: true,
        maxChoices: 1,
        options: [
          { value: 'whole', label: messages.text(locale, 'previews-whole') },
          { value: neutral, label: messages.text(locale, 'previews-neutral') },
        ],
        values: [member.neutralPreviews ? neutral : 'whole'],
      },
    ],
  });
}

/** Lets the member choose among several zones that fit what they typed. */
export function pickZoneCard(locale: string, zones: readonly string[]): Card {
  return card({
    title: messages.text(locale, 'pick-title'),
    sections: [text(messages.rich(locale, 'pick-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(pickZone),
        placeholder: messages.text(locale, 'pick-placeholder'),
        options: zones.map((zone) => ({ value: zone, label: zone })),
      },
    ],
  });
}

// 4 January 2027 is a Monday.
function nameOfDay(day: number, locale: string): string {
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return named.format(new Date(Date.UTC(2027, 0, 3 + day)));
}

function nameOf(locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
}
