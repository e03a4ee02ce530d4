import type { ContentByLocale } from '../../content/index.ts';
import { Temporary } from '../../core/errors/index.ts';
import type { Clock, MessageKind, Outgoing } from '../../core/ports/index.ts';
import { instantOf, localDateOf, type Weekday } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Goals } from '../goals/index.ts';
import { nudgeConsent, troubleConsent } from './consents.ts';
import { kinds } from './kinds.ts';
import { isPaused, nudgeNow } from './rules.ts';
import type { CheckinsStore, RoundFacts } from './store.ts';
import type { AnswersStore, SharedAnswer } from './store-answers.ts';
import type { WishesStore } from './store-wishes.ts';
import {
  answerCard,
  type CommunityNumbers,
  missedCard,
  nudgeCard,
  rootCard,
  roundTitle,
  summaryCard,
  takenBackCard,
  unreachableCard,
} from './views-thread.ts';

export interface SendingParts {
  readonly store: CheckinsStore;
  readonly answers: AnswersStore;
  readonly wishes: WishesStore;
  readonly content: ContentByLocale;
  readonly clock: Clock;
  readonly outbox: {
    enqueue(queries: Queries, message: { kind: string; row: string; communityId: string }): Promise<void>;
  };
  /** When the member last logged a rejection. */
  lastRejection(memberId: string): Promise<Date | undefined>;
  readonly goals: Pick<Goals, 'forCheckin'>;
  /** What a community did from one instant to the other. */
  numbers(communityId: string, from: Date, until: Date): Promise<CommunityNumbers>;
}

const numbersOverMs = 7 * 24 * 60 * 60 * 1000;

// More than this many excerpts make a wall that nobody reads; all of them stand in the thread above.
const summarised = 8;

/** Everything that check-ins send of themselves. What is said is built at the moment of sending. */
export function checkinMessages(parts: SendingParts): MessageKind<Queries>[] {
  return [...aboutRounds(parts), ...aboutAnswers(parts), nudges(parts)];
}

function aboutRounds(parts: SendingParts): MessageKind<Queries>[] {
  const { store, content } = parts;
  const withRound = (build: (facts: RoundFacts) => Outgoing | undefined | Promise<Outgoing | undefined>) => {
    return async (row: string) => {
      const facts = await store.round(row);
      return facts && build(facts);
    };
  };
  const root = (facts: RoundFacts) => rootCard(facts, content(facts.locale).prompts);
  const summary = async (facts: RoundFacts) => {
    const { round, schedule } = facts;
    const since = new Date(round.closesAt.getTime() - numbersOverMs);
    const numbers = await parts.numbers(schedule.communityId, since, round.closesAt);
    return summaryCard(facts, await parts.answers.shared(round.id, summarised), numbers);
  };
  /** Told to who set it up, in private. */
  const toModerator = (card: typeof missedCard) =>
    withRound(async (facts) => {
      const { setBy } = facts;
      if (!setBy || isPaused(await parts.wishes.of(setBy.id), localDateOf(parts.clock.now(), setBy.zone)))
        return undefined;
      return { what: 'message', to: { kind: 'direct', userId: setBy.platformUserId }, card: card(facts) };
    });

  return [
    {
      kind: kinds.open,
      standsOn: 'place',
      build: withRound((facts) => {
        const { round, schedule } = facts;
        if (round.state !== 'open') return undefined;
        const title = roundTitle(facts);
        return { what: 'thread', channelId: schedule.channelId, title, opening: root(facts) };
      }),
      sent: async (queries, row, { to, reference }) => {
        if (to) await store.placeRound(queries, row, { to, opening: reference });
      },
      notReached: async (queries, row, why) => {
        if (why === 'deleted') return store.close(queries, row);
        await store.letRest(queries, row);
        const facts = await store.round(row, queries);
        const communityId = facts?.schedule.communityId;
        if (communityId) await parts.outbox.enqueue(queries, { kind: kinds.unreachable, row, communityId });
      },
    },
    {
      kind: kinds.root,
      standsOn: 'place',
      build: withRound((facts) => {
        const reference = facts.round.place?.opening;
        return reference && { what: 'edit', reference, card: root(facts) };
      }),
    },
    {
      kind: kinds.summary,
      standsOn: 'place',
      build: withRound(async (facts) => {
        const to = facts.round.place?.to;
        // A thread that nobody wrote in needs no summary of nothing.
        return to && facts.answered > 0 ? { what: 'message', to, card: await summary(facts) } : undefined;
      }),
      sent: (queries, row, { reference }) => store.placeSummary(queries, row, reference),
    },
    {
      kind: kinds.summaryEdit,
      standsOn: 'place',
      build: withRound(async (facts) => {
        const reference = facts.round.summary;
        return reference && { what: 'edit', reference, card: await summary(facts) };
      }),
    },
    { kind: kinds.missed, standsOn: troubleConsent, build: toModerator(missedCard) },
    { kind: kinds.unreachable, standsOn: troubleConsent, build: toModerator(unreachableCard) },
  ];
}

function aboutAnswers(parts: SendingParts): MessageKind<Queries>[] {
  const { store, answers } = parts;
  const find = async (row: string): Promise<{ answer: SharedAnswer; facts: RoundFacts } | undefined> => {
    const answer = await answers.find(row);
    const facts = answer && (await store.round(answer.roundId));
    return answer && facts && { answer, facts };
  };
  const shown = async ({ answer, facts }: { answer: SharedAnswer; facts: RoundFacts }) => {
    const { locale, round } = facts;
    const owner = { id: answer.memberId, zone: answer.zone, locale, weekStart: (answer.weekStart ?? 1) as Weekday };
    const goals = (await parts.goals.forCheckin(owner, parts.clock.now())).filter((goal) => goal.isVisible);
    return answerCard(locale, round, answer, goals);
  };
  const isRead = (answer: SharedAnswer) => answer.isShared && answer.kind === 'answer';
  return [
    {
      kind: kinds.answer,
      standsOn: 'place',
      build: async (row) => {
        const found = await find(row);
        const to = found?.facts.round.place?.to;
        // What was taken back before it was sent is not sent, and what stands there already is edited instead.
        if (!found || !isRead(found.answer) || found.answer.message) return undefined;
        if (!to) throw new Temporary('the thread is not there yet');
        return { what: 'message', to, card: await shown(found) };
      },
      sent: (queries, row, { reference }) => answers.placed(queries, row, reference),
    },
    {
      kind: kinds.answerEdit,
      standsOn: 'place',
      build: async (row) => {
        const found = await find(row);
        const reference = found?.answer.message;
        if (!found || !reference) return undefined;
        const { answer, facts } = found;
        const card = isRead(answer) ? await shown(found) : takenBackCard(facts.locale);
        return { what: 'edit', reference, card };
      },
    },
  ];
}

function nudges({ store, answers, wishes, clock, lastRejection }: SendingParts): MessageKind<Queries> {
  return {
    kind: kinds.nudge,
    standsOn: nudgeConsent,
    build: async (row) => {
      const nudge = await wishes.nudge(row);
      const facts = nudge && (await store.round(nudge.roundId));
      if (!nudge || !facts) return undefined;
      const { memberId, zone, date } = nudge;
      const wished = await wishes.of(memberId);
      const answer = await answers.of(facts.round.id, memberId);
      const tone = nudgeNow(
        {
          wishes: wished,
          hasAnswered: answer !== undefined && answer.kind !== 'withdrawn',
          isOpen: facts.round.state === 'open',
          dueAt: instantOf(date, wished.nudgeTime, zone) ?? clock.now(),
          zone,
          lastRejection: await lastRejection(memberId),
        },
        clock.now(),
      );
      if (tone === undefined) return undefined;
      if (!facts.round.place) {
        // Of a check-in that could not open nobody is reminded.
        if (facts.schedule.state === 'waiting') return undefined;
        throw new Temporary('the thread is not there yet');
      }
      const to = { kind: 'direct', userId: nudge.platformUserId } as const;
      return { what: 'message', to, card: nudgeCard(nudge.locale, facts.round, tone) };
    },
  };
}
