import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, words, wordsOnly } from '../../core/text/index.ts';
import { type Button, type Card, card, excerpt, type Form, form, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { button, kindName, type TextKey } from './controls.ts';
import { longest, type Report } from './rules.ts';
import { active, type Pairing } from './rules-rounds.ts';
import { messages } from './texts.ts';

const named = (platformId: string) => ({ kind: 'member', platformId }) as const;

/** Whom a member met lately, to block one or tell the moderators; and whom they blocked. */
export function peopleCard(
  locale: Locale,
  lately: readonly { readonly partnerId: string; readonly platformUserId: string }[],
  blocked: readonly { readonly id: string; readonly platformUserId: string }[],
  said?: TextKey,
): Card {
  const numbered = (label: TextKey, action: string, row: string, at: number): Button => ({
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, label, { number: String(at + 1) }),
    token: actionToken(action, row),
  });
  return card({
    title: messages.text(locale, 'people-title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(messages.rich(locale, lately.length === 0 ? 'people-none' : 'people-text')),
      ...lately.map(({ platformUserId }, at) =>
        text(messages.rich(locale, 'people-line', { number: String(at + 1), name: named(platformUserId) })),
      ),
      ...blocked.map(({ platformUserId }, at) =>
        text(messages.rich(locale, 'blocked-line', { number: String(at + 1), name: named(platformUserId) })),
      ),
    ],
    actions: [
      ...lately.flatMap(({ partnerId }, at) => [
        numbered('people-block', actions.block, partnerId, at),
        numbered('people-report', actions.report, partnerId, at),
      ]),
      ...blocked.map(({ id }, at) => numbered('people-unblock', actions.unblock, id, at)),
    ],
    footer: messages.rich(locale, 'people-private'),
  });
}

/** A report says who will read it before it is written. */
export function reportForm(locale: Locale, partnerId: string): Form {
  return form({
    token: actionToken(actions.report, partnerId),
    title: messages.text(locale, 'report-title'),
    intro: messages.rich(locale, 'report-intro'),
    submitLabel: messages.text(locale, 'report-submit'),
    fields: [
      {
        kind: 'text',
        name: 'said',
        label: messages.text(locale, 'report-said'),
        required: true,
        multiline: true,
        maxLength: longest.report,
        value: '',
      },
    ],
  });
}

/** The newest reports, for moderators. */
export function reportsCard(locale: Locale, reports: readonly Report[]): Card {
  const [first] = reports;
  if (!first)
    return card({
      title: messages.text(locale, 'reports-title'),
      sections: [text(messages.rich(locale, 'reports-none'))],
    });
  const names = {
    by: named(first.by),
    about: named(first.about),
    at: { kind: 'moment', instant: first.at.toISOString(), show: 'date' } as const,
  };
  return card({
    title: messages.text(locale, 'reports-title'),
    sections: [
      text(messages.rich(locale, 'reports-count', { count: reports.length })),
      text(messages.rich(locale, 'reports-line', names)),
      text(wordsOnly(excerpt(words(first.said), 2_400))),
    ],
    actions: [button(locale, 'reports-close', actions.closeReport, first.id, 'primary')],
    footer: messages.rich(locale, 'reports-private'),
  });
}

/** Tells who planned the rounds that there is a report, and nothing of it. */
export function reportedCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'reported-title'),
    sections: [text(messages.rich(locale, 'reported-text'))],
  });
}

/** In the channel, after each of them said yes to it. */
export function announcedCard(locale: Locale, pairing: Pairing): Card {
  const [one, other, third] = active(pairing).map(({ platformUserId }) => named(platformUserId));
  const kind = kindName(locale, pairing.kind);
  const key = third ? 'announced-three' : 'announced-two';
  return card({
    sections: [text(messages.rich(locale, key, { one: one ?? '', other: other ?? '', third: third ?? '', kind }))],
  });
}
