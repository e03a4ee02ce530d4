import { actionToken } from '../../core/interactions/index.ts';
import { type Counted, leastForNumbers } from '../../core/numbers.ts';
import { type Locale, type RichText, rich, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Button, type Card, card, excerpt, type Section, text } from '../../core/views/index.ts';
import type { CheckinGoal } from '../goals/index.ts';
import { actions } from './actions.ts';
import { type AnswerWords, dayOf, promptAt, type Question, questionsOf, type Round, type Schedule } from './rules.ts';
import { messages } from './texts.ts';

/** What the cards of a round show of it. */
export interface RoundView {
  readonly round: Round;
  readonly schedule: Pick<Schedule, 'zone'>;
  readonly locale: Locale;
  /** Those who answered or rest. */
  readonly answered: number;
  readonly cheers: number;
}

interface ReadAnswer {
  readonly platformUserId: string;
  readonly words: AnswerWords | undefined;
}

// Room for eight excerpts and what stands around them.
const excerptLength = 160;

export function roundTitle({ locale, round, schedule }: RoundView): string {
  return messages.text(locale, 'thread-title', { date: formatDate(dayOf(round, schedule), locale, 'short') });
}

/** The card that a thread opens with. It counts who came and says nothing of who did not. */
export function rootCard(view: RoundView, prompts: readonly string[], isPreview = false): Card {
  const { round, locale, answered } = view;
  const prompt = prompts[promptAt(round.number, prompts.length)] ?? '';
  const closes = { kind: 'moment', instant: round.closesAt.toISOString(), show: 'datetime' } as const;
  const isOpen = round.state === 'open';
  const sections: Section[] = [
    text(rich(prompt)),
    ...(answered > 0 ? [text(messages.rich(locale, 'root-count', { count: answered }))] : []),
    text(isOpen ? messages.rich(locale, 'root-how', { closes }) : messages.rich(locale, 'root-closed')),
  ];
  const goals: Button = button(locale, 'button-goals', actions.goals, '-');
  const open = [
    button(locale, 'button-checkin', actions.answer, round.id, 'primary'),
    button(locale, 'button-rest', actions.rest, round.id),
    goals,
  ];
  return card({
    title: roundTitle(view),
    sections,
    actions: isPreview ? [] : isOpen ? open : [goals],
  });
}

/** A question as it is asked. */
export function questionText(locale: Locale, question: Question): string {
  return 'own' in question ? question.own : messages.text(locale, `form-${question.name}`);
}

function answerLabel(locale: Locale, question: Question): string {
  return 'own' in question ? question.own : messages.text(locale, `answer-${question.name}`);
}

// As many as are read at a glance.
const shownGoals = 5;

/** An answer as its author wants it read, with those of their goals that they let stand there. */
export function answerCard(
  locale: Locale,
  round: Pick<Round, 'questions'>,
  { platformUserId, words: said = {} }: ReadAnswer,
  goals: readonly Pick<CheckinGoal, 'what' | 'standing'>[],
): Card {
  const name = { kind: 'member', platformId: platformUserId } as const;
  const parts = questionsOf(round).flatMap((question) => {
    const value = said[question.name] ?? '';
    return value === '' ? [] : [text(labelled(answerLabel(locale, question), value))];
  });
  const { feeling = 'unsaid' } = said;
  // What the author wrote of a goal themselves needs no second line.
  const written = Object.values(said).join('\n').toLowerCase();
  const unsaid = goals.filter(({ what }) => !written.includes(what.toLowerCase())).slice(0, shownGoals);
  const lines = unsaid.map(({ what, standing }) => `${what}: ${standing}`).join('\n');
  return card({
    sections: [
      text(messages.rich(locale, 'answer-by', { name })),
      ...parts,
      ...(feeling === 'unsaid' ? [] : [text(messages.rich(locale, 'answer-feeling', { feeling }))]),
      ...(lines === '' ? [] : [text(labelled(messages.text(locale, 'answer-goals'), lines))]),
    ],
  });
}

export function takenBackCard(locale: Locale): Card {
  return card({ sections: [text(messages.rich(locale, 'answer-taken-back'))] });
}

const told = ['applications', 'interviews', 'rejections'] as const;

/** What a community did in the days before a check-in closed. */
export type CommunityNumbers = Readonly<Record<(typeof told)[number], Counted>>;

/** What the round came to. Numbers of the whole community only where they point at nobody. */
export function summaryCard(view: RoundView, shared: readonly ReadAnswer[], numbers: CommunityNumbers): Card {
  const { locale, answered, cheers, round, schedule } = view;
  const [first] = questionsOf(round);
  const lines = shared.flatMap(({ platformUserId, words: said }) => {
    const done = said?.[first.name] ?? '';
    if (done === '') return [];
    const name = { kind: 'member', platformId: platformUserId } as const;
    const did = excerpt(words(done.replaceAll('\n', ' ')), excerptLength);
    return [text(messages.rich(locale, 'summary-line', { name, did }))];
  });
  const opening = answered >= leastForNumbers ? 'summary-many' : 'summary-few';
  return card({
    title: messages.text(locale, 'summary-title', { date: formatDate(dayOf(round, schedule), locale, 'short') }),
    sections: [
      text(messages.rich(locale, opening, { count: answered })),
      ...lines,
      ...numberSections(locale, numbers),
      ...(cheers > 0 ? [text(messages.rich(locale, 'summary-cheers', { count: cheers }))] : []),
    ],
    actions: [button(locale, 'button-cheer', actions.cheer, round.id)],
  });
}

function numberSections(locale: Locale, numbers: CommunityNumbers): Section[] {
  const lines = told.flatMap((what) => {
    const { count, members } = numbers[what];
    return members < leastForNumbers ? [] : [`- ${messages.text(locale, `numbers-${what}`, { count })}`];
  });
  return lines.length === 0 ? [] : [text(messages.rich(locale, 'numbers')), text(rich(lines.join('\n')))];
}

/** A word in private to who asked to be reminded. */
export function nudgeCard(locale: Locale, round: Round, tone: 'plain' | 'soft'): Card {
  return card({
    title: messages.text(locale, 'nudge-title'),
    sections: [text(messages.rich(locale, tone === 'soft' ? 'nudge-soft' : 'nudge-plain'))],
    actions: [
      button(locale, 'button-checkin', actions.answer, round.id, 'primary'),
      button(locale, 'button-rest', actions.rest, round.id),
      button(locale, 'button-no-nudges', actions.noNudges, '-'),
    ],
    footer: messages.rich(locale, 'nudge-why'),
  });
}

/** Tells who set a schedule up that one was left out, because the bot was away. */
export function missedCard({ locale, round, schedule }: Pick<RoundView, 'locale' | 'round' | 'schedule'>): Card {
  const date = formatDate(dayOf(round, schedule), locale);
  return card({
    title: messages.text(locale, 'missed-title'),
    sections: [text(messages.rich(locale, 'missed-text', { date }))],
  });
}

/** Tells who set a schedule up that its channel is out of reach. */
export function unreachableCard({ locale }: Pick<RoundView, 'locale'>): Card {
  return card({
    title: messages.text(locale, 'unreachable-title'),
    sections: [text(messages.rich(locale, 'unreachable-text'))],
  });
}

function labelled(label: string, value: string): RichText {
  const children = [
    // A moderator's wording, maybe: shown as typed.
    { type: 'strong', children: [{ type: 'words', value: words(label).value }] },
    { type: 'break' },
    { type: 'words', value: words(value).value },
  ] as const;
  return [{ type: 'paragraph', children }];
}

export function button(
  locale: Locale,
  label: Parameters<typeof messages.text>[1],
  action: string,
  row: string,
  style: Button['style'] = 'plain',
  version = 0,
): Button {
  return { kind: 'button', style, label: messages.text(locale, label), token: actionToken(action, row, version) };
}
