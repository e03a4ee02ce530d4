import { html, type TemplateResult } from 'lit-html';
import type { Inline, RichText } from '../../../../core/text/index.ts';
import { formatInstant } from '../format.ts';

/** What a rich text needs to be shown to this reader. */
export interface RichStyle {
  /** The bot's clock, in milliseconds since 1970. */
  readonly now: number;
  name(platformId: string): string;
  channel(platformId: string): string;
}

/** Our own texts and members' words: the template escapes both, so nothing in them is ever markup. */
export function viewRich(text: RichText, style: RichStyle): TemplateResult[] {
  return text.map((block) => {
    if (block.type === 'paragraph') return html`<p>${viewInlines(block.children, style)}</p>`;
    const items = block.items.map((item) => html`<li>${viewInlines(item, style)}</li>`);
    return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
  });
}

function viewInlines(inlines: readonly Inline[], style: RichStyle): unknown[] {
  return inlines.map((inline) => viewInline(inline, style));
}

function viewInline(inline: Inline, style: RichStyle): unknown {
  switch (inline.type) {
    case 'text':
      return inline.value;
    case 'words':
      return html`<span class="words">${inline.value}</span>`;
    case 'strong':
      return html`<strong>${viewInlines(inline.children, style)}</strong>`;
    case 'emphasis':
      return html`<em>${viewInlines(inline.children, style)}</em>`;
    case 'code':
      return html`<code>${inline.value}</code>`;
    case 'link':
      return html`<a href=${inline.url} target="_blank" rel="noopener noreferrer">${viewInlines(inline.children, style)}</a>`;
    case 'time':
      return html`<time datetime=${inline.instant}>${formatInstant(inline.instant, inline.show, style.now)}</time>`;
    case 'member':
      return html`<span class="member">${style.name(inline.platformId)}</span>`;
    case 'channel':
      return html`<span class="member">#${style.channel(inline.platformId)}</span>`;
    case 'break':
      return html`<br />`;
  }
}
