import type { InputBlock, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import type { Message, Shown } from '../servers/slack/state.ts';
import type { Seen, SeenField, SeenFile } from './face.ts';

/** What somebody reads on Slack's screen. */
export function seenOn(shown: Shown): Seen {
  if (shown.kind === 'message') return seenBlocks(shown.message.blocks);
  const { view } = shown;
  const errors = shown.kind === 'errors' ? shown.errors : {};
  if (view.submit === undefined) return seenBlocks(view.blocks);
  const title = view.title?.text ?? '';
  const fields = view.blocks.flatMap((block, at) => {
    if (block.type !== 'input') return [];
    const below = view.blocks[at + 1];
    const error = errors[block.block_id ?? ''] ?? (below?.type === 'rich_text' ? readRichText(below) : undefined);
    return [seenField(block, error)];
  });
  return { text: title, buttons: [], selects: [], copyable: [], form: { title, fields } };
}

/** What the bot sent of itself; files, which Slack shows as messages of their own, beside the card before them. */
export function seenSent(messages: readonly Message[]): readonly Seen[] {
  const seen: Seen[] = [];
  for (const { text: preview, blocks, files } of messages) {
    const before = files.length > 0 ? seen.pop() : undefined;
    const added = files.map(seenFile);
    const all = [...(before?.files ?? []), ...added];
    seen.push({ ...(before ?? { ...seenBlocks(blocks), preview }), ...(all.length > 0 ? { files: all } : {}) });
  }
  return seen;
}

/** A file as it is opened; Slack tells its kind by its name. */
export function seenFile({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): SeenFile {
  const mediaTypes: Readonly<Record<string, string>> = {
    html: 'text/html; charset=utf-8',
    json: 'application/json',
    md: 'text/markdown',
    csv: 'text/csv',
    ics: 'text/calendar',
    png: 'image/png',
  };
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return { name, mediaType: mediaTypes[ending] ?? 'text/plain', text: bytes.toString() };
}

function seenBlocks(blocks: readonly KnownBlock[]): Seen {
  const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return {
    text: blocks.flatMap((block) => readBlock(block)).join('\n\n'),
    buttons: elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : [])),
    selects: elements.flatMap((element) =>
      element.type === 'static_select'
        ? [
            {
              label: element.placeholder?.text ?? '',
              options: (element.options ?? []).map(({ value = '', text }) => ({ value, label: text.text })),
            },
          ]
        : [],
    ),
    copyable: blocks.flatMap((block) => {
      const parts = block.type === 'rich_text' ? block.elements : [];
      return parts.flatMap((part) => (part.type === 'rich_text_preformatted' ? [readInlines(part.elements)] : []));
    }),
  };
}

function seenField(block: InputBlock, error: string | undefined): SeenField {
  const { element } = block;
  const id = block.block_id ?? '';
  const isText = element.type === 'plain_text_input';
  return {
    name: id.slice(id.lastIndexOf('/') + 1),
    label: block.label.text,
    kind: isText ? 'text' : 'select',
    value: isText ? (element.initial_value ?? '') : chosenIn(element).join(','),
    options: 'options' in element ? (element.options ?? []).map(({ value = '' }) => value) : [],
    ...(error === undefined ? {} : { error }),
  };
}

function chosenIn(element: InputBlock['element']): string[] {
  if (element.type === 'static_select') return element.initial_option?.value ? [element.initial_option.value] : [];
  if (element.type === 'multi_users_select') return element.initial_users ?? [];
  if (element.type === 'multi_conversations_select') return element.initial_conversations ?? [];
  if (element.type !== 'multi_static_select') return [];
  return (element.initial_options ?? []).map(({ value = '' }) => value);
}

function readBlock(block: KnownBlock): string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'context':
      return [block.elements.map((element) => ('text' in element ? element.text : '')).join(' ')];
    case 'rich_text':
      return [readRichText(block)];
    case 'divider':
      return ['---'];
    default:
      return [];
  }
}

function readRichText({ elements }: RichTextBlock): string {
  return elements
    .map((element) => {
      if (element.type !== 'rich_text_list') return readInlines(element.elements);
      const mark = (at: number) => (element.style === 'ordered' ? `${at + 1}.` : '-');
      return element.elements.map((item, at) => `${mark(at)} ${readInlines(item.elements)}`).join('\n');
    })
    .join('\n');
}

function readInlines(elements: readonly RichTextElement[]): string {
  return elements
    .map((element, at) => {
      const head = elements[at - 1];
      // A line in bold and its break are how a label stands before its value.
      if (element.type === 'text' && element.text === '\n' && head?.type === 'text' && head.style?.bold) {
        return head.text.endsWith('?') ? ' ' : ': ';
      }
      if (element.type === 'text') return element.text;
      if (element.type === 'channel') return `#${element.channel_id}`;
      if (element.type === 'link') return `${element.text ?? element.url} (${element.url})`;
      // Everybody reads a moment in a zone and language of their own; stories read the moment itself.
      return element.type === 'date' ? new Date(element.timestamp * 1000).toISOString() : '';
    })
    .join('');
}
