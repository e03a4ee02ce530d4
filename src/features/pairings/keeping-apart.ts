import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  type FormHandler,
  isRowId,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Card } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { noticeCard, type TextKey } from './controls.ts';
import { messageKinds } from './message-kinds.ts';
import type { Parts } from './parts.ts';
import { active, hasBegun, isOpen } from './rules-rounds.ts';
import { goOnWithout } from './steps.ts';
import { messages } from './texts.ts';
import { peopleCard, reportForm, reportsCard } from './views-safety.ts';

// What fits into the buttons of a card, two for each and one for each block.
const latelyShown = 5;
const blocksShown = 5;
const reportsShown = 25;

/** Blocking, of which the other never hears, and telling the moderators, who read it. */
export function apartCommands(parts: Parts): Command[] {
  return [
    defineCommand({
      name: 'block',
      summary: (locale) => messages.text(locale, 'summary-block'),
      firstResponse: 'private',
      options: {
        member: { kind: 'text', maxLength: 100, summary: (locale) => messages.text(locale, 'option-member') },
      },
      run: async (context, { member: typed }) => {
        const { id, communityId, locale } = context.member;
        if (!typed) return reply(await people(parts, context));
        // As platforms write a mention: <@123>, <@!123>, <@U123|name>; or the name as it is, on the playground.
        const named = /^<@!?([^|>]+)(?:\|[^>]*)?>$/.exec(typed.value)?.[1] ?? typed.value.replace(/^@/, '');
        const found = await parts.safety.memberNamed(communityId, named);
        if (found === undefined || found === id) return reply(noticeCard(locale, 'block-unknown'));
        await keepApart(parts, context, found);
        return reply(await people(parts, context, 'blocked-said'));
      },
    }),
    defineCommand({
      name: 'reports',
      audience: 'moderator',
      summary: (locale) => messages.text(locale, 'summary-reports'),
      firstResponse: 'private',
      options: {},
      run: async ({ member }) =>
        reply(reportsCard(member.locale, await parts.safety.reports(member.communityId, member.id, reportsShown))),
    }),
  ];
}

/**
 * The two are never paired again, what lies ahead of them does not take place, as where somebody cannot make it, and no channel
 * is told of what they practised.
 */
async function keepApart(parts: Parts, { member, now }: Context, blockedId: string): Promise<void> {
  await parts.database.transaction(async (queries) => {
    await parts.safety.block(queries, member.id, blockedId);
    for (const { id } of await parts.pairings.allOf(queries, member.id)) {
      const pairing = await parts.pairings.lock(id, queries);
      const there = pairing ? active(pairing) : [];
      const me = there.find(({ memberId }) => memberId === member.id);
      if (!pairing || !me || !there.some(({ memberId }) => memberId === blockedId)) continue;
      await parts.pairings.changePartner(queries, me.id, { announce: false });
      // Told now that somebody could not make it, whoever sat there would know why.
      if (isOpen(pairing) && !hasBegun(pairing, now)) await goOnWithout(parts, queries, pairing, me, now);
    }
  });
}

async function people(parts: Parts, { member }: Context, said?: TextKey): Promise<Card> {
  const blocked = await parts.safety.blocked(member.id);
  const names = new Set(blocked.map(({ platformUserId }) => platformUserId));
  const lately = await parts.pairings.lately(member.id, latelyShown);
  const others = lately.filter(({ platformUserId }) => !names.has(platformUserId));
  return peopleCard(member.locale, others, blocked.slice(0, blocksShown), said);
}

/** Our id of the partner that a membership names, where the actor was paired with them. */
async function partnerOf(parts: Parts, { member }: Context, row: string): Promise<string | undefined> {
  const found = isRowId(row) ? await parts.pairings.ofPartner(row) : undefined;
  const isMine = found?.pairing.partners.some(({ memberId }) => memberId === member.id);
  return found && isMine && found.partner.memberId !== member.id ? found.partner.memberId : undefined;
}

export function apartActions(parts: Parts): ActionHandler[] {
  return [
    {
      action: actions.block,
      run: async (context, { row }) => {
        const other = await partnerOf(parts, context, row);
        if (other === undefined) return expiredReply(context.member.locale);
        await keepApart(parts, context, other);
        return replace(await people(parts, context, 'blocked-said'));
      },
    },
    {
      action: actions.unblock,
      run: async (context, { row }) => {
        if (!isRowId(row)) return expiredReply(context.member.locale);
        await parts.safety.unblock(context.member.id, row);
        return replace(await people(parts, context, 'unblocked-said'));
      },
    },
    {
      action: actions.closeReport,
      audience: 'moderator',
      run: async ({ member }, { row }) => {
        if (isRowId(row)) await parts.safety.closeReport(member.communityId, member.id, row);
        return replace(
          reportsCard(member.locale, await parts.safety.reports(member.communityId, member.id, reportsShown)),
        );
      },
    },
  ];
}

export function reportHandler(parts: Parts): FormHandler {
  return {
    action: actions.report,
    build: async (context, { row }) => {
      const other = await partnerOf(parts, context, row);
      return other === undefined ? expiredReply(context.member.locale) : reportForm(context.member.locale, row);
    },
    run: async (context, { row, values }) => {
      const { id: memberId, locale, communityId } = context.member;
      const aboutId = await partnerOf(parts, context, row);
      if (aboutId === undefined) return expiredReply(locale);
      const id = context.newId();
      await parts.database.transaction(async (queries) => {
        await parts.safety.report(queries, {
          id,
          memberId,
          aboutId,
          said: textValue(values, 'said'),
          now: context.now,
        });
        await parts.outbox.enqueue(queries, { kind: messageKinds.report, row: id, communityId });
      });
      return reply(noticeCard(locale, 'report-said-it'));
    },
  };
}
