import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  actionToken,
  type Context,
  chosenValues,
  type FormHandler,
  type Outcome,
  refuse,
  reply,
} from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Card, card, type Form, form, type Section, text } from '../../core/views/index.ts';
import type { CommunitiesStore } from './store.ts';
import { messages } from './texts.ts';

const editRoles = 'communities.roles';

// As many as a card names in one glance; more than these a community of volunteers rarely has.
const mostAppointed = 10;

type Parts = { readonly store: CommunitiesStore };

/** `/community roles`: who may moderate besides those whom the platform lets manage the community. */
export function rolesCommand({ store }: Parts): Command {
  return defineCommand({
    name: 'roles',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'roles-summary'),
    firstResponse: 'private',
    options: {},
    run: async (context) => reply(rolesCard(context, await store.appointed(context.member.communityId))),
  });
}

export function rolesFormHandler({ store }: Parts): FormHandler {
  return {
    action: editRoles,
    audience: 'moderator',
    build: async (context) => {
      const people = await store.appointed(context.member.communityId);
      return context.member.mayAppoint ? rolesForm(context.member.locale, people) : notYours(context, people);
    },
    run: async (context, { values }) => {
      const { communityId, mayAppoint } = context.member;
      // Who lost the right while the form was open has lost it here too.
      if (!mayAppoint) return notYours(context, await store.appointed(communityId));
      await store.appoint(communityId, chosenValues(values, 'people'), context.now);
      return reply(rolesCard(context, await store.appointed(communityId), 'roles-saved'));
    },
  };
}

function notYours(context: Context, people: readonly string[]): Outcome {
  return refuse(rolesCard(context, people));
}

/** @param people the platform's ids of those who were appointed. */
function rolesCard({ member }: Context, people: readonly string[], said?: 'roles-saved'): Card {
  const { locale, mayAppoint, platform } = member;
  return card({
    title: messages.text(locale, 'roles-title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(messages.rich(locale, 'roles-text')),
      peopleSection(locale, people),
      ...(mayAppoint ? [] : [text(messages.rich(locale, 'roles-not-yours'))]),
    ],
    actions: mayAppoint
      ? [
          {
            kind: 'button',
            style: 'plain',
            label: messages.text(locale, 'roles-change'),
            token: actionToken(editRoles),
          },
        ]
      : [],
    footer: messages.rich(locale, 'roles-footer', { platform }),
  });
}

function peopleSection(locale: Locale, people: readonly string[]): Section {
  if (people.length === 0) return text(messages.rich(locale, 'roles-nobody'));
  const items = people.map((platformId) => [{ type: 'member', platformId } as const]);
  return text([{ type: 'list', ordered: false, items }]);
}

function rolesForm(locale: Locale, people: readonly string[]): Form {
  return form({
    token: actionToken(editRoles),
    title: messages.text(locale, 'roles-form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      {
        kind: 'pick',
        of: 'person',
        name: 'people',
        label: messages.text(locale, 'roles-people'),
        hint: messages.text(locale, 'roles-people-hint'),
        required: false,
        maxChoices: mostAppointed,
        values: people.slice(0, mostAppointed),
      },
    ],
  });
}
