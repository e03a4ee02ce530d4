import { eq, sql } from 'drizzle-orm';
import type { ContentByLocale } from '../../content/index.ts';
import type { MessageKind } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import { needConsent, pairingConsent, plannerConsent } from './consents.ts';
import { messageKinds } from './message-kinds.ts';
import { active } from './rules-rounds.ts';
import { pairingReports, pairingSchedules } from './schema.ts';
import { isResting, type RestParts } from './sending.ts';
import type { NeedsStore } from './store-needs.ts';
import type { PairingsStore } from './store-pairings.ts';
import type { RubricsStore } from './store-rubrics.ts';
import type { SafetyStore } from './store-safety.ts';
import type { SchedulesStore } from './store-schedules.ts';
import type { SharesStore } from './store-shares.ts';
import { needAskCard, needStatusCard } from './views-need.ts';
import { givenCard, questionsCard } from './views-practice.ts';
import { announcedCard, reportedCard } from './views-safety.ts';

interface MoreSendingParts extends RestParts {
  readonly content: ContentByLocale;
  readonly needs: NeedsStore;
  readonly pairings: PairingsStore;
  readonly rubrics: RubricsStore;
  readonly safety: SafetyStore;
  readonly schedules: SchedulesStore;
  readonly shares: SharesStore;
}

/** What is sent because a member wrote, shared or reported something. */
export function memberMessages(parts: MoreSendingParts): MessageKind<Queries>[] {
  const { pairings, rubrics, safety, schedules, shares, needs, content, database } = parts;
  return [
    {
      kind: messageKinds.rubric,
      standsOn: pairingConsent,
      build: async (row) => {
        const given = await rubrics.find(row);
        const about = given && (await pairings.ofPartner(given.aboutPartner));
        if (!about || given.state !== 'given') return undefined;
        // Whoever keeps apart from its author is spared their words, and the author does not hear of it.
        if (await safety.hasBlocked(given.aboutId, given.authorId)) return undefined;
        // What somebody took the time to write is not lost on a pause.
        if (await isResting(parts, { ...about.partner, communityId: given.communityId })) {
          await rubrics.hold(database.queries, row, true);
          return undefined;
        }
        const { platformUserId: userId, locale } = about.partner;
        const card = givenCard(locale, row, given.rubric, about.pairing.kind);
        return { what: 'message', to: { kind: 'direct', userId }, card };
      },
      sent: (queries, row, { reference }) => rubrics.arrive(queries, row, reference),
    },
    {
      kind: messageKinds.announce,
      standsOn: 'place',
      build: async (row) => {
        const pairing = await pairings.find(row);
        const schedule = pairing && (await schedules.ofCommunity(pairing.communityId));
        const there = pairing ? active(pairing) : [];
        // Everybody's word is looked at once more at the last moment.
        if (!pairing || !schedule || !there.every(({ announce }) => announce)) return undefined;
        const [community] = await database.queries
          .select()
          .from(communities)
          .where(eq(communities.id, pairing.communityId));
        const card = announcedCard(community?.locale ?? 'en', pairing);
        return { what: 'message', to: { kind: 'channel', channelId: schedule.channelId }, card };
      },
    },
    {
      kind: messageKinds.share,
      standsOn: 'place',
      build: async (row) => {
        const share = await shares.find(row);
        if (!share) return undefined;
        const card = questionsCard(share.locale, content(share.locale).interviews[share.kind], share.kind, true);
        return { what: 'message', to: share.to, card };
      },
    },
    {
      kind: messageKinds.needAsk,
      standsOn: needConsent,
      build: async (row) => {
        const ask = await needs.ask(row);
        const need = ask && (await needs.find(ask.needId));
        if (!ask || need?.state !== 'asking' || ask.answer !== 'none') return undefined;
        if (await isResting(parts, { ...ask, communityId: need.communityId })) return undefined;
        return {
          what: 'message',
          to: { kind: 'direct', userId: ask.platformUserId },
          card: needAskCard(ask.locale, ask, need),
        };
      },
    },
    {
      kind: messageKinds.needNone,
      standsOn: pairingConsent,
      build: async (row) => {
        const need = await needs.find(row);
        if (need?.state !== 'none' || (await isResting(parts, need))) return undefined;
        const card = needStatusCard(need.locale, need);
        return { what: 'message', to: { kind: 'direct', userId: need.platformUserId }, card };
      },
    },
    {
      kind: messageKinds.report,
      standsOn: plannerConsent,
      build: async (row) => {
        const [report] = await database.queries
          .select({ communityId: members.communityId, aboutId: pairingReports.aboutId })
          .from(pairingReports)
          .innerJoin(members, eq(members.id, pairingReports.memberId))
          .where(eq(pairingReports.id, row));
        if (!report) return undefined;
        const [planner] = await database.queries
          .select({
            userId: members.platformUserId,
            memberId: members.id,
            communityId: members.communityId,
            zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
            locale: communities.locale,
          })
          .from(pairingSchedules)
          .innerJoin(members, eq(members.id, pairingSchedules.setBy))
          .innerJoin(communities, eq(communities.id, members.communityId))
          .where(eq(pairingSchedules.communityId, report.communityId));
        // Whom it is about reads nothing of it, whatever their part here.
        if (!planner || planner.memberId === report.aboutId || (await isResting(parts, planner))) return undefined;
        const to = { kind: 'direct', userId: planner.userId } as const;
        return { what: 'message', to, card: reportedCard(planner.locale) };
      },
    },
  ];
}
