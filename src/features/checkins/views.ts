import { actionToken } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { formatDate, type LocalDate } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import {
  type Answer,
  feelings,
  nudgeStrengths,
  type Round,
  type Schedule,
  untilResumed,
  type Wishes,
} from './rules.ts';
import { messages } from './texts.ts';
import { button } from './views-thread.ts';

/** The check-in itself, with what was answered before. */
export function answerForm(locale: Locale, round: Round, schedule: Schedule, before: Answer | undefined): Form {
  const said = before?.words;
  const share = before ? (before.isShared ? 'thread' : 'private') : 'private';
  const area = (name: 'did' | 'next', required: boolean) =>
    ({
      kind: 'text',
      name,
      label: messages.text(locale, `form-${name}`),
      required,
      multiline: true,
      maxLength: 1000,
      ...(said?.[name] ? { value: said[name] } : {}),
    }) as const;
  const select = (name: string, label: 'form-feeling' | 'form-share', values: readonly string[], chosen: string) =>
    ({
      kind: 'select',
      name,
      label: messages.text(locale, label),
      required: true,
      maxChoices: 1,
      options: values.map((value) => ({
        value,
        label: messages.text(locale, `${name === 'share' ? 'share' : 'feeling'}-${value}` as 'share-thread'),
      })),
      values: [chosen],
    }) as const;
  return form({
    token: actionToken(actions.answer, round.id),
    title: messages.text(locale, 'form-title'),
    intro: messages.rich(locale, `form-intro-${schedule.sharing}`),
    submitLabel: messages.text(locale, 'form-submit'),
    fields: [
      area('did', true),
      area('next', false),
      select('feeling', 'form-feeling', feelings, said?.feeling ?? 'unsaid'),
      ...(schedule.sharing === 'choice' ? [select('share', 'form-share', ['private', 'thread'], share)] : []),
    ],
  });
}

/** What the member just answered, with the ways to change it. */
export function answeredCard(locale: Locale, round: Round, answer: Answer): Card {
  const closes = { kind: 'moment', instant: round.closesAt.toISOString(), show: 'datetime' } as const;
  const where = answer.kind === 'rest' ? 'answered-rest' : answer.isShared ? 'answered-thread' : 'answered-private';
  return card({
    title: messages.text(locale, answer.kind === 'rest' ? 'rest-title' : 'answered-title'),
    sections: [text(messages.rich(locale, where)), text(messages.rich(locale, 'answered-until', { closes }))],
    actions: [
      button(locale, answer.kind === 'rest' ? 'button-checkin' : 'button-edit', actions.answer, round.id),
      button(locale, 'button-take-back', actions.takeBack, round.id),
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
    ],
  });
}

/** What the member asked to be sent. */
export function wishesCard(locale: Locale, wishes: Wishes): Card {
  return card({
    title: messages.text(locale, 'wishes-title'),
    sections: [
      text(messages.rich(locale, `wishes-${wishes.nudges}`, { time: wishes.nudgeTime })),
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
