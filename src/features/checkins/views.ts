import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, rich } from '../../core/text/index.ts';
import { formatDate, type LocalDate, type Weekday } from '../../core/time/index.ts';
import {
  type Button,
  type Card,
  card,
  type Form,
  form,
  type Section,
  type SelectField,
  text,
} from '../../core/views/index.ts';
import { actions } from './actions.ts';
import {
  type Answer,
  feelings,
  nudgeStrengths,
  openHoursChoices,
  type Round,
  type Schedule,
  sharings,
  untilResumed,
  type Wishes,
} from './rules.ts';
import { messages } from './texts.ts';
import { button } from './views-thread.ts';

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** What a schedule's form is about; a new one has no id yet that is kept. */
export type ScheduleDraft = Pick<Schedule, 'weekdays' | 'time' | 'zone' | 'openHours' | 'sharing'>;

export function setupForm(locale: Locale, row: string, version: number, draft: ScheduleDraft): Form {
  const select = (
    name: string,
    label: Parameters<typeof messages.text>[1],
    options: readonly { readonly value: string; readonly label: string }[],
    values: readonly string[],
    maxChoices = 1,
  ): SelectField => ({
    kind: 'select',
    name,
    label: messages.text(locale, label),
    required: true,
    maxChoices,
    options,
    values,
  });
  const hours = openHoursChoices.map((value) => ({
    value: String(value),
    label: messages.text(locale, 'setup-hours-choice', { hours: value }),
  }));
  const sharing = sharings.map((value) => ({ value, label: messages.text(locale, `sharing-${value}`) }));
  const days = weekdays.map((day) => ({ value: String(day), label: dayName(locale, day) }));
  return form({
    token: actionToken(actions.setup, row, version),
    title: messages.text(locale, 'setup-title'),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      select('days', 'setup-days', days, draft.weekdays.map(String), weekdays.length),
      textField(locale, 'time', 'setup-time', draft.time, 10, 'setup-time-hint'),
      textField(locale, 'zone', 'setup-zone', draft.zone, 60, 'setup-zone-hint'),
      select('hours', 'setup-hours', hours, [String(draft.openHours)]),
      select('sharing', 'setup-sharing', sharing, [draft.sharing]),
    ],
  });
}

function textField(
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

/** A schedule as a moderator sees it. `preview` is the card that members will see. */
export function scheduleCard(locale: Locale, schedule: Schedule, preview: Card, said?: Section): Card {
  const { id, version, state, nextAt } = schedule;
  const act = (label: Parameters<typeof messages.text>[1], action: string, style?: 'primary' | 'danger') =>
    button(locale, label, action, id, style ?? 'plain', version);
  const isLive = state === 'live';
  const next =
    nextAt === null
      ? messages.rich(locale, `state-${state}`)
      : messages.rich(locale, 'state-next', {
          next: { kind: 'moment', instant: nextAt.toISOString(), show: 'datetime' },
        });
  return card({
    title: messages.text(locale, 'schedule-title'),
    sections: [
      ...(said ? [said] : []),
      text(messages.rich(locale, 'schedule-when', whenOf(locale, schedule))),
      text(next),
      ...(state === 'draft' ? [text(messages.rich(locale, 'preview-intro')), ...preview.sections] : []),
    ],
    actions: [
      ...(isLive ? [] : [act('button-start', actions.start, 'primary')]),
      ...(isLive ? [act('button-run', actions.run), act('button-skip', actions.skip)] : []),
      ...(isLive ? [act('button-pause', actions.pause)] : []),
      act('button-change', actions.setup),
      act('button-holidays', actions.holidays),
      ...(state === 'draft' ? [] : [act('button-history', actions.history)]),
      act('button-remove', actions.remove, 'danger'),
    ],
  });
}

function whenOf(locale: Locale, schedule: Schedule) {
  const { time, zone, openHours, sharing } = schedule;
  const names = [...schedule.weekdays].sort().map((day) => dayName(locale, day));
  const days = new Intl.ListFormat(locale).format(names);
  return { days, time, zone, hours: openHours, sharing: messages.text(locale, `sharing-${sharing}`) };
}

/** The schedules of a community, to choose one. */
export function schedulesCard(locale: Locale, schedules: readonly Schedule[]): Card {
  const title = messages.text(locale, 'schedules-title');
  if (schedules.length === 0) return card({ title, sections: [text(messages.rich(locale, 'schedules-none'))] });
  const options = schedules.slice(0, 25).map((schedule) => {
    const { days, time, zone } = whenOf(locale, schedule);
    return { value: schedule.id, label: messages.text(locale, 'schedule-label', { days, time, zone }).slice(0, 75) };
  });
  return card({
    title,
    sections: [text(messages.rich(locale, 'schedules-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(actions.open),
        placeholder: messages.text(locale, 'schedules-choose'),
        options,
      },
    ],
  });
}

export function removeCard(locale: Locale, { id, version }: Schedule): Card {
  return card({
    title: messages.text(locale, 'remove-title'),
    sections: [text(messages.rich(locale, 'remove-text'))],
    actions: [
      button(locale, 'remove-yes', actions.removeNow, id, 'danger', version),
      button(locale, 'remove-no', actions.show, id, 'plain', version),
    ],
  });
}

/** The last rounds: when, and how many came. Nobody's name. */
export function historyCard(
  locale: Locale,
  schedule: Schedule,
  rounds: readonly (Round & { readonly answered: number })[],
): Card {
  const lines = rounds.map((round) => {
    const date = formatDate(round.date, locale);
    const key = round.state === 'missed' ? 'history-missed' : 'history-line';
    return `- ${messages.text(locale, key, { date, count: round.answered })}`;
  });
  return card({
    title: messages.text(locale, 'history-title'),
    sections: [text(lines.length === 0 ? messages.rich(locale, 'history-none') : rich(lines.join('\n')))],
    actions: [button(locale, 'button-back', actions.show, schedule.id, 'plain', schedule.version)],
  });
}

export function holidaysForm(locale: Locale, { id, version, except }: Schedule): Form {
  return form({
    token: actionToken(actions.holidays, id, version),
    title: messages.text(locale, 'holidays-title'),
    intro: messages.rich(locale, 'holidays-intro'),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      {
        kind: 'text',
        name: 'days',
        label: messages.text(locale, 'holidays-days'),
        hint: messages.text(locale, 'holidays-hint'),
        required: false,
        multiline: true,
        maxLength: 1000,
        value: except.join('\n'),
      },
    ],
  });
}

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

function dayName(locale: Locale, day: Weekday): string {
  // 4 January 2027 is a Monday.
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return named.format(new Date(Date.UTC(2027, 0, 3 + day)));
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
