import { html } from 'lit-html';
import type { Drawing } from '../../../../core/views/index.ts';
import { formatInstant } from '../format.ts';

/**
 * A card as another platform's client draws it. Nothing in it can be used: it is a picture of a card.
 * @param now the bot's clock, in milliseconds since 1970.
 */
export function viewDrawing(drawn: readonly Drawing[], now: number): unknown[] {
  return drawn.map((each) => viewPart(each, now));
}

function viewPart(drawn: Drawing, now: number): unknown {
  if (typeof drawn === 'string') return drawn;
  if (drawn.part === 'time') {
    const { instant, show } = drawn;
    return html`<time datetime=${instant}>${formatInstant(instant, show, now)}</time>`;
  }
  const inside = viewDrawing(drawn.inside, now);
  switch (drawn.part) {
    case 'link':
      return html`<span class="drawn-link" title=${drawn.url}>${inside}</span>`;
    case 'strong':
      return html`<strong>${inside}</strong>`;
    case 'emphasis':
      return html`<em>${inside}</em>`;
    case 'code':
      return html`<code>${inside}</code>`;
    case 'list':
      return html`<ul>${inside}</ul>`;
    case 'numbered':
      return html`<ol>${inside}</ol>`;
    case 'item':
      return html`<li>${inside}</li>`;
    case 'member':
    case 'channel':
      return html`<span class="drawn-member">${inside}</span>`;
    default:
      return html`<div class=${`drawn-${drawn.part}`}>${inside}</div>`;
  }
}
