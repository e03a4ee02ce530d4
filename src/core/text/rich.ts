import type { List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { isolated, isWords, type Words } from './words.ts';

/** A piece of text within a line. `instant` is an ISO 8601 UTC string, shown by each platform in the reader's own zone. */
export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'words'; readonly value: string }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'time'; readonly instant: string; readonly show: TimeStyle }
  | { readonly type: 'member'; readonly platformId: string }
  | { readonly type: 'channel'; readonly platformId: string }
  | { readonly type: 'break' };

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

/** Our own texts: a small Markdown subset, parsed once and rendered by each platform. */
export type RichText = readonly Block[];

export type TimeStyle = 'date' | 'time' | 'datetime' | 'relative';

/** An instant to be shown in the reader's own zone. */
export interface Moment {
  readonly kind: 'moment';
  /** ISO 8601, UTC. */
  readonly instant: string;
  readonly show: TimeStyle;
}

/** A member named so that the platform shows their own name; it never pings. `platformId` is the platform's user id. */
export interface MemberName {
  readonly kind: 'member';
  readonly platformId: string;
}

/** A channel named so that the platform shows its own name. `platformId` is the platform's channel id. */
export interface ChannelName {
  readonly kind: 'channel';
  readonly platformId: string;
}

export type RichValue = string | number | Words | Moment | MemberName | ChannelName;

// Values are parsed as part of the line only as one private-use character each, so that nothing in them can become
// Markdown; `cleanInput` has taken these characters out of everything typed.
const firstPlaceholder = 0xe000;
const placeholder = /[\ue000-\uf8ff]/;

/**
 * Parses our Markdown subset: paragraphs, flat lists, strong, emphasis, code, links and hard breaks.
 * Throws on anything else, because a renderer could not show it everywhere.
 */
export function rich(markdown: string, slots: readonly RichValue[] = []): RichText {
  return parse(markdown).map((node) => toBlock(node, slots));
}

// Parsing took half the time of an answer, and nearly all of it went into the same few hundred texts of ours; what varies is
// in the slots. The bound is for the few texts that hold a date or a count.
const parsed = new Map<string, readonly RootContent[]>();
const mostParsed = 2_000;

function parse(markdown: string): readonly RootContent[] {
  const known = parsed.get(markdown);
  if (known) return known;
  const nodes = fromMarkdown(markdown).children;
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(markdown, nodes);
  return nodes;
}

/** The character that stands for slot `index` in a text given to `rich`. */
export function slotCharacter(index: number): string {
  return String.fromCharCode(firstPlaceholder + index);
}

/** One paragraph with just what a member typed. */
export function wordsOnly(typed: Words): RichText {
  return [{ type: 'paragraph', children: [{ type: 'words', value: typed.value }] }];
}

function toBlock(node: RootContent, slots: readonly RichValue[]): Block {
  switch (node.type) {
    case 'paragraph':
      return { type: 'paragraph', children: toInlines(node.children, slots) };
    case 'list':
      return { type: 'list', ordered: node.ordered === true, items: toItems(node, slots) };
    default:
      throw new Error(`Our texts are paragraphs and lists; "${node.type}" cannot be shown on every platform`);
  }
}

function toItems(list: List, slots: readonly RichValue[]): Inline[][] {
  return list.children.map((item) => {
    const [only, ...more] = item.children;
    if (only?.type !== 'paragraph' || more.length > 0) throw new Error('A list item in our texts is one paragraph');
    return toInlines((only as Paragraph).children, slots);
  });
}

function toInlines(nodes: readonly PhrasingContent[], slots: readonly RichValue[]): Inline[] {
  return nodes.flatMap((node) => toInline(node, slots));
}

function toInline(node: PhrasingContent, slots: readonly RichValue[]): Inline[] {
  switch (node.type) {
    case 'text':
      return fillSlots(node.value, slots);
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: toInlines(node.children, slots) }];
    case 'inlineCode':
      return [{ type: 'code', value: withoutSlot(node.value) }];
    case 'link':
      return [{ type: 'link', url: withoutSlot(node.url), children: toInlines(node.children, slots) }];
    case 'break':
      return [{ type: 'break' }];
    default:
      throw new Error(`Our texts cannot hold "${node.type}"`);
  }
}

/** Code and addresses are ours to the letter; a value in one would reach the reader unfilled. */
function withoutSlot(literal: string): string {
  if (placeholder.test(literal)) throw new Error('Our texts cannot hold a value inside code or an address');
  return literal;
}

function fillSlots(text: string, slots: readonly RichValue[]): Inline[] {
  const inlines: Inline[] = [];
  for (const piece of text.replaceAll('\n', ' ').split(/([\ue000-\uf8ff])/)) {
    if (piece === '') continue;
    if (!placeholder.test(piece)) {
      inlines.push({ type: 'text', value: piece });
      continue;
    }
    const value = slots[piece.charCodeAt(0) - firstPlaceholder];
    if (value === undefined) throw new Error('A text holds a reserved character that stands for no value');
    inlines.push(...toSlotInline(value));
  }
  return inlines;
}

function toSlotInline(value: RichValue): Inline[] {
  if (typeof value === 'number') return [{ type: 'text', value: String(value) }];
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'text', value: isolated(value) }];
  if (isWords(value)) return value.value === '' ? [] : [{ type: 'words', value: isolated(value.value) }];
  if (value.kind === 'moment') return [{ type: 'time', instant: value.instant, show: value.show }];
  return [{ type: value.kind, platformId: value.platformId }];
}
