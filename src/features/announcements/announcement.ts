import type { Destination, MessageReference } from '../../core/ports/index.ts';

export const subjects = ['rejection', 'offer'] as const;
/** What it is about. What the member logged of it stays with them. */
export type Subject = (typeof subjects)[number];

export interface Announcement {
  readonly subject: Subject;
  /** As typed, '' where the member said nothing more. */
  readonly words: string;
  /** Where it was written, and so where it goes. */
  readonly to: Destination;
  /** `removed`: by a moderator, before it was seen or afterwards. */
  readonly state: 'draft' | 'posted' | 'taken-back' | 'removed';
  /** Where it was posted without the member's name: the name in its place. Whatever stands here, the member's is not shown. */
  readonly alias?: string;
  /** Where it stands, once it was sent. */
  readonly message?: MessageReference;
}
