import { actionToken } from '../../core/interactions/index.ts';
import { leastForNumbers } from '../../core/numbers.ts';
import { type Locale, rich } from '../../core/text/index.ts';
import { formatDate, localDateOf, type Weekday } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, type Section, text } from '../../core/views/index.ts';
import { setupButton } from '../communities/index.ts';
import { actions } from './actions.ts';
import { listOf, select, type TextKey } from './controls.ts';
import type { RoundNumbers, Schedule } from './rules-rounds.ts';
import { messages } from './texts.ts';

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export interface ScheduleDraft extends Pick<Schedule, 'weekdays' | 'time' | 'zone'> {
  /** The platform's id; undefined where no channel is around and none was picked yet. */
  readonly channelId: string | undefined;
}

export function setupForm(locale: Locale, row: string, version: number, draft: ScheduleDraft): Form {
  const line = (name: 'time' | 'zone', value: string, maxLength: number) =>
    ({
      kind: 'text',
      name,
      label: messages.text(locale, `setup-${name}`),
      hint: messages.text(locale, `setup-${name}-hint`),
      required: true,
      multiline: false,
      maxLength,
      value,
    }) as const;
  return form({
    token: actionToken(actions.setup, row, version),
    title: messages.text(locale, 'setup-title'),
    intro: messages.rich(locale, 'setup-intro'),
    submitLabel: messages.text(locale, 'setup-submit'),
    fields: [
      select(
        locale,
        'days',
        'setup-days',
        weekdays.map((day) => ({ value: String(day), label: dayName(locale, day) })),
        draft.weekdays.map(String),
        weekdays.length,
      ),
      line('time', draft.time, 10),
      line('zone', draft.zone, 60),
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
    ],
  });
}

/** The rounds of a community as a moderator sees them. `askedAt`: the one that members were asked about already. */
export function scheduleCard(locale: Locale, schedule: Schedule, askedAt: Date | undefined, said?: TextKey): Card {
  const { id, version, state, opensAt, time, zone } = schedule;
  const act = (label: TextKey, action: string, style: Button['style'] = 'plain'): Button => ({
    kind: 'button',
    style,
    label: messages.text(locale, label),
    token: actionToken(action, id, version),
  });
  const isLive = state === 'live';
  const days = daysOf(locale, schedule);
  const moment = (at: Date) => ({ kind: 'moment', instant: at.toISOString(), show: 'datetime' }) as const;
  const next: Section =
    opensAt === null
      ? text(messages.rich(locale, `schedule-${state}`))
      : text(messages.rich(locale, 'schedule-next', { next: moment(opensAt) }));
  return card({
    title: messages.text(locale, 'schedule-title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(messages.rich(locale, 'schedule-when', { days, time, zone, channel: placeOf(schedule) })),
      ...(askedAt ? [text(messages.rich(locale, 'schedule-asked', { asked: moment(askedAt) }))] : []),
      next,
    ],
    actions: [
      ...(isLive
        ? [act('schedule-skip', actions.skipRound), act('schedule-stop', actions.stop)]
        : [act('schedule-start', actions.start, 'primary')]),
      act('button-change', actions.setup),
      act('schedule-history', actions.history),
      setupButton(locale),
    ],
  });
}

/** The last rounds in numbers, and only where they point at nobody. */
export function historyCard(locale: Locale, rounds: readonly RoundNumbers[], zone: string): Card {
  const lines = rounds.map((round) => {
    const date = formatDate(localDateOf(round.opensAt, zone), locale);
    const { people, pairs, met, waited } = round;
    if (round.state === 'missed') return messages.text(locale, 'history-missed', { date });
    if (people < leastForNumbers) return messages.text(locale, 'history-few', { date });
    return messages.text(locale, 'history-line', { date, people, pairs, met, waited });
  });
  const list = lines.map((line) => `- ${line}`).join('\n');
  return card({
    title: messages.text(locale, 'history-title'),
    sections: [text(lines.length === 0 ? messages.rich(locale, 'history-none') : rich(list))],
    footer: messages.rich(locale, 'history-private'),
  });
}

/** The channel of the rounds, named by the platform. */
export function placeOf({ channelId }: Pick<Schedule, 'channelId'>) {
  return { kind: 'channel', platformId: channelId } as const;
}

/** The days of the rounds in a row. */
export function daysOf(locale: Locale, schedule: Pick<Schedule, 'weekdays'>): string {
  const sorted = [...schedule.weekdays].sort();
  return listOf(
    locale,
    sorted.map((day) => dayName(locale, day)),
  );
}

function dayName(locale: Locale, day: Weekday): string {
  // 4 January 2027 is a Monday.
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return named.format(new Date(Date.UTC(2027, 0, 3 + day)));
}
