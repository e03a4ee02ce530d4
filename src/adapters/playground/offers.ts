import type { Form, PickField, SelectField } from '../../core/views/index.ts';
import type { Conversation, Persona, ShownForm } from './protocol.ts';

/** What there is to pick in the playground. */
export interface Offers {
  readonly conversations: readonly Conversation[];
  readonly personas: readonly Persona[];
}

/** The form as it is shown: with selects of the playground's own channels and people where something is to be picked. */
export function withOffers(form: Form, offers: Offers): ShownForm {
  return { ...form, fields: form.fields.map((field) => (field.kind === 'pick' ? asSelect(field, offers) : field)) };
}

function asSelect({ of, maxChoices, values = [], ...field }: PickField, offers: Offers): SelectField {
  const channels = offers.conversations.filter(({ kind }) => kind === 'channel');
  const options = (of === 'channel' ? channels : offers.personas).map(({ id, name }) => ({ value: id, label: name }));
  return {
    ...field,
    kind: 'select',
    options,
    maxChoices: Math.min(maxChoices, options.length),
    values: values.filter((value) => options.some((option) => option.value === value)),
  };
}
