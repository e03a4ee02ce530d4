import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, rich, words, wordsOnly } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import { setupButton } from '../communities/index.ts';
import type { CrisisLine, OwnContacts } from './contacts.ts';
import { messages } from './texts.ts';
import { lineWords } from './views.ts';

export const editContacts = 'safety.contacts';

/** Opens the form with the community's own contacts. */
function contactsButton(locale: Locale, version: number): Button {
  return {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'contacts-change'),
    token: actionToken(editContacts, undefined, version),
  };
}

/** Whom the community names, as its moderators see it. `saved` says that it was just changed. */
export function ownContactsCard(locale: Locale, own: OwnContacts, saved: boolean): Card {
  const { lines, checkedOn } = own;
  const checked =
    checkedOn === undefined || lines.length === 0
      ? []
      : [text(messages.rich(locale, 'contacts-checked', { date: formatDate(checkedOn, locale) }))];
  return card({
    title: messages.text(locale, 'contacts-title'),
    sections: [
      ...(saved ? [text(messages.rich(locale, 'contacts-saved'))] : []),
      text(messages.rich(locale, lines.length === 0 ? 'contacts-none' : 'contacts-some')),
      ...lines.map((line) => text(wordsOnly(words(line)))),
      ...checked,
    ],
    actions: [contactsButton(locale, own.version), setupButton(locale)],
  });
}

/** @param known the reviewed lines of where the community is: what the form starts from where nothing was decided yet. */
export function ownContactsForm(locale: Locale, own: OwnContacts, known: readonly CrisisLine[]): Form {
  const isNew = own.version === 0;
  const lines = isNew ? known.map((line) => lineWords(locale, line)) : own.lines;
  const sources = known.map(({ name, source, checkedOn }) => {
    return `- ${messages.text(locale, 'contacts-source', { name, source, date: formatDate(checkedOn, locale) })}`;
  });
  const check = [messages.rich(locale, 'contacts-form-check'), rich(sources.join('\n'))].flat();
  return form({
    token: actionToken(editContacts, undefined, own.version),
    title: messages.text(locale, 'contacts-form-title'),
    intro: isNew && sources.length > 0 ? check : messages.rich(locale, 'contacts-form-intro'),
    submitLabel: messages.text(locale, 'contacts-form-save'),
    fields: [
      {
        kind: 'text',
        name: 'contacts',
        label: messages.text(locale, 'contacts-label'),
        hint: messages.text(locale, 'contacts-hint'),
        required: false,
        multiline: true,
        maxLength: 900,
        value: lines.join('\n'),
      },
    ],
  });
}
