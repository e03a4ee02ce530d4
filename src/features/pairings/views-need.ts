import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, words } from '../../core/text/index.ts';
import { type Card, card, excerpt, type Form, form, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { button, kindName, select } from './controls.ts';
import { type Ask, longest, type NeedView } from './rules.ts';
import { messages } from './texts.ts';
import { type Kind, kinds } from './vocabulary.ts';

export function needForm(locale: Locale, own: readonly Kind[]): Form {
  const line = (name: 'day' | 'note', required: boolean, maxLength: number) =>
    ({
      kind: 'text',
      name,
      label: messages.text(locale, `need-${name}`),
      hint: messages.text(locale, `need-${name}-hint`),
      required,
      multiline: name === 'note',
      maxLength,
      value: '',
    }) as const;
  return form({
    token: actionToken(actions.need),
    title: messages.text(locale, 'need-title'),
    intro: messages.rich(locale, 'need-intro'),
    submitLabel: messages.text(locale, 'need-submit'),
    fields: [
      select(
        locale,
        'kind',
        'need-kind',
        kinds.map((value) => ({ value, label: kindName(locale, value) })),
        own.slice(0, 1),
      ),
      line('day', true, 60),
      line('note', false, longest.note),
    ],
  });
}

/** How it stands, for who asked. */
export function needStatusCard(locale: Locale, need: NeedView): Card {
  const isOpen = need.state === 'asking';
  return card({
    title: messages.text(locale, 'need-status-title', { kind: kindName(locale, need.kind) }),
    sections: [text(messages.rich(locale, `need-${need.state}`, { count: need.asked }))],
    actions: isOpen ? [button(locale, 'need-withdraw', actions.needWithdraw, need.id)] : [],
    footer: messages.rich(locale, 'need-private'),
  });
}

/** To one who said that they may be asked. */
export function needAskCard(locale: Locale, ask: Ask, need: NeedView): Card {
  const name = { kind: 'member', platformId: need.platformUserId } as const;
  const until = { kind: 'moment', instant: need.until.toISOString(), show: 'datetime' } as const;
  return card({
    title: messages.text(locale, 'need-ask-title', { kind: kindName(locale, need.kind) }),
    sections: [
      text(messages.rich(locale, 'need-ask-text', { name, until })),
      ...(need.note === ''
        ? []
        : [text(messages.rich(locale, 'need-ask-note', { note: excerpt(words(need.note), 700) }))]),
    ],
    actions: [
      button(locale, 'need-yes', actions.needYes, ask.id, 'primary'),
      button(locale, 'need-no', actions.needNo, ask.id),
    ],
    footer: messages.rich(locale, 'need-ask-why'),
  });
}
