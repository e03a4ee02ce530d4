import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, rich, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import { type Calendar, type Holiday, writeDays } from './rules.ts';
import { messages } from './texts.ts';

export const edit = 'calendar.edit';

/** Opens the calendar's form, for moderators. */
export function daysOffButton(locale: Locale): Button {
  return { kind: 'button', style: 'plain', label: messages.text(locale, 'button'), token: actionToken(edit) };
}

/** @param region as a moderator types it, '' for none. */
export function calendarForm(locale: Locale, calendar: Calendar, region: string): Form {
  return form({
    token: actionToken(edit, '-', calendar.version),
    title: messages.text(locale, 'title'),
    intro: messages.rich(locale, 'form-intro'),
    submitLabel: messages.text(locale, 'form-submit'),
    fields: [
      {
        kind: 'text',
        name: 'country',
        label: messages.text(locale, 'form-country'),
        hint: messages.text(locale, 'form-country-hint'),
        required: false,
        multiline: false,
        maxLength: 80,
        value: region.slice(0, 80),
      },
      {
        kind: 'text',
        name: 'days',
        label: messages.text(locale, 'form-days'),
        hint: messages.text(locale, 'form-days-hint'),
        required: false,
        multiline: true,
        maxLength: 3000,
        value: writeDays(calendar.days),
      },
      {
        kind: 'select',
        name: 'falls',
        label: messages.text(locale, 'form-falls'),
        required: true,
        maxChoices: 1,
        options: (['skip', 'move'] as const).map((value) => ({
          value,
          label: messages.text(locale, `falls-${value}`),
        })),
        values: [calendar.onDayOff],
      },
    ],
  });
}

/** The calendar as it stands, with the days off that come next. */
export function calendarCard(locale: Locale, calendar: Calendar, next: readonly Holiday[]): Card {
  const lines = next.map(({ date, name }) =>
    messages.text(locale, 'line', { date: formatDate(date, locale), named: name === '' ? 'no' : 'yes', name }),
  );
  const items = lines.map((line) => [{ type: 'words', value: words(line).value } as const]);
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      text(messages.rich(locale, next.length === 0 ? 'none' : 'next')),
      ...(items.length === 0 ? [] : [text([{ type: 'list', ordered: false, items }])]),
      text(rich(messages.text(locale, `what-${calendar.onDayOff}`))),
    ],
    actions: [{ kind: 'button', style: 'plain', label: messages.text(locale, 'change'), token: actionToken(edit) }],
  });
}
