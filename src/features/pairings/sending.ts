import { eq, sql } from 'drizzle-orm';
import type { Clock, MessageKind, Outbox, Outgoing } from '../../core/ports/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { communities, members } from '../../db/schema.ts';
import { calendarFile } from './calendar-file.ts';
import { pairingConsent, plannerConsent, reminderConsent } from './consents.ts';
import { messageKinds } from './message-kinds.ts';
import { active, type Pairing, type Partner } from './rules-rounds.ts';
import { pairingEntries, pairingRounds } from './schema.ts';
import type { PairingsStore } from './store-pairings.ts';
import type { PausesOf } from './store-people.ts';
import type { Planner, SchedulesStore } from './store-schedules.ts';
import {
  afterCard,
  eveningCard,
  invitedCard,
  missedCard,
  placeCard,
  placeTitle,
  stayCard,
  unreachableCard,
  waitingCard,
  wordCard,
} from './views-pairing.ts';

export interface RestParts {
  readonly database: Database;
  readonly pausesOf: PausesOf;
  readonly clock: Clock;
}

export interface SendingParts extends RestParts {
  readonly outbox: Outbox<Queries>;
  readonly pairings: PairingsStore;
  readonly schedules: SchedulesStore;
}

interface Recipient {
  readonly communityId: string;
  readonly memberId: string;
  readonly zone: string;
}

/** Everything that mock interviews send of themselves. What is said is built at the moment of sending. */
export function pairingMessages(parts: SendingParts): MessageKind<Queries>[] {
  return [...aboutEntries(parts), ...aboutPlaces(parts), ...toPartners(parts), ...toPlanners(parts)];
}

/** Whether somebody asked to be sent nothing today. What they are not told stands in `/mock status` all the same. */
export async function isResting(
  { database, pausesOf, clock }: RestParts,
  to: Recipient,
  queries: Queries = database.queries,
): Promise<boolean> {
  const until = (await pausesOf(queries, to.communityId)).get(to.memberId);
  return until !== undefined && localDateOf(clock.now(), to.zone) <= until;
}

function aboutEntries(parts: SendingParts): MessageKind<Queries>[] {
  const { database, clock } = parts;
  const find = async (id: string) => {
    const [row] = await database.queries
      .select({
        entry: pairingEntries,
        round: pairingRounds,
        userId: members.platformUserId,
        communityId: members.communityId,
        memberId: members.id,
        zone: sql<string>`coalesce(${members.zone}, ${communities.zone})`,
        locale: sql<string>`coalesce(${members.locale}, ${communities.locale})`,
      })
      .from(pairingEntries)
      .innerJoin(pairingRounds, eq(pairingRounds.id, pairingEntries.roundId))
      .innerJoin(members, eq(members.id, pairingEntries.memberId))
      .innerJoin(communities, eq(communities.id, members.communityId))
      .where(eq(pairingEntries.id, id));
    return row && !(await isResting(parts, row)) ? row : undefined;
  };
  const direct = (userId: string, card: Card): Outgoing => ({ what: 'message', to: { kind: 'direct', userId }, card });
  return [
    {
      kind: messageKinds.evening,
      standsOn: pairingConsent,
      build: async (row) => {
        const found = await find(row);
        if (found?.round.state !== 'asking' || clock.now() >= found.round.opensAt) return undefined;
        return direct(found.userId, eveningCard(found.locale, row, found.round.opensAt));
      },
    },
    {
      kind: messageKinds.waiting,
      standsOn: pairingConsent,
      build: async (row) => {
        const found = await find(row);
        if (found?.entry.outcome !== 'waiting') return undefined;
        return direct(found.userId, waitingCard(found.locale, found.entry.why));
      },
    },
  ];
}

function aboutPlaces({ database, pairings, schedules, outbox }: SendingParts): MessageKind<Queries>[] {
  const localeOf = async (communityId: string) => {
    const [row] = await database.queries.select().from(communities).where(eq(communities.id, communityId));
    return row?.locale ?? 'en';
  };
  return [
    {
      kind: messageKinds.place,
      standsOn: pairingConsent,
      build: async (row) => {
        const pairing = await pairings.find(row);
        const there = pairing ? active(pairing) : [];
        if (!pairing || pairing.state === 'called-off' || there.length < 2) return undefined;
        const schedule = pairing.roundId === null ? undefined : await schedules.ofCommunity(pairing.communityId);
        const channelId = schedule?.channelId ?? pairing.channelId;
        // Each has the other's message all the same, which then says so.
        if (channelId === null) return undefined;
        const locale = await localeOf(pairing.communityId);
        return {
          what: 'group',
          channelId,
          title: placeTitle(locale, pairing),
          opening: placeCard(locale, pairing),
          memberIds: there.map(({ platformUserId }) => platformUserId),
        };
      },
      sent: async (queries, row, { to, reference }) => {
        if (to) await pairings.change(queries, row, { place: { to, opening: reference } });
      },
      notReached: async (queries, row, why) => {
        const pairing = await pairings.find(row, queries);
        // Each of them was written to alone as well, and can do everything from there.
        if (!pairing || (why !== 'gone' && why !== 'forbidden')) return;
        const { roundId, communityId } = pairing;
        await schedules.letRest(queries, communityId);
        // Once for a round, however many of its places could not be opened.
        if (roundId) await outbox.enqueue(queries, { kind: messageKinds.unreachable, row: roundId, communityId });
      },
    },
    {
      kind: messageKinds.placeEdit,
      standsOn: 'place',
      build: async (row) => {
        const pairing = await pairings.find(row);
        if (!pairing?.place) return undefined;
        const card = placeCard(await localeOf(pairing.communityId), pairing);
        return { what: 'edit', reference: pairing.place.opening, card };
      },
    },
  ];
}

function toPartners(parts: SendingParts): MessageKind<Queries>[] {
  const { pairings, clock } = parts;
  const toOne = (
    kind: string,
    standsOn: MessageKind<Queries>['standsOn'],
    build: (
      pairing: Pairing,
      partner: Partner,
    ) => Pick<Extract<Outgoing, { what: 'message' }>, 'card' | 'files'> | undefined,
  ): MessageKind<Queries> => ({
    kind,
    standsOn,
    build: async (row) => {
      const found = await pairings.ofPartner(row);
      if (!found || (await isResting(parts, { ...found.partner, communityId: found.pairing.communityId })))
        return undefined;
      const built = build(found.pairing, found.partner);
      return built && { what: 'message', to: { kind: 'direct', userId: found.partner.platformUserId }, ...built };
    },
  });
  const isOn = ({ state }: Pairing, { state: mine }: Partner) =>
    mine === 'invited' && state !== 'called-off' && state !== 'over';
  return [
    toOne(messageKinds.invited, pairingConsent, (pairing, partner) =>
      isOn(pairing, partner) ? { card: invitedCard(partner.locale, pairing, partner) } : undefined,
    ),
    toOne(messageKinds.agreed, pairingConsent, (pairing, partner) => {
      const file = isOn(pairing, partner) ? calendarFile(partner.locale, pairing, clock.now()) : undefined;
      return file && { card: wordCard(partner.locale, 'agreed', pairing, partner), files: [file] };
    }),
    toOne(messageKinds.reminder, reminderConsent, (pairing, partner) => {
      const isAhead = pairing.startsAt !== null && clock.now() < pairing.startsAt;
      return isOn(pairing, partner) && isAhead
        ? { card: wordCard(partner.locale, 'reminder', pairing, partner) }
        : undefined;
    }),
    toOne(messageKinds.calledOff, pairingConsent, (pairing, partner) =>
      pairing.state === 'called-off' && partner.state === 'invited'
        ? { card: wordCard(partner.locale, 'called-off-text', pairing, partner) }
        : undefined,
    ),
    toOne(messageKinds.after, pairingConsent, (pairing, partner) =>
      isOn(pairing, partner) && partner.met === null ? { card: afterCard(partner.locale, pairing) } : undefined,
    ),
    toOne(messageKinds.stay, pairingConsent, (_, partner) => ({ card: stayCard(partner.locale) })),
  ];
}

/** To whoever planned the rounds, about one of them. */
function toPlanners(parts: SendingParts): MessageKind<Queries>[] {
  const toPlanner = (
    kind: string,
    build: (planner: Planner) => Promise<Card | undefined> | Card,
  ): MessageKind<Queries> => ({
    kind,
    standsOn: plannerConsent,
    build: async (row) => {
      const planner = (await parts.schedules.round(row))?.setBy;
      if (!planner || (await isResting(parts, planner))) return undefined;
      const card = await build(planner);
      return card && { what: 'message', to: { kind: 'direct', userId: planner.userId }, card };
    },
  });
  return [
    toPlanner(messageKinds.missed, ({ locale }) => missedCard(locale)),
    toPlanner(messageKinds.unreachable, async ({ communityId, locale }) => {
      const schedule = await parts.schedules.ofCommunity(communityId);
      // Whoever was quicker has started them again.
      return schedule?.state === 'waiting' ? unreachableCard(locale) : undefined;
    }),
  ];
}
