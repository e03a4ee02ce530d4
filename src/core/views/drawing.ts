import type { TimeStyle } from '../text/index.ts';

/**
 * A card roughly as a platform's own client draws it, to be looked at where that client is not. Made from what the platform is
 * sent. Strings are literal: nothing in them is markup.
 */
export type Drawing =
  | string
  | { readonly part: DrawnPart; readonly inside: readonly Drawing[] }
  | { readonly part: 'link'; readonly url: string; readonly inside: readonly Drawing[] }
  /** `instant` is ISO 8601, UTC. */
  | { readonly part: 'time'; readonly instant: string; readonly show: TimeStyle };

export type DrawnPart =
  /** What stands together in a frame of its own. */
  | 'frame'
  | 'title'
  | 'line'
  | 'small'
  | 'list'
  | 'numbered'
  | 'item'
  | 'label'
  /** Controls side by side. */
  | 'row'
  | 'primary'
  | 'plain'
  | 'danger'
  | 'select'
  | 'strong'
  | 'emphasis'
  | 'code'
  | 'literal'
  | 'member'
  | 'channel';
