import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  actionToken,
  type Context,
  type FormHandler,
  fieldErrors,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { formatDate, localDateOf } from '../../core/time/index.ts';
import type { SetupStep } from '../communities/index.ts';
import { type ContactList, contactsFor, countryOfZone, type OwnContacts } from './contacts.ts';
import type { ContactsStore } from './store.ts';
import { messages } from './texts.ts';
import { editContacts, ownContactsCard, ownContactsForm } from './views-moderation.ts';

export interface Parts {
  readonly store: ContactsStore;
  /** The reviewed lines by country. */
  readonly contacts: ContactList;
}

// As many as a person in need can look through.
const mostLines = 6;

/** `/community contacts`: whom members are pointed to first. */
export function contactsCommand({ store }: Parts): Command {
  return defineCommand({
    name: 'contacts',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'contacts-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => reply(ownContactsCard(member.locale, await store.of(member.communityId), false)),
  });
}

export function contactsStep({ store }: Parts): SetupStep {
  return {
    name: 'contacts',
    label: (locale) => messages.text(locale, 'contacts-step'),
    standing: async ({ communityId, locale }) => {
      const { checkedOn, lines } = await store.of(communityId);
      if (checkedOn === undefined) return undefined;
      const date = formatDate(checkedOn, locale);
      return { says: messages.rich(locale, 'contacts-standing', { count: lines.length, date }), isDone: true };
    },
    button: (locale) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, 'contacts-step'),
      token: actionToken(editContacts),
    }),
  };
}

export function contactsFormHandler(parts: Parts): FormHandler {
  const formOf = ({ member }: Context, own: OwnContacts) => {
    // Members live where the community is, which need not be where whoever looks after it is.
    const region = contactsFor(countryOfZone(member.communityZone ?? member.zone), parts.contacts);
    return ownContactsForm(member.locale, own, region.lines);
  };
  return {
    action: editContacts,
    audience: 'moderator',
    build: async (context) => formOf(context, await parts.store.of(context.member.communityId)),
    run: async ({ member, now }, { version, values }) => {
      const lines = textValue(values, 'contacts')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      if (lines.length > mostLines) {
        return fieldErrors({ contacts: messages.text(member.locale, 'contacts-many', { most: mostLines }) });
      }
      const checkedOn = localDateOf(now, member.zone);
      const isSaved = await parts.store.save(member.communityId, version, lines, checkedOn);
      if (!isSaved) return fieldErrors({ contacts: messages.text(member.locale, 'contacts-overtaken') });
      return reply(ownContactsCard(member.locale, { version: version + 1, lines, checkedOn }, true));
    },
  };
}
