import { html, type SVGTemplateResult, svg } from 'lit-html';

const icon = (paths: SVGTemplateResult) =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${paths}</svg>`;

/** Drawn with the text's own colour; what they mean is always said in words as well. */
export const icons = {
  menu: icon(svg`<path d="M3 5.5h14M3 10h14M3 14.5h14" />`),
  close: icon(svg`<path d="m5 5 10 10M15 5 5 15" />`),
  lock: icon(svg`<path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9M5 9h10v7.5H5z" />`),
  reply: icon(svg`<path d="M4 4.5h12v8.5H9.5L6 16v-3H4z" />`),
  code: icon(svg`<path d="M7 6 3 10l4 4M13 6l4 4-4 4" />`),
  copy: icon(svg`<path d="M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4" />`),
  check: icon(svg`<path d="m4 10.5 4 4 8-9" />`),
  send: icon(svg`<path d="m3.5 3.5 13.5 6.5L3.5 16.5 5.5 10zM5.5 10H17" />`),
  clock: icon(svg`<path d="M10 3a7 7 0 1 0 .01 0M10 6.2V10l2.6 2" />`),
  theme: icon(svg`<path d="M10 3a7 7 0 1 0 .01 0" /><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />`),
  window: icon(svg`<path d="M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7" />`),
  hook: icon(svg`<path d="M6 4v5.5a3 3 0 0 0 3 3h6M12 9.5l3 3-3 3" />`),
  up: icon(svg`<path d="m5 12.5 5-5 5 5" />`),
};
