import { actionToken } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { formatDate, type LocalDate } from '../../core/time/index.ts';
import {
  type Button,
  type Card,
  card,
  type Form,
  form,
  type SelectField,
  type TextField,
  text,
} from '../../core/views/index.ts';
import type { CheckinGoal } from '../goals/index.ts';
import { actions } from './actions.ts';
import {
  type Answer,
  type AnswerWords,
  feelings,
  formRoom,
  nudgeStrengths,
  type Question,
  questionsOf,
  type Round,
  type Schedule,
  untilResumed,
  type Wishes,
} from './rules.ts';
import { messages } from './texts.ts';
import { button, questionText } from './views-thread.ts';

/** A round, as far as forms and answers need it. */
interface RoundOf {
  readonly round: Pick<Round, 'id' | 'closesAt' | 'questions' | 'asksFeeling'>;
  readonly schedule: Pick<Schedule, 'sharing'>;
}

const longestAnswer = 1000;

/** The check-in itself, with what was answered before; `prefilled` stands in the first field of a first answer. */
export function answerForm(
  locale: Locale,
  { round, schedule }: RoundOf,
  before: Answer | undefined,
  prefilled: string,
): Form {
  const { sharing } = schedule;
  const room = formRoom(round, sharing);
  const said: AnswerWords = before?.words ?? { [questionsOf(round)[0].name]: prefilled.slice(0, longestAnswer) };
  const moods = feelings.map((value) => ({ value, label: messages.text(locale, `feeling-${value}`) }));
  const readers = (['private', 'thread'] as const).map((value) => ({
    value,
    label: messages.text(locale, `share-${value}`),
  }));
  const choice = (name: 'feeling' | 'share', options: SelectField['options'], chosen: string): SelectField => {
    const label = messages.text(locale, `form-${name}`);
    return { kind: 'select', name, label, required: true, maxChoices: 1, options, values: [chosen] };
  };
  return form({
    token: actionToken(actions.answer, round.id),
    title: messages.text(locale, 'form-title'),
    ...(room.intro ? { intro: messages.rich(locale, `form-intro-${sharing}`) } : {}),
    submitLabel: messages.text(locale, 'form-submit'),
    fields: [
      ...questionsOf(round).map((question, index) => {
        const isFirst = index === 0;
        const hint = isFirst && !room.intro && !room.share ? messages.text(locale, `form-hint-${sharing}`) : undefined;
        return answerField(locale, question, { isFirst, hint, value: said[question.name] ?? '' });
      }),
      ...(round.asksFeeling ? [choice('feeling', moods, said.feeling ?? 'unsaid')] : []),
      ...(room.share ? [choice('share', readers, before?.isShared ? 'thread' : 'private')] : []),
    ],
  });
}

function answerField(
  locale: Locale,
  question: Question,
  { isFirst, hint, value }: { isFirst: boolean; hint: string | undefined; value: string },
): TextField {
  return {
    kind: 'text',
    name: question.name,
    label: questionText(locale, question),
    required: isFirst,
    multiline: true,
    maxLength: longestAnswer,
    ...(hint === undefined ? {} : { hint }),
    ...(value === '' ? {} : { value }),
  };
}

// More than a few buttons hide the two that matter here; all goals are a press away.
const plusButtons = 3;

/** What the member just answered, with the ways to change it, and their goals to log on. */
export function answeredCard(
  locale: Locale,
  { round, schedule }: RoundOf,
  answer: Answer,
  goals: readonly CheckinGoal[],
): Card {
  const closes = { kind: 'moment', instant: round.closesAt.toISOString(), show: 'datetime' } as const;
  const isRest = answer.kind === 'rest';
  const where = isRest ? 'answered-rest' : answer.isShared ? 'answered-thread' : 'answered-private';
  const mayChoose = schedule.sharing === 'choice' && !isRest;
  return card({
    title: messages.text(locale, isRest ? 'rest-title' : 'answered-title'),
    sections: [
      text(messages.rich(locale, where)),
      text(messages.rich(locale, 'answered-until', { closes })),
      ...(goals.length > 0 ? [text(messages.rich(locale, 'answered-goals'))] : []),
    ],
    actions: [
      button(locale, isRest ? 'button-checkin' : 'button-edit', actions.answer, round.id),
      ...(mayChoose && answer.isShared ? [button(locale, 'button-keep', actions.keep, round.id)] : []),
      ...(mayChoose && !answer.isShared ? [button(locale, 'button-share', actions.share, round.id)] : []),
      button(locale, 'button-take-back', actions.takeBack, round.id),
      ...goals.slice(0, plusButtons).map(({ plusOne }) => plusOne),
      ...(goals.length > 0 ? [button(locale, 'button-goals', actions.goals, '-')] : []),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** A short word in private. */
export function noticeCard(locale: Locale, key: Parameters<typeof messages.rich>[1], title?: 'taken-title'): Card {
  return card({
    ...(title ? { title: messages.text(locale, title) } : {}),
    sections: [text(messages.rich(locale, key))],
  });
}

export function remindForm(locale: Locale, wishes: Wishes): Form {
  return form({
    token: actionToken(actions.remind),
    title: messages.text(locale, 'remind-title'),
    intro: messages.rich(locale, 'remind-intro'),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      {
        kind: 'select',
        name: 'nudges',
        label: messages.text(locale, 'remind-nudges'),
        required: true,
        maxChoices: 1,
        options: nudgeStrengths.map((value) => ({ value, label: messages.text(locale, `nudges-${value}`) })),
        values: [wishes.nudges === 'off' ? 'light' : wishes.nudges],
      },
      textField(locale, 'time', 'remind-time', wishes.nudgeTime, 10, 'setup-time-hint'),
      {
        kind: 'select',
        name: 'after',
        label: messages.text(locale, 'remind-after'),
        required: true,
        maxChoices: 1,
        options: (['softer', 'hold'] as const).map((value) => ({
          value,
          label: messages.text(locale, `after-${value}`),
        })),
        values: [wishes.afterRejection],
      },
      {
        ...textField(locale, 'quiet', 'remind-quiet', quietText(locale, wishes), 40, 'remind-quiet-hint'),
        required: false,
      },
    ],
  });
}

function quietText(locale: Locale, { quietFrom, quietUntil }: Wishes): string {
  if (quietFrom === null || quietUntil === null) return '';
  return messages.text(locale, 'quiet-span', { from: quietFrom, until: quietUntil });
}

/** What the member asked to be sent. */
export function wishesCard(locale: Locale, wishes: Wishes, said?: 'resumed'): Card {
  return card({
    title: messages.text(locale, 'wishes-title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(messages.rich(locale, `wishes-${wishes.nudges}`, { time: wishes.nudgeTime })),
      ...(wishes.nudges === 'off' || quietText(locale, wishes) === ''
        ? []
        : [text(messages.rich(locale, 'wishes-quiet', { hours: quietText(locale, wishes) }))]),
      ...(wishes.pausedUntil ? [text(pausedText(locale, wishes.pausedUntil))] : []),
    ],
    actions: [
      button(locale, 'button-change', actions.remind, '-'),
      ...(wishes.nudges === 'off' ? [] : [button(locale, 'button-no-nudges', actions.noNudges, '-')]),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** A pause as it stands. */
export function pausedCard(locale: Locale, until: LocalDate): Card {
  return card({
    title: messages.text(locale, 'paused-title'),
    sections: [text(pausedText(locale, until)), text(messages.rich(locale, 'paused-text'))],
    actions: [button(locale, 'button-resume', actions.resume, '-')],
    footer: messages.rich(locale, 'private'),
  });
}

function pausedText(locale: Locale, until: LocalDate) {
  if (until === untilResumed) return messages.rich(locale, 'paused-open');
  return messages.rich(locale, 'paused-until', { date: formatDate(until, locale) });
}

/** The search found its end: congratulation, and what may follow. */
export function offerCard(locale: Locale, buttons: readonly Button[]): Card {
  return card({
    title: messages.text(locale, 'offer-title'),
    sections: [text(messages.rich(locale, 'offer-text')), text(messages.rich(locale, 'offer-next'))],
    actions: buttons,
    footer: messages.rich(locale, 'private'),
  });
}

/** A required line of text. */
export function textField(
  locale: Locale,
  name: string,
  label: Parameters<typeof messages.text>[1],
  value: string,
  maxLength: number,
  hint: Parameters<typeof messages.text>[1],
) {
  return {
    kind: 'text',
    name,
    label: messages.text(locale, label),
    hint: messages.text(locale, hint),
    required: true,
    multiline: false,
    maxLength,
    value,
  } as const;
}
