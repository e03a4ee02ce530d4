import { DefinitionError } from '../errors/index.ts';
import type { RichText, Words } from '../text/index.ts';
import { limits } from './limits.ts';
import { codeBlockLength, escapedLength, isBlank, richLength } from './measure.ts';
import { checkOptions, type OptionItem } from './options.ts';

/**
 * A message as every platform can show it. Build it with `card()`, which throws over a limit; a renderer shows all of it.
 */
export interface Card {
  /** Plain text, at most 150 characters. */
  readonly title?: string;
  readonly sections: readonly Section[];
  /** In order, rows as the platform lays them out: up to five buttons share a row, a select has its own. */
  readonly actions: readonly Action[];
  /** Small print below everything. */
  readonly footer?: RichText;
}

export type Section =
  | { readonly kind: 'text'; readonly text: RichText }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: RichText }[] }
  /** Text that the member takes elsewhere, shown literally with a way to copy it. */
  | { readonly kind: 'copyable'; readonly label: string; readonly text: Words }
  | { readonly kind: 'divider' };

export type Action = Button | LinkButton | Select;

export interface Button {
  readonly kind: 'button';
  readonly label: string;
  readonly token: string;
  readonly style: 'primary' | 'plain' | 'danger';
}

/** Opens an https address. The platform tells the bot nothing of it. */
export interface LinkButton {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
}

export interface Select {
  readonly kind: 'select';
  readonly token: string;
  /** What is chosen here; also the label for screen readers. */
  readonly placeholder: string;
  readonly options: readonly OptionItem[];
}

/** Checks a card against the limits of every platform. Throws `DefinitionError` naming what is over. */
export function card(input: {
  readonly title?: string;
  readonly sections: readonly Section[];
  readonly actions?: readonly Action[];
  readonly footer?: RichText;
}): Card {
  const built: Card = { ...input, actions: input.actions ?? [] };
  const faults = [...faultsOfText(built), ...faultsOfActions(built.actions)];
  if (faults.length > 0) throw new DefinitionError(`This card cannot be shown everywhere: ${faults.join('; ')}`);
  return built;
}

/** A text section. */
export function text(richText: RichText): Section {
  return { kind: 'text', text: richText };
}

/** The rows that buttons and selects take: five buttons at most share one, a select stands alone. */
export function actionRows(actions: readonly Action[]): readonly (readonly Action[])[] {
  const rows: Action[][] = [];
  for (const action of actions) {
    const last = rows.at(-1);
    const joins = action.kind !== 'select' && last !== undefined && last[0]?.kind !== 'select';
    if (joins && last.length < limits.card.buttonsPerRow) last.push(action);
    else rows.push([action]);
  }
  return rows;
}

/** All text of a card as the limit over all counts it, in UTF-16 code units. */
export function cardLength(built: Card): number {
  const sections = built.sections.reduce((sum, section) => sum + sectionLength(section), 0);
  return escapedLength(built.title ?? '') + sections + richLength(built.footer ?? []);
}

function faultsOfText(built: Card): string[] {
  const faults: string[] = [];
  const most = (what: string, actual: number, limit: number) => {
    if (actual > limit) faults.push(`${what} is ${actual}, at most ${limit}`);
  };
  const title = escapedLength(built.title ?? '');
  most('title', built.title?.length ?? 0, limits.card.title);
  most('title once escaped', title, limits.card.titleEscaped);
  most('sections', built.sections.length, limits.card.sections);
  most('footer', richLength(built.footer ?? []), limits.card.footer);
  if (built.title !== undefined && isBlank(built.title)) faults.push('title is empty');
  if (built.sections.every((section) => section.kind === 'divider')) faults.push('there is no section to read');
  for (const section of built.sections) faults.push(...faultsOfSection(section));
  most('text over all', cardLength(built), limits.card.totalText);
  return faults;
}

function faultsOfSection(section: Section): string[] {
  switch (section.kind) {
    case 'text':
      return sized('text', richLength(section.text), limits.card.sectionText);
    case 'copyable':
      return [
        ...labelled('label of a copyable text', section.label, limits.card.fieldLabel),
        ...labelled('copyable text', section.text.value, limits.card.copyable),
      ];
    case 'fields':
      return [
        ...sized('number of fields', section.fields.length, limits.card.fields),
        ...section.fields.flatMap((field) => [
          ...labelled('field label', field.label, limits.card.fieldLabel),
          ...sized('field value', richLength(field.value), limits.card.fieldValue),
        ]),
      ];
    case 'divider':
      return [];
  }
}

/** Nothing may be empty: Discord and Slack both refuse an empty text. */
function sized(what: string, actual: number, limit: number): string[] {
  if (actual === 0) return [`${what} is empty`];
  return actual > limit ? [`${what} is ${actual}, at most ${limit}`] : [];
}

function labelled(what: string, literal: string, limit: number): string[] {
  return sized(what, isBlank(literal) ? 0 : literal.length, limit);
}

function sectionLength(section: Section): number {
  switch (section.kind) {
    case 'text':
      return richLength(section.text);
    case 'copyable':
      return escapedLength(section.label) + codeBlockLength(section.text.value);
    case 'fields':
      return section.fields.reduce((sum, field) => sum + escapedLength(field.label) + richLength(field.value), 0);
    case 'divider':
      return 0;
  }
}

function faultsOfActions(actions: readonly Action[]): string[] {
  const faults: string[] = [];
  const tokens = actions.flatMap((action) => (action.kind === 'link' ? [] : [action.token]));
  if (new Set(tokens).size < tokens.length) faults.push('two actions share a token');
  if (tokens.some((token) => token.length === 0 || token.length > limits.token))
    faults.push('a token has no legal length');
  const letters = actions.reduce((sum, action) => sum + controlLength(action), 0);
  if (letters > limits.card.controls) faults.push(`text of controls is ${letters}, at most ${limits.card.controls}`);
  if (actionRows(actions).length > limits.card.rows) faults.push(`more than ${limits.card.rows} rows of actions`);
  for (const action of actions) {
    if (action.kind === 'select') {
      faults.push(...labelled('placeholder', action.placeholder, limits.select.placeholder));
      faults.push(...checkOptions(action.options));
      continue;
    }
    faults.push(...labelled('button label', action.label, limits.buttonLabel));
    if (action.kind !== 'link') continue;
    faults.push(...sized('address of a link', action.url.length, limits.linkUrl));
    if (!/^https:\/\//.test(action.url)) faults.push('a link leads elsewhere than to https');
  }
  return faults;
}

function controlLength(action: Action): number {
  if (action.kind !== 'select') return action.label.length;
  return action.options.reduce(
    (sum, { value, label, description = '' }) => sum + value.length + label.length + description.length,
    action.placeholder.length,
  );
}
