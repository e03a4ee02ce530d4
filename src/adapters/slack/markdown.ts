import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { type Block, type Inline, isolated, type RichText, type TimeStyle } from '../../core/text/index.ts';
import type { PlainStyle } from '../../core/views/index.ts';

/**
 * Our rich text as the elements of a `rich_text` block. Slack reads no markup in them: a text element is shown letter by
 * letter, so that nothing a member typed can mention, link, format or become an emoji.
 */
export function richTextElements(richText: RichText, style: PlainStyle): RichTextBlock['elements'] {
  const elements: RichTextBlock['elements'] = [];
  for (const block of richText) {
    if (block.type === 'list') {
      elements.push(listElement(block, style));
      continue;
    }
    const last = elements.at(-1);
    const inlines = inlineElements(block.children, style);
    // Two sections stand without a gap between them; paragraphs are one section with an empty line.
    if (last?.type === 'rich_text_section') last.elements.push({ type: 'text', text: '\n\n' }, ...inlines);
    else elements.push({ type: 'rich_text_section', elements: inlines });
  }
  return elements;
}

/** A line of ours in bold, as the head of what follows it. */
export function boldLine(label: string): RichTextElement[] {
  return [
    { type: 'text', text: label, style: { bold: true } },
    { type: 'text', text: '\n' },
  ];
}

/**
 * A plain text for places where Slack looks for mentions and links: a message's fallback text. With these three characters
 * escaped none can arise (docs.slack.dev, "Formatting message text").
 */
export function escapeText(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What Slack escaped in a text that a member typed, as they typed it. */
export function unescapeText(escaped: string): string {
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The text of a message as whoever wrote it sees it: links by what they show or where they lead, mentions by their ids. */
export function messageText(marked: string): string {
  const shown = marked.replaceAll(
    /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g,
    (_all, kind: string, target: string, label?: string) => {
      return label ?? (kind === '' ? target : `${kind === '#' ? '#' : '@'}${target}`);
    },
  );
  return unescapeText(shown);
}

function listElement(list: Extract<Block, { type: 'list' }>, style: PlainStyle): RichTextBlock['elements'][number] {
  return {
    type: 'rich_text_list',
    style: list.ordered ? 'ordered' : 'bullet',
    elements: list.items.map(
      (item): RichTextSection => ({ type: 'rich_text_section', elements: inlineElements(item, style) }),
    ),
  };
}

type Marks = NonNullable<Extract<RichTextElement, { type: 'text' }>['style']>;

/** Inlines in their order; `marks` are those of the pieces around them. */
export function inlineElements(inlines: readonly Inline[], style: PlainStyle, marks: Marks = {}): RichTextElement[] {
  return inlines.flatMap((inline) => inlineElement(inline, style, marks));
}

function inlineElement(inline: Inline, style: PlainStyle, marks: Marks): RichTextElement[] {
  switch (inline.type) {
    case 'text':
    case 'words':
      return [textElement(inline.value, marks)];
    case 'code':
      return [textElement(inline.value, { ...marks, code: true })];
    case 'strong':
      return inlineElements(inline.children, style, { ...marks, bold: true });
    case 'emphasis':
      return inlineElements(inline.children, style, { ...marks, italic: true });
    case 'link':
      return linkElements(inline.url, inlineElements(inline.children, style, marks));
    case 'time':
      return [dateElement(inline.instant, inline.show, style, marks)];
    case 'member':
      // A mention would notify; the name alone tells who is meant.
      return [textElement(isolated(style.member(inline.platformId)), { ...marks, bold: true })];
    case 'channel':
      return [
        {
          type: 'channel',
          channel_id: inline.platformId,
          ...(Object.keys(marks).length === 0 ? {} : { style: marks }),
        },
      ];
    case 'break':
      return [{ type: 'text', text: '\n' }];
  }
}

function textElement(text: string, marks: Marks): RichTextElement {
  return Object.keys(marks).length === 0 ? { type: 'text', text } : { type: 'text', text, style: marks };
}

function linkElements(url: string, children: readonly RichTextElement[]): RichTextElement[] {
  return children.map((child) => (child.type === 'text' ? { ...child, type: 'link', url } : child));
}

// docs.slack.dev "Date formatting": the tokens that Slack fills in the reader's own zone and language.
export const dateFormats: Readonly<Record<TimeStyle, string>> = {
  date: '{date_long}',
  time: '{time}',
  datetime: '{date_long} {time}',
  relative: '{ago}',
};

function dateElement(instant: string, show: TimeStyle, style: PlainStyle, marks: Marks): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(new Date(instant).getTime() / 1000),
    format: dateFormats[show],
    fallback: style.time(instant, show),
    ...(Object.keys(marks).length === 0 ? {} : { style: marks }),
  };
}
