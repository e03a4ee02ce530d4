import { actionToken, type Member } from '../../core/interactions/index.ts';
import type { Consent } from '../../core/ports/index.ts';
import { type Block, type RichText, words } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import { type Button, type Card, card, text } from '../../core/views/index.ts';
import { type KeptDays, keptFields } from './shorter.ts';
import { messages } from './texts.ts';

export const at = {
  export: 'mydata.export',
  ask: 'mydata.delete',
  sure: 'mydata.delete-sure',
  now: 'mydata.delete-now',
  keep: 'mydata.keep',
  stop: 'mydata.stop',
} as const;

/** Of one kind of thing what there is, in words. */
export type Line = string;

/** What stands beside the counts. */
export interface Around {
  /** What the member asked to be sent. */
  readonly asked: readonly Consent[];
  /** How long what is kept in their community. */
  readonly kept: KeptDays;
  /** When the member was first met. */
  readonly since: Date;
  readonly now: Date;
}

export function showCard(member: Member, lines: readonly Line[], { asked, kept, since, now }: Around): Card {
  const { locale, platform, zone } = member;
  const date = formatMoment(since.toISOString(), 'date', { locale, zone, now });
  const always = [messages.text(locale, 'account', { platform, since: date }), messages.text(locale, 'key')];
  const nothing = lines.length === 0 ? [text(messages.rich(locale, 'show-nothing'))] : [];
  return card({
    title: messages.text(locale, 'show-title'),
    sections: [
      text(messages.rich(locale, 'show-intro')),
      text(listOf([...lines, ...always])),
      ...nothing,
      text(messages.rich(locale, 'show-others')),
      text(messages.rich(locale, 'shorter-show')),
      keptFields(locale, kept),
      text(messages.rich(locale, asked.length === 0 ? 'asked-nothing' : 'asked')),
      ...(asked.length === 0 ? [] : [text(listOf(asked.map((consent) => consent.describe(locale))))]),
    ],
    actions: [
      ...asked.map((consent) => stopButton(locale, consent)),
      exportButton(member, 'primary'),
      deleteAllButton(member),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** What stands on the member's own page: the ways to it, not the counts, which change with all they do. */
export function homeCard(member: Member): Card {
  const { locale } = member;
  return card({
    title: messages.text(locale, 'show-title'),
    sections: [text(messages.rich(locale, 'show-intro'))],
    actions: [exportButton(member, 'plain'), button(messages.text(locale, 'delete-button'), at.ask, member, 'danger')],
  });
}

export function exportCard({ locale }: Member): Card {
  return card({
    title: messages.text(locale, 'export-title'),
    sections: [text(messages.rich(locale, 'export-text'))],
    footer: messages.rich(locale, 'private'),
  });
}

/** The first of two questions: what would be gone. */
export function askCard(member: Member, lines: readonly Line[]): Card {
  const { locale, platform } = member;
  return card({
    title: messages.text(locale, 'ask-title'),
    sections: [
      text(messages.rich(locale, 'ask-text')),
      text(listOf([...lines, messages.text(locale, 'key')])),
      text(messages.rich(locale, 'ask-rest', { platform })),
    ],
    actions: [
      button(messages.text(locale, 'ask-button'), at.sure, member, 'danger'),
      exportButton(member, 'plain'),
      button(messages.text(locale, 'keep'), at.keep, member),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** The second. */
export function askAgainCard(member: Member): Card {
  const { locale } = member;
  return card({
    title: messages.text(locale, 'ask-again-title'),
    sections: [text(messages.rich(locale, 'ask-again-text'))],
    actions: [
      button(messages.text(locale, 'delete-now'), at.now, member, 'danger'),
      button(messages.text(locale, 'keep'), at.keep, member),
    ],
  });
}

export function keptCard({ locale }: Member): Card {
  return card({
    title: messages.text(locale, 'kept-title'),
    sections: [text(messages.rich(locale, 'kept-text'))],
  });
}

/** What was deleted, for the member to keep. */
export function doneCard({ locale, zone }: Member, lines: readonly Line[], receipt: string, now: Date): Card {
  const date = formatMoment(now.toISOString(), 'datetime', { locale, zone, now });
  const listed = lines.length > 0 ? lines : [messages.text(locale, 'html-empty')];
  return card({
    title: messages.text(locale, 'done-title'),
    sections: [
      text(messages.rich(locale, 'done-text', { date: words(date) })),
      text(listOf(listed)),
      text(messages.rich(locale, 'done-rest')),
    ],
    footer: messages.rich(locale, 'receipt', { receipt }),
  });
}

function listOf(lines: readonly Line[]): RichText {
  const items = lines.map((line) => [{ type: 'text', value: line } as const]);
  return [{ type: 'list', ordered: false, items } satisfies Block];
}

function stopButton(locale: string, consent: Consent): Button {
  const label = messages.text(locale, 'stop', { what: consent.describe(locale) });
  return { kind: 'button', style: 'plain', label, token: actionToken(at.stop, consent.name) };
}

/** Gives the member all of it. */
export function exportButton(member: Member, style: Button['style'] = 'plain'): Button {
  return button(messages.text(member.locale, 'export-button'), at.export, member, style);
}

/** Asks before anything is deleted. */
export function deleteAllButton(member: Member): Button {
  return button(messages.text(member.locale, 'delete-button'), at.ask, member, 'danger');
}

/** The member's own id in the token: a button that outlived a deletion must not reach who they are afterwards. */
function button(label: string, action: string, member: Member, style: Button['style'] = 'plain'): Button {
  return { kind: 'button', label, token: actionToken(action, member.id), style };
}
