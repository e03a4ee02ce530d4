import type { PlatformName } from '../../core/interactions/index.ts';
import type { MessageReference } from '../../core/ports/index.ts';
import type { Profile } from './rules.ts';

/** A partnership as one of the two communities sees it: counts, and nobody's name. */
export interface Partnership {
  readonly id: string;
  readonly platform: PlatformName;
  /** Members of this community and of the other who joined. */
  readonly joined: { readonly here: number; readonly there: number };
  readonly pairs: number;
}

/** Somebody in a pair, as far as the bot needs it to write to them. */
export interface Person {
  readonly sideId: string;
  readonly memberId: string;
  /** Our id. */
  readonly communityId: string;
  /** The platform's user id. Never shown to the other. */
  readonly userId: string;
  readonly locale: string;
  /** Undefined where they left the pool. */
  readonly profile: Profile | undefined;
  readonly contact: string | undefined;
}

/** A meeting that still stands, from the side of one of the two. */
export interface Meeting {
  readonly pairId: string;
  readonly createdAt: Date;
  readonly me: Person;
  readonly other: Person;
}

export interface Note {
  readonly id: string;
  readonly sideId: string;
  /** Undefined once it was taken back. */
  readonly words: string | undefined;
  readonly message: MessageReference | undefined;
}

/** What a member is to be told of a meeting once their pause is over. */
export interface HeldTelling {
  readonly sideId: string;
  readonly held: 'met' | 'contact';
}

export interface Report {
  readonly words: string;
  readonly createdAt: Date;
  /** Which of the two is a member here: the one who wrote it, or the one it is about, by the platform's user id. */
  readonly by: { readonly here: true; readonly userId: string } | { readonly here: false };
  readonly about: { readonly here: true; readonly userId: string } | { readonly here: false };
}
