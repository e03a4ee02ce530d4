import {
  type ActionHandler,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  isRowId,
  type Outcome,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Card, FormValues } from '../../core/views/index.ts';
import type { CheckinGoal } from '../goals/index.ts';
import { actions } from './actions.ts';
import { kinds } from './kinds.ts';
import type { Parts } from './parts.ts';
import { type Answer, type AnswerWords, feelings, formRoom, questionsOf } from './rules.ts';
import type { RoundFacts } from './store.ts';
import type { AnswerChange } from './store-answers.ts';
import { answeredCard, answerForm, noticeCard } from './views.ts';
import { rootCard } from './views-thread.ts';

/** The form of a check-in: the same to write it and to change it, until the round closes. */
export function answerFormHandler(parts: Parts): FormHandler {
  return {
    action: actions.answer,
    build: async (context, { row }) => {
      const facts = await openRound(parts, context, row);
      if ('kind' in facts) return facts;
      const before = await parts.answers.of(row, context.member.id);
      return answerForm(context.member.locale, facts, before, await prefill(parts, context, facts));
    },
    run: async (context, { row, values }) => {
      const facts = await openRound(parts, context, row);
      if ('kind' in facts) return facts;
      const said = questionsOf(facts.round).map(({ name }) => [name, textValue(values, name)]);
      const feeling = feelings.find((each) => each === chosenValues(values, 'feeling')[0]) ?? 'unsaid';
      const words: AnswerWords = { ...Object.fromEntries(said), feeling };
      const before = await parts.answers.of(row, context.member.id);
      const isShared = isToBeRead(facts, values, before);
      return answer(parts, context, facts, { kind: 'answer', isShared, words });
    },
  };
}

// Communities have one schedule or two; a page has room for the check-ins of three.
const mostOnPage = 3;

/** The check-ins that are open to the member: what they answered, else the way to answer. For their own page. */
export async function openCheckins(parts: Parts, { member, now }: Context): Promise<readonly Card[]> {
  const schedules = await parts.store.schedules(member.communityId);
  const newest = await Promise.all(
    schedules.map(async (schedule) => (await parts.store.rounds(schedule.id, 1)).map((round) => ({ schedule, round }))),
  );
  const open = newest.flat().filter(({ round }) => round.state === 'open' && now < round.closesAt);
  return Promise.all(
    open.slice(0, mostOnPage).map(async ({ schedule, round }) => {
      const { locale } = member;
      const answer = await parts.answers.of(round.id, member.id);
      if (answer && answer.kind !== 'withdrawn') return answeredCard(locale, { round, schedule }, answer, []);
      return rootCard({ schedule, round, locale, answered: round.answered, cheers: 0 }, parts.content(locale).prompts);
    }),
  );
}

function isToBeRead({ round, schedule }: RoundFacts, values: FormValues, before: Answer | undefined): boolean {
  const { sharing } = schedule;
  if (sharing !== 'choice') return sharing === 'thread';
  return formRoom(round, sharing).share ? chosenValues(values, 'share')[0] === 'thread' : (before?.isShared ?? false);
}

const prefilledGoals = 5;

/** What was logged on goals, as a first line: only of those that may be read where the answer may come to be read. */
async function prefill({ goals }: Parts, { member, now }: Context, { schedule }: RoundFacts): Promise<string> {
  const mayStand = (goal: CheckinGoal) => goal.isUnderWay && (goal.isVisible || schedule.sharing === 'private');
  const shown = (await goals.forCheckin(member, now)).filter(mayStand).slice(0, prefilledGoals);
  return shown.map(({ what, standing }) => `${what}: ${standing}`).join('\n');
}

export function answerActions(parts: Parts): ActionHandler[] {
  const inOpen = (action: string, run: (context: Context, facts: RoundFacts) => Promise<Outcome>): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const facts = await openRound(parts, context, row);
      return 'kind' in facts ? facts : run(context, facts);
    },
  });
  return [
    inOpen(actions.rest, (context, facts) => answer(parts, context, facts, { kind: 'rest', isShared: false })),
    inOpen(actions.share, (context, facts) => reveal(parts, context, facts, true)),
    inOpen(actions.keep, (context, facts) => reveal(parts, context, facts, false)),
    inOpen(actions.takeBack, async (context, facts) => {
      await answer(parts, context, facts, { kind: 'withdrawn', isShared: false });
      return reply(noticeCard(context.member.locale, 'taken-back', 'taken-title'));
    }),
    { action: actions.goals, run: async (context) => reply(await parts.goals.list(context)) },
    {
      action: actions.cheer,
      run: async (context, { row }) => {
        const facts = await ofCommunity(parts, context, row);
        if (!facts) return expiredReply(context.member.locale);
        await parts.database.transaction(async (queries) => {
          await parts.store.cheer(row, context.member.id, queries);
          const { communityId } = facts.schedule;
          await parts.outbox.refresh(queries, { kind: kinds.summaryEdit, row, communityId });
        });
        return reply(noticeCard(context.member.locale, 'cheered'));
      },
    },
  ];
}

async function ofCommunity(parts: Parts, { member }: Context, row: string): Promise<RoundFacts | undefined> {
  const facts = isRowId(row) ? await parts.store.round(row) : undefined;
  return facts?.schedule.communityId === member.communityId ? facts : undefined;
}

async function openRound(parts: Parts, context: Context, row: string): Promise<RoundFacts | Outcome> {
  const facts = await ofCommunity(parts, context, row);
  if (!facts) return expiredReply(context.member.locale);
  const isOpen = facts.round.state === 'open' && context.now < facts.round.closesAt;
  return isOpen ? facts : reply(noticeCard(context.member.locale, 'round-closed'));
}

/** Lets the others read what the member answered, or no longer. */
async function reveal(parts: Parts, context: Context, facts: RoundFacts, isShared: boolean): Promise<Outcome> {
  const { round, schedule } = facts;
  const before = await parts.answers.of(round.id, context.member.id);
  const mayBe = schedule.sharing === 'choice' || !isShared;
  if (before?.kind !== 'answer' || !before.words || !mayBe) return expiredReply(context.member.locale);
  return answer(parts, context, facts, { kind: 'answer', isShared, words: before.words });
}

/** Keeps an answer, and asks for what others may see of it: the count, and the words where they are to be read. */
async function answer(
  parts: Parts,
  context: Context,
  { round, schedule }: RoundFacts,
  change: Pick<AnswerChange, 'kind' | 'isShared' | 'words'>,
): Promise<Outcome> {
  const { member, now } = context;
  const { communityId } = schedule;
  const kept = await parts.database.transaction(async (queries) => {
    const put = await parts.answers.put(queries, { ...change, roundId: round.id, memberId: member.id, now });
    await parts.outbox.refresh(queries, { kind: kinds.root, row: round.id, communityId });
    const about = { row: put.id, communityId, memberId: member.id };
    if (put.message) await parts.outbox.refresh(queries, { ...about, kind: kinds.answerEdit });
    else if (put.isShared) await parts.outbox.refresh(queries, { ...about, kind: kinds.answer });
    return put;
  });
  const goals = kept.kind === 'answer' ? await parts.goals.forCheckin(member, now) : [];
  return reply(answeredCard(member.locale, { round, schedule }, kept, goals));
}
