import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Place } from '../../core/interactions/index.ts';
import type { Card, Field, Form, FormValues, PickField, PlainStyle } from '../../core/views/index.ts';
import { cardBlocks, optionObject, plainText } from './cards.ts';
import { richTextElements } from './markdown.ts';

/** The action_id of every input; its block says which field it is. */
const inputAction = 'value';

/** A view that holds blocks whose type Slack's own types name. */
export type Modal = ModalView & { blocks: KnownBlock[] };

/** What the frame of a modal says, in the reader's language; at most 24 characters each. */
export interface ModalTexts {
  readonly title: string;
  readonly close: string;
  readonly cancel: string;
}

/** What every modal has besides its content. */
export interface Frame {
  readonly style: PlainStyle;
  readonly texts: ModalTexts;
  readonly carried: Carried;
}

/** What a modal carries from its opening on, in Slack's `private_metadata` of at most 3,000 characters. */
export interface Carried {
  /** Where the member was. */
  readonly place: Place;
  /** Of the message whose button opened the modal: takes another card in its place. */
  readonly responseUrl?: string;
}

/** Reads what a modal carried; of anything else than ours, that the member was alone with the bot. */
export function readCarried(metadata: string): Carried {
  try {
    const carried: unknown = JSON.parse(metadata);
    if (typeof carried === 'object' && carried !== null && 'place' in carried) return carried as Carried;
  } catch {
    // Not ours.
  }
  return { place: { kind: 'direct' } };
}

/**
 * A form as a modal. `errors`, per field name, stand below their inputs; for where the form is shown anew and Slack's own
 * inline errors cannot be used.
 */
export function formModal(form: Form, frame: Frame, errors: Readonly<Record<string, string>> = {}): Modal {
  const intro: KnownBlock[] = form.intro
    ? [{ type: 'rich_text', elements: richTextElements(form.intro, frame.style) }]
    : [];
  return {
    type: 'modal',
    callback_id: form.token,
    private_metadata: JSON.stringify(frame.carried),
    title: plainText(form.title),
    submit: plainText(form.submitLabel),
    close: plainText(frame.texts.cancel),
    blocks: [...intro, ...form.fields.flatMap((field) => fieldBlocks(form.token, field, errors[field.name]))],
  };
}

/** A card as a modal, for what a member keeps on the screen: a draft, or the answer to a form. */
export function cardModal(card: Card, frame: Frame): Modal {
  return {
    type: 'modal',
    callback_id: cardModalId,
    private_metadata: JSON.stringify(frame.carried),
    title: plainText(frame.texts.title),
    close: plainText(frame.texts.close),
    blocks: cardBlocks(card, frame.style),
  };
}

/** The callback_id of a modal that shows a card; it is never submitted. */
export const cardModalId = 'card';

/**
 * The block of a field. The form's token is part of it: Slack keeps what was typed in a block of the same id, and one form
 * must not fill in another that takes its place.
 */
export function fieldBlockId(token: string, name: string): string {
  return `${token}/${name}`;
}

/** The values of a submitted modal by field name; what was left empty is absent. */
export function submittedValues(state: ViewState): FormValues {
  const values: Record<string, string | readonly string[]> = {};
  for (const [blockId, inputs] of Object.entries(state)) {
    const value = inputValue(inputs[inputAction]);
    if (value.length > 0) values[blockId.slice(blockId.lastIndexOf('/') + 1)] = value;
  }
  return values;
}

/** `view.state.values` of a submission, as far as our inputs go. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

interface InputState {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value?: string } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string }[] | null | undefined;
  readonly selected_conversations?: readonly string[] | undefined;
  readonly selected_users?: readonly string[] | undefined;
}

function inputValue(input: InputState | undefined): string | readonly string[] {
  if (input?.selected_options) return input.selected_options.flatMap(({ value }) => value ?? []);
  const picked = input?.selected_conversations ?? input?.selected_users;
  if (picked) return picked;
  if (input?.selected_option) return input.selected_option.value === undefined ? [] : [input.selected_option.value];
  return input?.value ?? '';
}

function fieldBlocks(token: string, field: Field, error: string | undefined): KnownBlock[] {
  const input: InputBlock = {
    type: 'input',
    block_id: fieldBlockId(token, field.name),
    label: plainText(field.label),
    optional: !field.required,
    element: elementOf(field),
    ...(field.hint === undefined ? {} : { hint: plainText(field.hint) }),
  };
  return error === undefined ? [input] : [input, errorBlock(error)];
}

function elementOf(field: Field): InputBlock['element'] {
  switch (field.kind) {
    case 'text':
      return textElement(field);
    case 'select':
      return selectElement(field);
    case 'pick':
      return pickElement(field);
  }
}

function errorBlock(error: string): KnownBlock {
  const section = {
    type: 'rich_text_section',
    elements: [{ type: 'text', text: error, style: { bold: true } }],
  } as const;
  return { type: 'rich_text', elements: [{ ...section, elements: [...section.elements] }] };
}

function textElement(field: Extract<Field, { kind: 'text' }>): InputBlock['element'] {
  return {
    type: 'plain_text_input',
    action_id: inputAction,
    multiline: field.multiline,
    max_length: field.maxLength,
    ...(field.placeholder === undefined ? {} : { placeholder: plainText(field.placeholder) }),
    ...(field.value ? { initial_value: field.value } : {}),
  };
}

function selectElement(field: Extract<Field, { kind: 'select' }>): InputBlock['element'] {
  const options = field.options.map(optionObject);
  const initial = options.filter((option) => field.values?.includes(option.value ?? ''));
  const [first] = initial;
  if (field.maxChoices > 1) {
    return {
      type: 'multi_static_select',
      action_id: inputAction,
      options,
      max_selected_items: field.maxChoices,
      ...(first ? { initial_options: initial } : {}),
    };
  }
  return { type: 'static_select', action_id: inputAction, options, ...(first ? { initial_option: first } : {}) };
}

/** Slack's selects of many, with a bound of one where one is meant: those of one take no choice back. */
function pickElement({ of, maxChoices, values = [] }: PickField): InputBlock['element'] {
  const shared = { action_id: inputAction, max_selected_items: maxChoices };
  if (of === 'person') {
    return { type: 'multi_users_select', ...shared, ...(values.length > 0 ? { initial_users: [...values] } : {}) };
  }
  return {
    type: 'multi_conversations_select',
    ...shared,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(values.length > 0 ? { initial_conversations: [...values] } : {}),
  };
}
