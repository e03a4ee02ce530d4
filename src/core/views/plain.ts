import { type Inline, isolated, type RichText } from '../text/index.ts';
import { type Action, actionRows, type Card, type Section } from './card.ts';

/**
 * How a plain-text screen shows what text alone cannot decide: the reader's own zone and words for controls.
 * Both are given by the caller, because this renderer is pure.
 */
export interface PlainStyle {
  /** Shows an instant (ISO 8601, UTC) in the reader's zone. */
  readonly time: (instant: string, show: 'date' | 'time' | 'datetime' | 'relative') => string;
  /** Shows a member by name. */
  readonly member: (platformId: string) => string;
  /** Numbers the actions from 1 so that a terminal can name them; left out where controls are shown otherwise. */
  readonly numberActions: boolean;
}

/** The whole card as plain text: the terminal's screen and Slack's fallback. Lines are not wrapped. */
export function renderPlain(shown: Card, style: PlainStyle): string {
  const parts = [
    ...(shown.title === undefined ? [] : [shown.title]),
    ...shown.sections.map((section) => plainSection(section, style)),
    ...plainActions(shown.actions, style),
    ...(shown.footer ? [plainRich(shown.footer, style)] : []),
  ];
  return parts.join('\n\n');
}

/** A rich text as plain text, paragraphs separated by an empty line. */
export function plainRich(richText: RichText, style: PlainStyle): string {
  return richText
    .map((block) => {
      if (block.type === 'paragraph') return plainInlines(block.children, style);
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${plainInlines(item, style)}`)
        .join('\n');
    })
    .join('\n\n');
}

function plainSection(section: Section, style: PlainStyle): string {
  switch (section.kind) {
    case 'text':
      return plainRich(section.text, style);
    case 'fields':
      return section.fields.map((field) => plainField(field, style)).join('\n');
    case 'copyable':
      return `${section.label}\n${section.text.value.replace(/^/gm, '  ')}`;
    case 'divider':
      return '---';
  }
}

function plainField(
  { label, value }: Extract<Section, { kind: 'fields' }>['fields'][number],
  style: PlainStyle,
): string {
  const between = value[0]?.type === 'list' ? '\n' : ' ';
  return `${labelOf(label)}${between}${plainRich(value, style)}`;
}

/** A label that is a question has its mark already. */
function labelOf(label: string): string {
  return label.endsWith('?') ? label : `${label}:`;
}

function plainInlines(inlines: readonly Inline[], style: PlainStyle): string {
  return inlines.map((inline) => plainInline(inline, style)).join('');
}

function plainInline(inline: Inline, style: PlainStyle): string {
  switch (inline.type) {
    case 'text':
    case 'words':
    case 'code':
      return inline.value;
    case 'strong':
    case 'emphasis':
      return plainInlines(inline.children, style);
    case 'link':
      return `${plainInlines(inline.children, style)} (${inline.url})`;
    case 'time':
      return style.time(inline.instant, inline.show);
    case 'member':
      return isolated(style.member(inline.platformId));
    case 'channel':
      return `#${inline.platformId}`;
    case 'break':
      return '\n';
  }
}

function plainActions(actions: readonly Action[], style: PlainStyle): string[] {
  if (actions.length === 0) return [];
  const number = new Map(actions.map((action, index) => [action, index + 1]));
  const name = (action: Action) => (style.numberActions ? `[${number.get(action)}] ` : '');
  const lines = actionRows(actions).flatMap((row) => row.flatMap((action) => plainAction(action, name(action))));
  return [lines.join('\n')];
}

function plainAction(action: Action, name: string): string[] {
  switch (action.kind) {
    case 'button':
      return [`${name}${action.label}`];
    case 'link':
      return [`${name}${action.label}: ${action.url}`];
    case 'select':
      return [
        `${name}${action.placeholder}`,
        ...action.options.map(({ value, label, description }) => {
          return `    ${value}: ${label}${description === undefined ? '' : ` (${description})`}`;
        }),
      ];
  }
}
