import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, rich, words } from '../../core/text/index.ts';
import { formatDate, type Weekday } from '../../core/time/index.ts';
import { type Card, card, type Form, form, type Section, type SelectField, text } from '../../core/views/index.ts';
import { daysOffButton } from '../calendar/index.ts';
import { setupButton } from '../communities/index.ts';
import { actions } from './actions.ts';
import {
  dayOf,
  longestQuestion,
  mostQuestions,
  openHoursChoices,
  questionsOf,
  type Round,
  type Schedule,
  sharings,
} from './rules.ts';
import { messages } from './texts.ts';
import { textField } from './views.ts';
import { button, questionText } from './views-thread.ts';

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** When and where; the platform's channel is undefined where none is around and none was picked yet. */
export type ScheduleDraft = Pick<Schedule, 'weekdays' | 'time' | 'zone'> & { readonly channelId: string | undefined };

/** When and where a community checks in. A new schedule has no id yet that is kept. */
export function setupForm(locale: Locale, row: string, version: number, draft: ScheduleDraft): Form {
  const days = weekdays.map((day) => ({ value: String(day), label: dayName(locale, day) }));
  return form({
    token: actionToken(actions.setup, row, version),
    title: messages.text(locale, 'setup-title'),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      {
        kind: 'pick',
        of: 'channel',
        name: 'channel',
        label: messages.text(locale, 'setup-channel'),
        hint: messages.text(locale, 'setup-channel-hint'),
        required: true,
        maxChoices: 1,
        values: draft.channelId === undefined ? [] : [draft.channelId],
      },
      select(locale, 'days', 'setup-days', days, draft.weekdays.map(String), weekdays.length),
      textField(locale, 'time', 'setup-time', draft.time, 10, 'setup-time-hint'),
      textField(locale, 'zone', 'setup-zone', draft.zone, 60, 'setup-zone-hint'),
    ],
  });
}

function select(
  locale: Locale,
  name: string,
  label: Parameters<typeof messages.text>[1],
  options: readonly { readonly value: string; readonly label: string }[],
  values: readonly string[],
  maxChoices = 1,
): SelectField {
  return {
    kind: 'select',
    name,
    label: messages.text(locale, label),
    required: true,
    maxChoices,
    options,
    values,
  };
}

/** What a schedule asks, for how long, and who reads it. Empty stands for the usual questions, which are shown as they are asked. */
export function answeringForm(locale: Locale, schedule: Schedule): Form {
  const asked = questionsOf(schedule).map((question) => questionText(locale, question));
  const feeling = (['yes', 'no'] as const).map((value) => ({
    value,
    label: messages.text(locale, `asks-feeling-${value}`),
  }));
  const hours = openHoursChoices.map((value) => ({
    value: String(value),
    label: messages.text(locale, 'setup-hours-choice', { hours: value }),
  }));
  const sharing = sharings.map((value) => ({ value, label: messages.text(locale, `sharing-${value}`) }));
  return form({
    token: actionToken(actions.questions, schedule.id, schedule.version),
    title: messages.text(locale, 'questions-title'),
    intro: messages.rich(locale, 'questions-intro', { most: mostQuestions }),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      {
        kind: 'text',
        name: 'questions',
        label: messages.text(locale, 'questions-label'),
        hint: messages.text(locale, 'questions-hint', { longest: longestQuestion }),
        required: false,
        multiline: true,
        maxLength: 600,
        value: asked.join('\n'),
      },
      select(locale, 'feeling', 'questions-feeling', feeling, [schedule.asksFeeling ? 'yes' : 'no']),
      select(locale, 'hours', 'setup-hours', hours, [String(schedule.openHours)]),
      select(locale, 'sharing', 'setup-sharing', sharing, [schedule.sharing]),
    ],
  });
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
      text(messages.rich(locale, 'schedule-when', { ...whenOf(locale, schedule), channel: placeOf(schedule) })),
      text(messages.rich(locale, 'schedule-asks', { questions: askedBy(locale, schedule) })),
      text(next),
      ...(state === 'draft' ? [text(messages.rich(locale, 'preview-intro')), ...preview.sections] : []),
    ],
    actions: [
      ...(isLive ? [] : [act('button-start', actions.start, 'primary')]),
      ...(isLive ? [act('button-run', actions.run), act('button-skip', actions.skip)] : []),
      ...(isLive ? [act('button-pause', actions.pause)] : []),
      act('setup-title', actions.setup),
      act('questions-title', actions.questions),
      daysOffButton(locale),
      ...(state === 'draft' ? [] : [act('button-history', actions.history)]),
      act('button-remove', actions.remove, 'danger'),
      setupButton(locale),
    ],
  });
}

function askedBy(locale: Locale, schedule: Schedule) {
  const feeling = schedule.asksFeeling ? [messages.text(locale, 'form-feeling')] : [];
  return words([...questionsOf(schedule).map((question) => questionText(locale, question)), ...feeling].join(' '));
}

/** Named by the platform. */
export function placeOf({ channelId }: Pick<Schedule, 'channelId'>) {
  return { kind: 'channel', platformId: channelId } as const;
}

export function whenOf(locale: Locale, schedule: Schedule) {
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
    const date = formatDate(dayOf(round, schedule), locale);
    const key = round.state === 'missed' ? 'history-missed' : 'history-line';
    return `- ${messages.text(locale, key, { date, count: round.answered })}`;
  });
  return card({
    title: messages.text(locale, 'history-title'),
    sections: [text(lines.length === 0 ? messages.rich(locale, 'history-none') : rich(lines.join('\n')))],
    actions: [button(locale, 'button-back', actions.show, schedule.id, 'plain', schedule.version)],
  });
}

function dayName(locale: Locale, day: Weekday): string {
  // 4 January 2027 is a Monday.
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return named.format(new Date(Date.UTC(2027, 0, 3 + day)));
}
