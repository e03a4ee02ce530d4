import { actionToken } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import type { Announcement, Subject } from './announcement.ts';
import { messages } from './texts.ts';

export const actions = {
  write: (subject: Subject) => `announcements.${subject}` as const,
  post: 'announcements.post',
  /** Shows it without the member's name. */
  alias: 'announcements.alias',
  postAlias: 'announcements.post-alias',
  postLater: 'announcements.post-later',
  discard: 'announcements.discard',
  takeBack: 'announcements.take-back',
} as const;

/** Opens the form. Nothing is posted before the member saw it. */
export function announceButton(locale: Locale, subject: Subject): Button {
  const label = messages.text(locale, `button-${subject}`);
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.write(subject)) };
}

export function announceForm(
  locale: Locale,
  subject: Subject,
  { id, version, value }: { readonly id: string; readonly version: number; readonly value?: Announcement },
): Form {
  return form({
    token: actionToken(actions.write(subject), id, version),
    title: messages.text(locale, `form-title-${subject}`),
    intro: messages.rich(locale, 'form-intro'),
    submitLabel: messages.text(locale, 'form-submit'),
    fields: [
      {
        kind: 'text',
        name: 'words',
        label: messages.text(locale, 'form-words'),
        required: false,
        multiline: true,
        maxLength: 800,
        ...(value?.words ? { value: value.words } : {}),
      },
    ],
  });
}

/** What everybody in the channel reads. */
export function publicCard(locale: Locale, announcement: Announcement, platformUserId: string): Card {
  const { state, subject, alias } = announcement;
  if (state === 'taken-back' || state === 'removed') {
    return card({ sections: [text(messages.rich(locale, `public-${state}`))] });
  }
  const name = alias ?? ({ kind: 'member', platformId: platformUserId } as const);
  return card({
    sections: [
      text(messages.rich(locale, `public-${subject}`, { name })),
      ...(announcement.words === '' ? [] : [text(asSaid(announcement.words))]),
    ],
    ...(alias === undefined ? {} : { footer: messages.rich(locale, 'public-alias') }),
  });
}

type Act = readonly [
  label: 'post-now' | 'change' | 'discard' | 'no-name' | 'with-name' | 'post-alias' | 'post-later',
  action: string,
];

function buttons(locale: Locale, { id, version }: Kept<Announcement>, acts: readonly Act[]): Button[] {
  return acts.map(([label, action], at) => ({
    kind: 'button',
    style: at === 0 ? 'primary' : 'plain',
    label: messages.text(locale, label),
    token: actionToken(action, id, version),
  }));
}

/** @param why it cannot go out, or not without their name, now. */
export function previewCard(
  locale: Locale,
  kept: Kept<Announcement>,
  platformUserId: string,
  why?: 'silenced' | 'once-a-day' | 'full' | 'enough-today',
): Card {
  return card({
    title: messages.text(locale, 'preview-title'),
    sections: [
      ...(why ? [text(messages.rich(locale, why))] : []),
      ...publicCard(locale, kept.value, platformUserId).sections,
      { kind: 'divider' },
      text(messages.rich(locale, 'preview-text')),
    ],
    actions: buttons(locale, kept, [
      ['post-now', actions.post],
      ['change', actions.write(kept.value.subject)],
      ...(why ? [] : ([['no-name', actions.alias]] as const)),
      ['discard', actions.discard],
    ]),
    footer: messages.rich(locale, 'private'),
  });
}

/** @param isHeld whether moderators read it first. */
export function aliasPreviewCard(locale: Locale, kept: Kept<Announcement>, alias: string, isHeld: boolean): Card {
  return card({
    title: messages.text(locale, 'preview-title'),
    sections: [
      ...publicCard(locale, { ...kept.value, alias }, '').sections,
      { kind: 'divider' },
      text(messages.rich(locale, 'alias-text', { alias })),
      text(messages.rich(locale, isHeld ? 'alias-held' : 'alias-moderators')),
      text(messages.rich(locale, 'alias-kept')),
    ],
    actions: buttons(locale, kept, [
      ['post-alias', actions.postAlias],
      ['post-later', actions.postLater],
      ['change', actions.write(kept.value.subject)],
      ['with-name', actions.post],
      ['discard', actions.discard],
    ]),
    footer: messages.rich(locale, 'private'),
  });
}

export function postedCard(
  locale: Locale,
  { id, version }: Kept<Announcement>,
  said: 'posted-text' | 'posted-later' | 'posted-held',
): Card {
  return card({
    title: messages.text(locale, said === 'posted-text' ? 'posted-title' : 'waiting-title'),
    sections: [text(messages.rich(locale, said))],
    actions: [
      {
        kind: 'button',
        style: 'plain',
        label: messages.text(locale, 'take-back'),
        token: actionToken(actions.takeBack, id, version),
      },
    ],
    footer: messages.rich(locale, 'private'),
  });
}

export function takenBackCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'taken-back-title'),
    sections: [text(messages.rich(locale, 'taken-back-text'))],
  });
}

export function noteCard(locale: Locale, key: 'no-channel' | 'discarded'): Card {
  return card({ sections: [text(messages.rich(locale, key))] });
}

function asSaid(typed: string): RichText {
  return [{ type: 'paragraph', children: [{ type: 'words', value: words(typed).value }] }];
}
