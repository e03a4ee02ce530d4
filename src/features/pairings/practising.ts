import type { QuestionSet } from '../../content/index.ts';
import { type ChoiceOption, type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  type Outcome,
  type Press,
  reply,
  type Shelf,
} from '../../core/interactions/index.ts';
import { daysBetween, localDateOf } from '../../core/time/index.ts';
import { areas } from '../feedback/index.ts';
import { actions } from './actions.ts';
import { kindName, noticeCard } from './controls.ts';
import { messageKinds } from './message-kinds.ts';
import type { Parts } from './parts.ts';
import { kindFor } from './rules.ts';
import { messages } from './texts.ts';
import { areaCard, questionCard, questionsCard, showsCard } from './views-practice.ts';
import { type Kind, kinds } from './vocabulary.ts';

const kindOption: ChoiceOption<Kind> = {
  kind: 'choice',
  summary: (locale) => messages.text(locale, 'option-kind'),
  choices: kinds.map((value) => ({ value, label: (locale) => kindName(locale, value) })),
};

/** Practising alone, and the questions to read and share. */
export function practisingCommands(parts: Parts, shelf: Shelf): Command[] {
  return [
    defineCommand({
      name: 'practise',
      summary: (locale) => messages.text(locale, 'summary-practise'),
      firstResponse: 'private',
      options: { kind: kindOption },
      run: async (context, { kind }) => {
        const chosen = kind ?? (await ownKind(parts, context));
        return reply(question(parts, context, chosen, firstOf(setOf(parts, context, chosen), context)));
      },
    }),
    defineCommand({
      name: 'questions',
      summary: (locale) => messages.text(locale, 'summary-questions'),
      firstResponse: 'private',
      options: { kind: kindOption },
      run: async (context, { kind }) => {
        const chosen = kind ?? (await ownKind(parts, context));
        return reply(questionsCard(context.member.locale, setOf(parts, context, chosen), chosen, false));
      },
    }),
    defineCommand({
      name: 'notes',
      summary: (locale) => messages.text(locale, 'summary-notes'),
      firstResponse: 'private',
      options: {},
      run: (context) => shelf.list(context),
    }),
  ];
}

async function ownKind(parts: Parts, { member }: Context): Promise<Kind> {
  return (await parts.profiles.of(member.id))?.kinds[0] ?? 'behavioural';
}

function setOf({ content }: Parts, { member }: Context, kind: Kind): QuestionSet {
  return content(member.locale).interviews[kind];
}

/** Each day begins with another question, so that no set is known by its first three alone. */
function firstOf({ questions }: QuestionSet, { now, member }: Context): number {
  return daysBetween('2026-01-01', localDateOf(now, member.zone)) % questions.length;
}

function question(parts: Parts, context: Context, kind: Kind, at: number) {
  const set = setOf(parts, context, kind);
  const shown = { kind, at: Math.abs(at) % set.questions.length };
  return questionCard(context.member.locale, set, shown, context.now);
}

export function practisingActions(parts: Parts): ActionHandler[] {
  const onKind = (
    action: string,
    run: (context: Context, kind: Kind, press: Press) => Promise<Outcome>,
  ): ActionHandler => ({
    action,
    run: async (context, press) => {
      const kind = kinds.find((each) => each === press.row);
      return kind ? run(context, kind, press) : expiredReply(context.member.locale);
    },
  });
  return [
    onKind(actions.questions, async (context, kind) =>
      reply(questionsCard(context.member.locale, setOf(parts, context, kind), kind, false)),
    ),
    onKind(actions.question, async (context, kind, { version }) => reply(question(parts, context, kind, version))),
    onKind(actions.shows, async (context, kind, { version }) => {
      const set = setOf(parts, context, kind);
      return reply(showsCard(context.member.locale, set, { kind, at: version % set.questions.length }));
    }),
    onKind(actions.share, async (context, kind) => {
      const { place, member } = context;
      if (place.kind === 'direct') return reply(noticeCard(member.locale, 'share-in-channel'));
      const row = context.newId();
      await parts.database.transaction(async (queries) => {
        await parts.shares.add(queries, { id: row, memberId: member.id, kind, to: place });
        const { communityId } = member;
        await parts.outbox.enqueue(queries, { kind: messageKinds.share, row, communityId, memberId: member.id });
      });
      return reply(noticeCard(member.locale, 'shared'));
    }),
    {
      action: actions.area,
      run: async ({ member }, { row }) => {
        const area = areas.find((each) => each === row);
        const kind = (area && kindFor(area)) ?? 'behavioural';
        const profile = await parts.profiles.of(member.id);
        return reply(areaCard(member.locale, kind, profile?.joined ?? false));
      },
    },
  ];
}
