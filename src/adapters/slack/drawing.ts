import type { ActionsBlock, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import type { TimeStyle } from '../../core/text/index.ts';
import type { Drawing } from '../../core/views/index.ts';
import type { CardMessage } from './cards.ts';
import { dateFormats } from './markdown.ts';

/** A message as Slack's client would draw it, read from what Slack is sent. */
export function drawMessage({ blocks }: CardMessage): readonly Drawing[] {
  return blocks.flatMap(drawBlock);
}

/** The blocks that cards are made of; there are no others. */
function drawBlock(block: KnownBlock): readonly Drawing[] {
  switch (block.type) {
    case 'header':
      return [{ part: 'title', inside: [block.text.text] }];
    case 'context':
      return [
        { part: 'small', inside: block.elements.flatMap((element) => ('text' in element ? [element.text] : [])) },
      ];
    case 'rich_text':
      return block.elements.map(drawRichText);
    case 'actions':
      return [{ part: 'row', inside: block.elements.map(drawControl) }];
    default:
      return [{ part: 'line', inside: ['—'] }];
  }
}

function drawRichText(element: RichTextBlock['elements'][number]): Drawing {
  switch (element.type) {
    case 'rich_text_list':
      return {
        part: element.style === 'ordered' ? 'numbered' : 'list',
        inside: element.elements.map((item): Drawing => ({ part: 'item', inside: item.elements.map(drawInline) })),
      };
    case 'rich_text_preformatted':
      return { part: 'literal', inside: element.elements.map(drawInline) };
    default:
      return { part: 'line', inside: element.elements.map(drawInline) };
  }
}

function drawInline(element: RichTextElement): Drawing {
  const drawn = drawBare(element);
  const marks = element.style ?? {};
  const parts = (['bold', 'italic', 'code'] as const).filter((mark) => mark in marks);
  return parts.reduce<Drawing>((inside, mark) => ({ part: markParts[mark], inside: [inside] }), drawn);
}

const markParts = { bold: 'strong', italic: 'emphasis', code: 'code' } as const;

function drawBare(element: RichTextElement): Drawing {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return { part: 'link', url: element.url, inside: [element.text ?? element.url] };
    case 'date':
      return {
        part: 'time',
        instant: new Date(element.timestamp * 1000).toISOString(),
        show: showOf(element.format),
      };
    case 'channel':
      return { part: 'channel', inside: [`#${element.channel_id}`] };
    default:
      return '';
  }
}

function showOf(format: string): TimeStyle {
  const found = Object.entries(dateFormats).find(([, each]) => each === format);
  return (found?.[0] as TimeStyle | undefined) ?? 'datetime';
}

function drawControl(control: ActionsBlock['elements'][number]): Drawing {
  if (control.type === 'static_select') return { part: 'select', inside: [control.placeholder?.text ?? ''] };
  if (control.type !== 'button') return '';
  const label = control.text.text;
  if (control.url !== undefined)
    return { part: 'plain', inside: [{ part: 'link', url: control.url, inside: [label] }] };
  return { part: control.style ?? 'plain', inside: [label] };
}
