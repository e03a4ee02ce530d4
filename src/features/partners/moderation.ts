import { type Command, defineCommand } from '../../core/commands/index.ts';
import { type ActionHandler, expiredReply, isRowId, reply } from '../../core/interactions/index.ts';
import { actions, type Parts } from './parts.ts';
import { codeDays, codeFrom, nextRound, readCode } from './rules.ts';
import { messages } from './texts.ts';
import { noticeCard } from './views.ts';
import { codeCard, endingCard, partnersCard, reportsCard } from './views-moderation.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** `/community partners`: agree with another community that members of both may meet. */
export function communityPartnersCommand({ partnerships }: Parts): Command {
  return defineCommand({
    name: 'partners',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'community-summary'),
    firstResponse: 'private',
    options: {
      code: { kind: 'text', maxLength: 40, summary: (locale) => messages.text(locale, 'option-code') },
    },
    run: async ({ member, now }, { code }) => {
      const { locale, communityId } = member;
      if (code) {
        const agreed = await partnerships.agree(readCode(code.value), communityId, now, nextRound(now));
        if (agreed !== 'agreed') return reply(noticeCard(locale, `code-${agreed}`));
      }
      return reply(partnersCard(locale, await partnerships.of(communityId)));
    },
  });
}

export function moderatorActions({ partnerships, meetings, random }: Parts): ActionHandler[] {
  const audience = 'moderator';
  return [
    {
      action: actions.offer,
      audience,
      run: async ({ member, now, newId }) => {
        const expiresAt = new Date(now.getTime() + codeDays * dayMs);
        const code = codeFrom(random.uuid());
        const { communityId, locale } = member;
        return reply(codeCard(locale, await partnerships.offer({ id: newId(), communityId, code, expiresAt })));
      },
    },
    {
      action: actions.ending,
      audience,
      run: async ({ member }, { chosen: [id = ''] }) =>
        isRowId(id) ? reply(endingCard(member.locale, id)) : expiredReply(member.locale),
    },
    {
      action: actions.endNow,
      audience,
      run: async ({ member }, { row }) => {
        const isEnded = isRowId(row) && (await partnerships.end(row, member.communityId));
        return isEnded ? reply(noticeCard(member.locale, 'ended-partnership')) : expiredReply(member.locale);
      },
    },
    {
      action: actions.reports,
      audience,
      run: async ({ member }) =>
        reply(reportsCard(member.locale, await meetings.reports(member.communityId, member.id, 3))),
    },
  ];
}
