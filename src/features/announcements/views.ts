import { actionToken } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import type { Announcement, Subject } from './announcement.ts';
import { messages } from './texts.ts';

export const actions = {
  write: (subject: Subject) => `announcements.${subject}` as const,
  post: 'announcements.post',
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
  if (announcement.state === 'taken-back') {
    return card({ sections: [text(messages.rich(locale, 'public-taken-back'))] });
  }
  const name = { kind: 'member', platformId: platformUserId } as const;
  return card({
    sections: [
      text(messages.rich(locale, `public-${announcement.subject}`, { name })),
      ...(announcement.words === '' ? [] : [text(asSaid(announcement.words))]),
    ],
  });
}

export function previewCard(locale: Locale, kept: Kept<Announcement>, platformUserId: string): Card {
  const act = (label: 'post-now' | 'change' | 'discard', action: string, style: Button['style'] = 'plain'): Button => ({
    kind: 'button',
    style,
    label: messages.text(locale, label),
    token: actionToken(action, kept.id, kept.version),
  });
  return card({
    title: messages.text(locale, 'preview-title'),
    sections: [
      ...publicCard(locale, kept.value, platformUserId).sections,
      { kind: 'divider' },
      text(messages.rich(locale, 'preview-text')),
    ],
    actions: [
      act('post-now', actions.post, 'primary'),
      act('change', actions.write(kept.value.subject)),
      act('discard', actions.discard),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

export function postedCard(locale: Locale, { id, version }: Kept<Announcement>): Card {
  return card({
    title: messages.text(locale, 'posted-title'),
    sections: [text(messages.rich(locale, 'posted-text'))],
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
