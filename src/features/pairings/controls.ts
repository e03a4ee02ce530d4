import { actionToken } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Button, type Card, card, type SelectField, text } from '../../core/views/index.ts';
import { messages } from './texts.ts';
import type { Kind } from './vocabulary.ts';

export type TextKey = Parameters<typeof messages.text>[1];

export function button(
  locale: Locale,
  label: TextKey,
  action: string,
  row = '-',
  style: Button['style'] = 'plain',
): Button {
  return { kind: 'button', style, label: messages.text(locale, label), token: actionToken(action, row) };
}

/** A choice of one, or of at most `maxChoices`, which must be made. */
export function select(
  locale: Locale,
  name: string,
  label: TextKey,
  options: SelectField['options'],
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
    // What stood there and is no option any more is chosen anew.
    values: values.filter((value) => options.some((option) => option.value === value)),
  };
}

export function kindName(locale: Locale, kind: Kind): string {
  return messages.text(locale, `kind-${kind}`);
}

/** Several names in a row, as the language has it. */
export function listOf(locale: Locale, names: readonly string[]): string {
  return new Intl.ListFormat(locale).format(names);
}

/** A short word in private. */
export function noticeCard(locale: Locale, key: TextKey, buttons: readonly Button[] = []): Card {
  return card({ sections: [text(messages.rich(locale, key))], actions: buttons });
}
