import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words, wordsOnly } from '../../core/text/index.ts';
import { type Button, type Card, card, type Field, type Form, form, text } from '../../core/views/index.ts';
import { commonTimes, kinds, type Stretch } from '../pairings/matching/index.ts';
import { actions } from './parts.ts';
import { freeTimes, type Profile, partValue, weekParts } from './rules.ts';
import type { Meeting, Note } from './shapes.ts';
import { messages } from './texts.ts';

type Key = Parameters<typeof messages.text>[1];

export function button(
  locale: Locale,
  label: Key,
  action: string,
  row = '-',
  style: Button['style'] = 'plain',
): Button {
  return { kind: 'button', style, label: messages.text(locale, label), token: actionToken(action, row) };
}

/** A short word in private. */
export function noticeCard(locale: Locale, key: Key, buttons: readonly Button[] = []): Card {
  return card({ sections: [text(messages.rich(locale, key))], actions: buttons });
}

/** What it is and what would cross, for who did not join. */
export function inviteCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'title'),
    sections: [text(messages.rich(locale, 'invite-text')), text(messages.rich(locale, 'invite-crosses'))],
    actions: [button(locale, 'button-join', actions.join, '-', 'primary')],
    footer: messages.rich(locale, 'private'),
  });
}

export function joinedCard(locale: Locale, profile: Profile, isNew: boolean): Card {
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      text(messages.rich(locale, isNew ? 'joined-new' : 'joined-text')),
      text(messages.rich(locale, 'joined-as', { name: words(profile.name) })),
      ...(profile.introduction === '' ? [] : [text(wordsOnly(words(profile.introduction)))]),
    ],
    actions: [button(locale, 'button-change', actions.join), button(locale, 'button-leave', actions.leave)],
    footer: messages.rich(locale, 'private'),
  });
}

// Some of the languages that communities are in; 25 is what both platforms show in one select.
const languages = [
  ...['en', 'de', 'es', 'pt', 'fr', 'it', 'nl', 'pl', 'uk', 'ru', 'tr', 'ar', 'fa'],
  ...['hi', 'bn', 'ta', 'ur', 'zh', 'ja', 'ko', 'vi', 'id', 'sv', 'ro', 'el'],
] as const;

/** Everything that a partner may see; `before` stands in it. */
export function joinForm(locale: Locale, before: Profile | undefined): Form {
  const select = (
    name: 'kinds' | 'times' | 'languages',
    options: readonly { value: string; label: string }[],
  ): Field => ({
    kind: 'select',
    name,
    label: messages.text(locale, `form-${name}`),
    required: true,
    maxChoices: options.length,
    options,
    values: before?.[name] ?? (name === 'languages' ? languages.filter((each) => each === locale.slice(0, 2)) : []),
  });
  const line = (name: 'name' | 'introduction', maxLength: number): Field => ({
    kind: 'text',
    name,
    label: messages.text(locale, `form-${name}`),
    hint: messages.text(locale, `hint-${name}`),
    required: name === 'name',
    multiline: name === 'introduction',
    maxLength,
    ...(before?.[name] ? { value: before[name] } : {}),
  });
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return form({
    token: actionToken(actions.join),
    title: messages.text(locale, 'form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      line('name', 40),
      line('introduction', 300),
      select(
        'kinds',
        kinds.map((kind) => ({ value: kind, label: messages.text(locale, `kind-${kind}`) })),
      ),
      select(
        'times',
        weekParts.map((part) => ({ value: partValue(part), label: partName(locale, part) })),
      ),
      select(
        'languages',
        languages.map((code) => ({ value: code, label: names.of(code) ?? code })),
      ),
    ],
  });
}

function partName(locale: Locale, { weekday, part }: (typeof weekParts)[number]): string {
  // 4 January 2027 is a Monday.
  const day = new Date(Date.UTC(2027, 0, 3 + weekday));
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(day);
  return messages.text(locale, `part-${part}`, { day: named });
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whom a member was matched with, and what they can do now. Both are shown the same times, who hears of it much later those ahead. */
export function metCard({ createdAt, me }: Meeting, mine: Profile, theirs: Profile, now: Date): Card {
  const { locale } = me;
  const shared = mine.kinds.filter((kind) => theirs.kinds.includes(kind));
  const from = now.getTime() - createdAt.getTime() < dayMs ? createdAt : now;
  const free: Stretch[][] = [mine, theirs].map((profile) => freeTimes(profile, from));
  const times = commonTimes(free, 3, from);
  return card({
    title: messages.text(locale, 'met-title'),
    sections: [
      text(messages.rich(locale, 'met-text', { name: words(theirs.name) })),
      ...(theirs.introduction === '' ? [] : [text(wordsOnly(words(theirs.introduction)))]),
      ...shared
        .slice(0, 3)
        .map((kind) => text(messages.rich(locale, 'met-kind', { kind: messages.text(locale, `kind-${kind}`) }))),
      ...times.map((at) => text(messages.rich(locale, 'met-time', { at: moment(at) }))),
      text(messages.rich(locale, 'met-how')),
    ],
    actions: [
      ...talkButtons(locale, me.sideId),
      button(locale, 'button-end', actions.end, me.sideId),
      ...guardButtons(me),
    ],
  });
}

/** Nobody is left out without a word. */
export function nobodyCard(locale: Locale): Card {
  return noticeCard(locale, 'nobody', [
    button(locale, 'button-change', actions.join),
    button(locale, 'button-leave', actions.leave),
  ]);
}

function moment(at: Date) {
  return { kind: 'moment', instant: at.toISOString(), show: 'datetime' } as const;
}

function talkButtons(locale: Locale, sideId: string): Button[] {
  return [
    button(locale, 'button-write', actions.write, sideId, 'primary'),
    button(locale, 'button-contact', actions.contact, sideId),
  ];
}

function guardButtons({ locale, sideId }: Meeting['me']): Button[] {
  return [
    button(locale, 'button-block', actions.block, sideId),
    button(locale, 'button-report', actions.report, sideId),
  ];
}

/** A note as the other of the two reads it. */
export function noteCard(reader: Meeting['me'], name: string, said: Note['words']): Card {
  const { locale, sideId } = reader;
  if (said === undefined) return card({ sections: [text(messages.rich(locale, 'note-taken-back'))] });
  return card({
    sections: [text(messages.rich(locale, 'note-by', { name: words(name) })), text(wordsOnly(words(said)))],
    actions: [...talkButtons(locale, sideId), ...guardButtons(reader)],
    footer: messages.rich(locale, 'note-footer'),
  });
}

export function sentCard(locale: Locale, name: string, noteId: string): Card {
  return card({
    sections: [text(messages.rich(locale, 'sent-text', { name: words(name) }))],
    actions: [button(locale, 'button-take-back', actions.takeBack, noteId)],
    footer: messages.rich(locale, 'sent-footer'),
  });
}

/** The other's contact, for who gave their own. */
export function contactCard(locale: Locale, name: string, contact: string): Card {
  const said: RichText = wordsOnly(words(contact));
  return card({
    title: messages.text(locale, 'contact-title'),
    sections: [text(messages.rich(locale, 'contact-text', { name: words(name) })), text(said)],
  });
}

/** One text to write: to the other, how to be reached, or to those who run both communities. */
export function wordsForm(
  locale: Locale,
  what: 'write' | 'contact' | 'report',
  sideId: string,
  maxLength: number,
  value?: string,
): Form {
  return form({
    token: actionToken(actions[what], sideId),
    title: messages.text(locale, `${what}-form-title`),
    intro: messages.rich(locale, `${what}-form-intro`),
    submitLabel: messages.text(locale, `${what}-form-send`),
    fields: [
      {
        kind: 'text',
        name: 'words',
        label: messages.text(locale, `${what}-form-label`),
        required: true,
        multiline: what !== 'contact',
        maxLength,
        ...(value === undefined ? {} : { value }),
      },
    ],
  });
}
