import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  chosenValues,
  type FormHandler,
  fieldErrors,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { kinds } from '../pairings/matching/index.ts';
import { partnersConsent } from './consents.ts';
import { actions, type Parts } from './parts.ts';
import type { Profile } from './rules.ts';
import { profileRecords } from './store-meetings.ts';
import { messages } from './texts.ts';
import { button, inviteCard, joinedCard, joinForm, noticeCard } from './views.ts';

/** `/partners`: whether a member wants to meet somebody of a partner community, and what they let them know. */
export function partnersCommand(parts: Parts): Command {
  return defineCommand({
    name: 'partners',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => {
      const { id, locale, communityId } = member;
      const profile = await profileOf(parts, id);
      if (await parts.partnerships.isPartnered(communityId)) {
        return reply(profile ? joinedCard(locale, profile, false) : inviteCard(locale));
      }
      // What was joined for may have ended; leaving stays one press away.
      return reply(noticeCard(locale, 'no-partner', profile ? [button(locale, 'button-leave', actions.leave)] : []));
    },
  });
}

async function profileOf({ profiles }: Parts, memberId: string): Promise<Profile | undefined> {
  const kept = await profiles.find(memberId, memberId);
  return kept && kept !== 'not-yours' ? kept.value : undefined;
}

export function joinFormHandler(parts: Parts): FormHandler {
  return {
    action: actions.join,
    build: async ({ member }): Promise<ReturnType<typeof joinForm> | Outcome> => {
      const profile = await profileOf(parts, member.id);
      const isPartnered = profile !== undefined || (await parts.partnerships.isPartnered(member.communityId));
      return isPartnered ? joinForm(member.locale, profile) : reply(noticeCard(member.locale, 'no-partner'));
    },
    run: async ({ member, now }, { values }) => {
      const { id, locale, zone } = member;
      const times = chosenValues(values, 'times');
      // Matching asks for two in common, so that one alone would never find anybody.
      if (times.length < 2) return fieldErrors({ times: messages.text(locale, 'times-few') });
      const profile: Profile = {
        name: textValue(values, 'name'),
        introduction: textValue(values, 'introduction'),
        kinds: kinds.filter((kind) => chosenValues(values, 'kinds').includes(kind)),
        times,
        languages: chosenValues(values, 'languages'),
        zone,
      };
      const isNew = await parts.database.transaction(async (queries) => {
        const records = profileRecords(parts, queries);
        const kept = await records.find(id, id);
        const version = kept && kept !== 'not-yours' ? kept.version : 0;
        await records.save(id, { id, version, value: profile, now });
        await parts.consents.give(queries, id, partnersConsent);
        return version === 0;
      });
      return reply(joinedCard(locale, profile, isNew));
    },
  };
}

export function leaveAction(parts: Parts): ActionHandler {
  return {
    action: actions.leave,
    run: async ({ member }) => {
      const { id, locale } = member;
      await parts.database.transaction(async (queries) => {
        const records = profileRecords(parts, queries);
        const kept = await records.find(id, id);
        if (kept && kept !== 'not-yours') await records.remove(id, id, kept.version);
        await parts.consents.revoke(queries, id, partnersConsent);
      });
      return replace(noticeCard(locale, 'left'));
    },
  };
}
