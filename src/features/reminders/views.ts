import { actionToken } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import type { About, Reminder } from './rules.ts';
import { messages } from './texts.ts';

export const actions = {
  ask: (about: About) => `reminders.${about}` as const,
  cancel: 'reminders.cancel',
} as const;

/** Asks when the member wants to be sent what they have before them. */
export function laterButton(locale: Locale, about: About, subject: { readonly id: string }): Button {
  const label = messages.text(locale, `button-${about}`);
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.ask(about), subject.id) };
}

/** @param proposed what stands in the fields. */
export function askForm(
  locale: Locale,
  about: About,
  subject: string,
  proposed: Pick<Reminder, 'date' | 'time'>,
): Form {
  const line = (name: 'day' | 'time', maxLength: number, value: string) =>
    ({
      kind: 'text',
      name,
      label: messages.text(locale, `form-${name}`),
      hint: messages.text(locale, `form-${name}-hint`),
      required: true,
      multiline: false,
      maxLength,
      value,
    }) as const;
  return form({
    token: actionToken(actions.ask(about), subject),
    title: messages.text(locale, `form-title-${about}`),
    intro: messages.rich(locale, `form-intro-${about}`),
    submitLabel: messages.text(locale, 'form-submit'),
    fields: [line('day', 60, proposed.date), line('time', 10, proposed.time)],
  });
}

export function keptCard(locale: Locale, { id, dueAt }: Reminder): Card {
  const when = { kind: 'moment', instant: dueAt.toISOString(), show: 'datetime' } as const;
  return card({
    title: messages.text(locale, 'kept-title'),
    sections: [text(messages.rich(locale, 'kept-text', { when }))],
    actions: [
      {
        kind: 'button',
        style: 'plain',
        label: messages.text(locale, 'cancel'),
        token: actionToken(actions.cancel, id),
      },
    ],
    footer: messages.rich(locale, 'private'),
  });
}

export function cancelledCard(locale: Locale): Card {
  return card({ sections: [text(messages.rich(locale, 'cancelled'))] });
}

/** What was asked for, as it stands when it is sent. */
export function reminderCard(locale: Locale, about: About, subject: Card): Card {
  return card({ ...subject, sections: [text(messages.rich(locale, `${about}-now`)), ...subject.sections] });
}
