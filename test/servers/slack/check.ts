import { Ajv, type ValidateFunction } from 'ajv';
import schema from './schema.json' with { type: 'json' };

/**
 * What Slack refuses, as far as its documentation and its SDK's types tell: structure by the types (schema.json), limits by
 * docs.slack.dev, "Block Kit reference", "Views" and the issue slackapi/bolt-js#2509.
 */
const ajv = new Ajv({ allErrors: false, strict: false, discriminator: false });
ajv.addSchema(schema, 'shapes');
const structure = (name: 'blocks' | 'modal' | 'home') =>
  ajv.compile({ $ref: `shapes#/definitions/Shapes/properties/${name}` });
const blocksShape = structure('blocks');
const modalShape = structure('modal');
const homeShape = structure('home');

const mostBlocks = { message: 50, view: 100 } as const;

/** All letters of a message's blocks; above 13,200 Slack answers `msg_blocks_too_long`, with structure counted in part. */
const messageLetters = 12_000;

type Json = Readonly<Record<string, unknown>>;

/** Why Slack would refuse a message; empty where it takes it. */
export function faultsOfMessage(message: { readonly text?: unknown; readonly blocks?: unknown }): string[] {
  const { text, blocks } = message;
  if (typeof text !== 'string' || text === '') return ['a message needs a text, which notifications show'];
  if (text.length > 40_000) return ['text is over 40,000'];
  if (blocks === undefined) return [];
  const shape = faultsOfShape(blocksShape, blocks);
  if (shape.length > 0) return shape;
  const list = blocks as readonly Json[];
  const letters = lettersOf(list);
  return [
    ...(list.length > mostBlocks.message ? [`${list.length} blocks in a message`] : []),
    ...(letters > messageLetters ? [`msg_blocks_too_long: ${letters}`] : []),
    ...faultsOfBlocks(list),
    ...list.filter((block) => block.type === 'input').map(() => 'an input in a message'),
  ];
}

/** Why Slack would refuse a modal. */
export function faultsOfModal(view: unknown): string[] {
  const shape = faultsOfShape(modalShape, view);
  if (shape.length > 0) return shape;
  const modal = view as Json & { blocks: readonly Json[] };
  const hasInput = modal.blocks.some((block) => block.type === 'input');
  return [
    ...faultsOfView(modal),
    ...(['title', 'submit', 'close'] as const).flatMap((name) => sized(name, textOf(modal[name]), 24)),
    ...(hasInput && modal.submit === undefined ? ['inputs need a submit button'] : []),
  ];
}

/** Why Slack would refuse a Home tab. */
export function faultsOfHome(view: unknown): string[] {
  const shape = faultsOfShape(homeShape, view);
  return shape.length > 0 ? shape : faultsOfView(view as Json & { blocks: readonly Json[] });
}

function faultsOfView(view: Json & { readonly blocks: readonly Json[] }): string[] {
  return [
    ...(view.blocks.length > mostBlocks.view ? [`${view.blocks.length} blocks in a view`] : []),
    ...(String(view.private_metadata ?? '').length > 3_000 ? ['private_metadata is over 3,000'] : []),
    ...(String(view.callback_id ?? '').length > 255 ? ['callback_id is over 255'] : []),
    ...faultsOfBlocks(view.blocks),
  ];
}

function faultsOfShape(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return [`not of Slack's types: ${ajv.errorsText(validate.errors).slice(0, 400)}`];
}

function faultsOfBlocks(blocks: readonly Json[]): string[] {
  const ids = blocks.flatMap((block) => (typeof block.block_id === 'string' ? [block.block_id] : []));
  return [
    ...(new Set(ids).size < ids.length ? ['two blocks share a block_id'] : []),
    ...ids.filter((id) => id === '' || id.length > 255).map(() => 'block_id has no legal length'),
    ...blocks.flatMap(faultsOfBlock),
  ];
}

function faultsOfBlock(block: Json): string[] {
  const elements = (block.elements ?? []) as readonly Json[];
  switch (block.type) {
    case 'header':
      return sized('header', textOf(block.text), 150, true);
    case 'section':
      return [
        ...sized('section', textOf(block.text), 3_000),
        ...((block.fields ?? []) as Json[]).flatMap((field) => sized('field', textOf(field), 2_000)),
      ];
    case 'context':
      return [
        ...counted('context elements', elements, 10),
        ...elements.flatMap((element) => sized('context', textOf(element), 2_000)),
      ];
    case 'actions':
      return [
        ...counted('actions', elements, 25),
        ...faultsOfActionIds(elements),
        ...elements.flatMap(faultsOfElement),
      ];
    case 'input':
      return [
        ...sized('label', textOf(block.label), 2_000, true),
        ...sized('hint', textOf(block.hint), 2_000),
        ...faultsOfElement(block.element as Json),
      ];
    case 'rich_text':
      return [...counted('rich text', elements, 1_000), ...elements.flatMap(faultsOfRichText)];
    default:
      return [];
  }
}

function faultsOfActionIds(elements: readonly Json[]): string[] {
  const ids = elements.map((element) => String(element.action_id ?? ''));
  return new Set(ids).size < ids.length ? ['two elements of a block share an action_id'] : [];
}

function faultsOfElement(element: Json): string[] {
  const id = String(element.action_id ?? '');
  return [...(id.length > 255 ? ['action_id is over 255'] : []), ...faultsOfControl(element)];
}

function faultsOfControl(element: Json): string[] {
  const initial = String(element.initial_value ?? '');
  const most = Number(element.max_length ?? 3_000);
  switch (element.type) {
    case 'button':
      return [
        ...sized('button', textOf(element.text), 75, true),
        ...(String(element.url ?? '').length > 3_000 ? ['url is over 3,000'] : []),
        ...(String(element.value ?? '').length > 2_000 ? ['value is over 2,000'] : []),
      ];
    case 'plain_text_input':
      return [
        ...sized('placeholder', textOf(element.placeholder), 150),
        ...(most < 1 || most > 3_000 ? ['max_length is 1 to 3,000'] : []),
        ...(initial.length > most ? ['initial_value is longer than max_length'] : []),
      ];
    case 'static_select':
    case 'multi_static_select':
      return faultsOfSelect(element);
    case 'multi_users_select':
    case 'multi_conversations_select': {
      const initial = [element.initial_users, element.initial_conversations].flat().filter(Boolean);
      return initial.length > Number(element.max_selected_items ?? 1) ? ['more picked than may be'] : [];
    }
    default:
      return [`nothing of ours uses ${element.type}`];
  }
}

function faultsOfSelect(element: Json): string[] {
  const options = (element.options ?? []) as readonly Json[];
  const values = options.map((option) => String(option.value ?? ''));
  const initial = [element.initial_option, ...((element.initial_options as unknown[]) ?? [])].filter(Boolean);
  const known = new Set(options.map((option) => JSON.stringify(option)));
  return [
    ...sized('placeholder', textOf(element.placeholder), 150),
    ...counted('options', options, 100),
    ...(new Set(values).size < values.length ? ['two options share a value'] : []),
    ...(initial.some((option) => !known.has(JSON.stringify(option))) ? ['an initial option is no option'] : []),
    ...(initial.length > Number(element.max_selected_items ?? 1) ? ['more chosen than may be'] : []),
    ...options.flatMap((option) => [
      ...sized('option', textOf(option.text), 75, true),
      ...sized('option description', textOf(option.description), 75),
      ...sized('option value', String(option.value ?? ''), 150, true),
    ]),
  ];
}

function faultsOfRichText(element: Json): string[] {
  const children = (element.elements ?? []) as readonly Json[];
  if (children.length === 0) return [`${element.type} is empty`];
  return children.flatMap((child) => {
    if (child.type === 'rich_text_section') return faultsOfRichText(child);
    const text = child.text;
    if (child.type === 'text' && (typeof text !== 'string' || text === '')) return ['a text element is empty'];
    if (child.type === 'link' && !/^https:\/\//.test(String(child.url))) return ['a link leads elsewhere'];
    return [];
  });
}

function counted(what: string, list: readonly unknown[], most: number): string[] {
  return list.length === 0 || list.length > most ? [`${list.length} ${what}, 1 to ${most}`] : [];
}

function sized(what: string, text: string | undefined, most: number, isNeeded = false): string[] {
  if (text === undefined) return isNeeded ? [`${what} is missing`] : [];
  return text.trim() === '' || text.length > most ? [`${what} has ${text.length} letters, 1 to ${most}`] : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : undefined;
}

function lettersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + lettersOf(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, each]) => {
    const own = typeof each === 'string' && ['text', 'value', 'url', 'fallback'].includes(key) ? each.length : 0;
    return sum + own + (typeof each === 'object' ? lettersOf(each) : 0);
  }, 0);
}
