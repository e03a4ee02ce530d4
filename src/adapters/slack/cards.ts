import type { ActionsBlock, KnownBlock, PlainTextElement, PlainTextOption, RichTextBlock } from '@slack/types';
import type { RichText } from '../../core/text/index.ts';
import {
  type Action,
  actionRows,
  type Card,
  type OptionItem,
  type PlainStyle,
  plainRich,
  renderPlain,
  type Section,
} from '../../core/views/index.ts';
import { boldLine, escapeText, inlineElements, richTextElements } from './markdown.ts';

/** A card as a message: its blocks, and the text that stands in notifications and for screen readers. */
export interface CardMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** The whole card as a message. */
export function cardMessage(card: Card, style: PlainStyle): CardMessage {
  return { text: escapeText(renderPlain(card, style)), blocks: cardBlocks(card, style) };
}

/** The whole card as blocks for a message, a modal or App Home; at most 40 of them. */
export function cardBlocks(card: Card, style: PlainStyle): KnownBlock[] {
  return [
    ...(card.title === undefined ? [] : [{ type: 'header', text: plainText(card.title) } as const]),
    ...card.sections.flatMap((section) => sectionBlocks(section, style)),
    ...actionRows(card.actions).map(actionsBlock),
    ...(card.footer ? [footerBlock(card.footer, style)] : []),
  ];
}

/** A text that is shown literally: Slack reads neither markup nor emoji codes in it. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A choice of a select. */
export function optionObject({ value, label, description }: OptionItem): PlainTextOption {
  return {
    text: plainText(label),
    value,
    ...(description === undefined ? {} : { description: plainText(description) }),
  };
}

function sectionBlocks(section: Section, style: PlainStyle): KnownBlock[] {
  switch (section.kind) {
    case 'text':
      return [richTextBlock(richTextElements(section.text, style))];
    case 'fields':
      return [richTextBlock(section.fields.flatMap((field) => fieldElements(field, style)))];
    case 'copyable':
      return [
        richTextBlock([
          { type: 'rich_text_section', elements: boldLine(section.label) },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: section.text.value }] },
        ]),
      ];
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function richTextBlock(elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}

// Not a section's own fields: those take mrkdwn, in which a member's words could format.
function fieldElements(field: { label: string; value: RichText }, style: PlainStyle): RichTextBlock['elements'] {
  const [first, ...rest] = richTextElements(field.value, style);
  const label = boldLine(field.label);
  if (first?.type === 'rich_text_section') {
    return [{ type: 'rich_text_section', elements: [...label, ...first.elements] }, ...rest];
  }
  return [{ type: 'rich_text_section', elements: label }, ...(first ? [first, ...rest] : [])];
}

function actionsBlock(row: readonly Action[]): ActionsBlock {
  return { type: 'actions', elements: row.map(actionElement) };
}

/** What a press of a link button is told by; the bot has nothing to do for it. */
export const linkAction = 'link';

function actionElement(action: Action, index: number): ActionsBlock['elements'][number] {
  switch (action.kind) {
    case 'button':
      return {
        type: 'button',
        text: plainText(action.label),
        action_id: action.token,
        ...(action.style === 'plain' ? {} : { style: action.style }),
      };
    case 'link':
      return {
        type: 'button',
        text: plainText(action.label),
        action_id: `${linkAction}:${index}`,
        url: action.url,
      };
    case 'select':
      return {
        type: 'static_select',
        action_id: action.token,
        placeholder: plainText(action.placeholder),
        options: action.options.map(optionObject),
      };
  }
}

/** Small print where the footer is plain; a footer with links, times or marks keeps them in ordinary print. */
function footerBlock(footer: RichText, style: PlainStyle): KnownBlock {
  const isPlain = footer.every(
    (block) =>
      block.type === 'paragraph' &&
      inlineElements(block.children, style).every((element) => element.type === 'text' && element.style === undefined),
  );
  if (!isPlain) return richTextBlock(richTextElements(footer, style));
  return { type: 'context', elements: [plainText(plainRich(footer, style))] };
}
