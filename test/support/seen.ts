import { type Card, type Form, renderPlain } from '../../src/core/views/index.ts';
import type { Seen, SeenField } from './face.ts';

const style = { time: (instant: string) => instant, member: (id: string) => `@${id}`, numberActions: false };

/** A card as a story reads it. */
export function seenCard(card: Card): Seen {
  return {
    text: renderPlain({ ...card, actions: [] }, style),
    buttons: card.actions.flatMap((action) => (action.kind === 'select' ? [] : [action.label])),
    selects: card.actions.flatMap((action) => {
      return action.kind === 'select' ? [{ label: action.placeholder, options: action.options }] : [];
    }),
    copyable: card.sections.flatMap((section) => (section.kind === 'copyable' ? [section.text.value] : [])),
  };
}

/** An open form as a story reads it. */
export function seenForm({ title, fields }: Form, errors: Readonly<Record<string, string>>): Seen {
  const seenFields = fields.map((field): SeenField => {
    const error = errors[field.name];
    return {
      name: field.name,
      label: field.label,
      kind: field.kind === 'text' ? 'text' : 'select',
      value: field.kind === 'text' ? (field.value ?? '') : (field.values ?? []).join(','),
      options: field.kind === 'select' ? field.options.map((option) => option.value) : [],
      ...(error === undefined ? {} : { error }),
    };
  });
  return { text: title, buttons: [], selects: [], copyable: [], form: { title, fields: seenFields } };
}
