import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, type Section, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { button, kindName, listOf, noticeCard, select } from './controls.ts';
import {
  extrasOf,
  longest,
  type Profile,
  partOf,
  type Slot,
  slots,
  untilResumed,
  type Wants,
  type When,
} from './rules.ts';
import { messages } from './texts.ts';
import { extras, fields, kinds, languages, levels, rhythms, roles } from './vocabulary.ts';

/** The first step: what to practise. */
export function wantsForm(locale: Locale, row: string, wants: Wants): Form {
  const languageNames = new Intl.DisplayNames([locale], { type: 'language' });
  const named = <Value extends string>(values: readonly Value[], name: (value: Value) => string) =>
    values.map((value) => ({ value, label: name(value) }));
  return form({
    token: actionToken(actions.wants, row),
    title: messages.text(locale, 'wants-title'),
    submitLabel: messages.text(locale, 'wants-submit'),
    fields: [
      select(
        locale,
        'kinds',
        'wants-kinds',
        named(kinds, (kind) => kindName(locale, kind)),
        wants.kinds,
        kinds.length,
      ),
      select(
        locale,
        'field',
        'wants-field',
        named(fields, (field) => messages.text(locale, `field-${field}`)),
        [wants.field],
      ),
      select(
        locale,
        'level',
        'wants-level',
        named(levels, (level) => messages.text(locale, `level-${level}`)),
        [wants.level],
      ),
      select(
        locale,
        'languages',
        'wants-languages',
        named(languages, (language) => languageNames.of(language) ?? language),
        wants.languages,
        languages.length,
      ),
      select(
        locale,
        'role',
        'wants-role',
        named(roles, (role) => messages.text(locale, `role-${role}`)),
        [wants.role],
      ),
    ],
  });
}

/** The second: when, how often, and what a partner reads of them. */
export function whenForm(locale: Locale, zone: string, when: When): Form {
  return form({
    token: actionToken(actions.when),
    title: messages.text(locale, 'when-title'),
    // A form has room for five parts; the zone, on which all else depends, is said with the label of the times.
    submitLabel: messages.text(locale, 'when-submit'),
    fields: [
      {
        ...select(
          locale,
          'free',
          'when-free',
          slots.map((slot) => ({ value: String(slot), label: slotName(locale, slot) })),
          when.free.map(String),
          slots.length,
        ),
        hint: messages.text(locale, 'when-free-hint', { zone }),
      },
      select(
        locale,
        'rhythm',
        'when-rhythm',
        rhythms.map((value) => ({ value, label: messages.text(locale, `rhythm-${value}`) })),
        [when.rhythm],
      ),
      {
        kind: 'text',
        name: 'introduction',
        label: messages.text(locale, 'when-introduction'),
        hint: messages.text(locale, 'when-introduction-hint'),
        required: false,
        multiline: true,
        maxLength: longest.introduction,
        value: when.introduction,
      },
      {
        ...select(
          locale,
          'extras',
          'when-extras',
          extras.map((value) => ({ value, label: messages.text(locale, `extra-${value}`) })),
          extrasOf(when),
          extras.length,
        ),
        required: false,
      },
    ],
  });
}

export function notJoinedCard(locale: Locale): Card {
  return noticeCard(locale, 'not-joined', [button(locale, 'button-join', actions.wants, '-', 'primary')]);
}

/**
 * How a member stands: what they said, and the ways to change it. `nextAt` is the next round, where one is planned; `isResting`:
 * they asked to be sent nothing at all.
 */
export function statusCard(
  locale: Locale,
  profile: Profile,
  { nextAt, isResting }: { readonly nextAt: Date | undefined; readonly isResting: boolean },
  said?: 'said-saved',
): Card {
  const key = isResting && profile.pausedUntil === null ? 'rounds-resting' : roundsKey(profile, nextAt);
  const rounds = messages.rich(locale, key, {
    next: momentOf(nextAt),
    date: pauseDay(locale, profile),
  });
  return card({
    title: messages.text(locale, 'status-title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(rounds),
      fieldsOf(locale, profile),
      ...introductionOf(locale, profile),
    ],
    actions: statusButtons(locale, profile),
    footer: messages.rich(locale, 'private-partners'),
  });
}

function momentOf(at: Date | undefined) {
  return at ? ({ kind: 'moment', instant: at.toISOString(), show: 'datetime' } as const) : '';
}

function pauseDay(locale: Locale, { pausedUntil }: Profile): string {
  return pausedUntil === null ? '' : formatDate(pausedUntil, locale);
}

function roundsKey({ pausedUntil, nextRound, rhythm }: Profile, nextAt: Date | undefined) {
  if (pausedUntil !== null) return pausedUntil === untilResumed ? 'rounds-paused-open' : 'rounds-paused';
  if (nextAt === undefined) return nextRound === 'skip' ? 'rounds-none-skip' : 'rounds-none';
  if (nextRound === 'skip') return 'rounds-skip';
  return nextRound === 'in' ? 'rounds-in' : (`rounds-${rhythm}` as const);
}

function fieldsOf(locale: Locale, profile: Profile): Section {
  const languageNames = new Intl.DisplayNames([locale], { type: 'language' });
  const line = (label: Parameters<typeof messages.text>[1], value: string) => ({
    label: messages.text(locale, label),
    value: messages.rich(locale, 'line', { value }),
  });
  const wishes = extrasOf(profile);
  return {
    kind: 'fields',
    fields: [
      line(
        'status-kinds',
        listOf(
          locale,
          profile.kinds.map((kind) => kindName(locale, kind)),
        ),
      ),
      line('wants-role', messages.text(locale, `role-${profile.role}`)),
      line(
        'status-field',
        messages.text(locale, 'field-level', {
          field: messages.text(locale, `field-${profile.field}`),
          level: messages.text(locale, `level-${profile.level}`),
        }),
      ),
      line(
        'status-languages',
        listOf(
          locale,
          profile.languages.map((each) => languageNames.of(each) ?? each),
        ),
      ),
      line(
        'status-free',
        listOf(
          locale,
          profile.free.map((slot) => slotName(locale, slot)),
        ),
      ),
      ...(wishes.length > 0
        ? [
            line(
              'status-extras',
              listOf(
                locale,
                wishes.map((each) => messages.text(locale, `extra-${each}`)),
              ),
            ),
          ]
        : []),
    ],
  };
}

function introductionOf(locale: Locale, { introduction }: Profile): Section[] {
  if (introduction === '') return [];
  return [text(messages.rich(locale, 'status-introduction', { introduction: words(introduction) }))];
}

function statusButtons(locale: Locale, { pausedUntil, nextRound, rhythm }: Profile): Button[] {
  const isIn = nextRound === 'in' || (nextRound === null && rhythm !== 'asked');
  const next = isIn ? button(locale, 'button-skip', actions.skip) : button(locale, 'button-in', actions.in);
  return [
    ...(pausedUntil === null
      ? [next, button(locale, 'button-pause', actions.pause)]
      : [button(locale, 'button-resume', actions.resume, '-', 'primary')]),
    button(locale, 'button-change', actions.wants),
    button(locale, 'button-leave', actions.leave, '-', 'danger'),
  ];
}

/** A part of the week by name. */
export function slotName(locale: Locale, slot: Slot): string {
  // 4 January 2027 is a Monday.
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const { weekday, part } = partOf(slot);
  const date = new Date(Date.UTC(2027, 0, 3 + weekday));
  return messages.text(locale, `slot-${part}`, { day: day.format(date) });
}
