import { type Inline, type RichText, type Words, words } from '../text/index.ts';

/**
 * The length of a rich text as rendered at worst, in UTF-16 code units. Escaping can put a backslash before a character
 * (Discord) or turn `&` into five (Slack): words are counted with what their escaping adds, ours with their marks.
 */
export function richLength(richText: RichText): number {
  return richText.reduce((sum, block) => {
    if (block.type === 'paragraph') return sum + inlineLength(block.children) + 2;
    return sum + block.items.reduce((items, item) => items + inlineLength(item) + 5, 0);
  }, 0);
}

function inlineLength(inlines: readonly Inline[]): number {
  return inlines.reduce((sum, inline) => sum + lengthOf(inline), 0);
}

function lengthOf(inline: Inline): number {
  switch (inline.type) {
    case 'text':
    case 'words':
      return escapedLength(inline.value);
    case 'code':
      return escapedLength(inline.value) + 2;
    case 'strong':
    case 'emphasis':
      return inlineLength(inline.children) + 4;
    case 'link':
      return inlineLength(inline.children) + urlLength(inline.url) + 4;
    case 'time':
      return 80;
    case 'member':
    case 'channel':
      return inline.platformId.length + 4;
    case 'break':
      return 1;
  }
}

/** A link's address with the characters that would end it early on a platform percent-encoded. */
function urlLength(url: string): number {
  return url.length + 2 * (url.match(/[()<>| ]/g)?.length ?? 0);
}

/** The length of a text in a code block, where only a row of backticks has to be broken up. */
export function codeBlockLength(literal: string): number {
  return literal.length + (literal.match(/`/g)?.length ?? 0);
}

/** Whether nothing of a text would be seen. Platforms trim what they are sent, and refuse what is then empty. */
export function isBlank(literal: string): boolean {
  return literal.trim() === '';
}

/** The length of a literal text once any platform has escaped it. */
export function escapedLength(literal: string): number {
  const count = (characters: RegExp) => literal.match(characters)?.length ?? 0;
  // A backslash before each sign, but `&amp;`, `&lt;` and `&gt;` in its place on Slack.
  return literal.length + count(/[\p{P}\p{S}]/gu) + 3 * count(/&/g) + 2 * count(/[<>]/g);
}

/**
 * As much of what a member typed as fits in `limit` once escaped, ended by an ellipsis where it was shortened. `limit` is 2 or more.
 * For lists and reminders; the whole stays in the member's record and in its form.
 */
export function excerpt(typed: Words, limit: number): Words {
  if (escapedLength(typed.value) <= limit) return typed;
  let length = escapedLength('…');
  let kept = '';
  for (const { segment } of graphemes.segment(typed.value)) {
    length += escapedLength(segment);
    if (length > limit) break;
    kept += segment;
  }
  return words(`${kept.trimEnd()}…`);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
