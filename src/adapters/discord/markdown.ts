import type { Block, Inline, RichText, TimeStyle } from '../../core/text/index.ts';

// Discord shows any character but letters, digits and white space literally after a backslash. These are the ones that can
// begin formatting, a mention, a timestamp, an emoji or a link, wherever they stand.
const alwaysEscaped = /[\\*_~|`<>@#[\]/]|:(?=\S|$)/g;

// A dash or plus opens a list only where a line begins, a full stop only after the number that begins one. What stands
// before a piece of text is not known here, so its own beginning counts as the beginning of a line.
const listMarks = /(^|\n)([ \t]*)([-+])/g;
const numberMarks = /(^|\d)\.(?=\s|$)/g;

/** A literal text for a place where Discord formats: it is shown as it is, and nothing in it formats, links or pings. */
export function escapeMarkdown(literal: string): string {
  return literal
    .replace(alwaysEscaped, '\\$&')
    .replace(listMarks, (_match, before: string, space: string, mark: string) => `${before}${space}\\${mark}`)
    .replace(numberMarks, (_match, before: string) => `${before}\\.`);
}

/** Our rich text in Discord's Markdown. */
export function renderRich(richText: RichText): string {
  return richText
    .map((block, index) => {
      const before = richText[index - 1];
      const between = before === undefined ? '' : before.type === 'paragraph' && block.type === 'list' ? '\n' : '\n\n';
      return between + renderBlock(block);
    })
    .join('');
}

/** Our rich text as small print, every line marked on its own. */
export function renderSmall(richText: RichText): string {
  return renderRich(richText)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `-# ${line}`)
    .join('\n');
}

// A row of backticks would end the block early; broken up by a zero-width space it stays text, and reads the same.
const zeroWidthSpace = '\u200b';

/** A literal text in a code block, which Discord shows with a button to copy it. Nothing in it formats. */
export function renderCodeBlock(literal: string): string {
  return `\`\`\`\n${literal.replace(/`(?=`)/g, `\`${zeroWidthSpace}`)}\n\`\`\``;
}

function renderBlock(block: Block): string {
  if (block.type === 'paragraph') return renderInlines(block.children, false);
  return block.items
    .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${renderInlines(item, false)}`)
    .join('\n');
}

function renderInlines(inlines: readonly Inline[], inStrong: boolean): string {
  return inlines.map((inline) => renderInline(inline, inStrong)).join('');
}

function renderInline(inline: Inline, inStrong: boolean): string {
  switch (inline.type) {
    case 'text':
    case 'words':
      return escapeMarkdown(inline.value);
    case 'code':
      // A backslash does not escape inside code, so that a backtick there would end it.
      return inline.value.includes('`') ? escapeMarkdown(inline.value) : `\`${inline.value}\``;
    case 'strong':
      return `**${renderInlines(inline.children, true)}**`;
    case 'emphasis': {
      // Three stars in a row are read from the left, so that the inner and the outer ones could close each other.
      const mark = inStrong || inline.children.some((child) => child.type === 'strong') ? '_' : '*';
      return `${mark}${renderInlines(inline.children, inStrong)}${mark}`;
    }
    case 'link':
      return `[${renderInlines(inline.children, inStrong)}](${encodeUrl(inline.url)})`;
    case 'time':
      return `<t:${Math.floor(Date.parse(inline.instant) / 1000)}:${timeStyles[inline.show]}>`;
    case 'member':
      return `<@${inline.platformId}>`;
    case 'channel':
      return `<#${inline.platformId}>`;
    case 'break':
      return '\n';
  }
}

const timeStyles: Readonly<Record<TimeStyle, string>> = { date: 'D', time: 't', datetime: 'F', relative: 'R' };

function encodeUrl(url: string): string {
  return url.replace(/[()<>| ]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
