import type { Locale, Words } from '../text/index.ts';
import type { Weekday } from '../time/periods.ts';
import type { FormValues } from '../views/index.ts';

/** Who acted, as the platform told it. Ids are the platform's own. */
export interface Actor {
  readonly platform: PlatformName;
  /** The server, workspace or playground community. */
  readonly communityId: string;
  readonly userId: string;
  readonly displayName: Words;
  /** Whether the platform itself gives this person the right to manage the community, at this moment. */
  readonly isModerator: boolean;
  /** BCP 47, as the person set it on the platform. */
  readonly locale: string;
  /** IANA zone, where the platform tells it. */
  readonly zone?: string;
}

export const platformNames = ['discord', 'slack', 'playground'] as const;
export type PlatformName = (typeof platformNames)[number];

/** Where it was done, in the platform's own ids. */
export type Place =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'thread'; readonly channelId: string; readonly threadId: string }
  | { readonly kind: 'direct' };

interface Base {
  /** The platform's id of this one action. A repeat carries the same id, and so has the same effects once. */
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place;
}

/** A slash command from a platform that has typed options. `path` is the command and, where there is one, its subcommand. */
export interface CommandInteraction extends Base {
  readonly kind: 'command';
  readonly path: readonly [string] | readonly [string, string];
  readonly values: Readonly<Record<string, string | number>>;
}

/** A slash command from a platform with flat text. `line` starts with the slash. */
export interface LineInteraction extends Base {
  readonly kind: 'line';
  readonly line: string;
}

/** A press of a button, or a choice from a select of a card. */
export interface PressInteraction extends Base {
  readonly kind: 'press';
  readonly token: string;
  /** The values chosen; empty for a button. */
  readonly chosen: readonly string[];
}

export interface SubmitInteraction extends Base {
  readonly kind: 'submit';
  readonly token: string;
  readonly values: FormValues;
}

/** Asked while a member types an option of a command. */
export interface SuggestInteraction extends Base {
  readonly kind: 'suggest';
  readonly path: readonly [string] | readonly [string, string];
  readonly option: string;
  readonly typed: string;
}

/** What a member did. */
export type Deed = CommandInteraction | LineInteraction | PressInteraction | SubmitInteraction;

/** What a member did, or is about to type. */
export type Interaction = Deed | SuggestInteraction;

/** The actor as Rebound knows them. Ids are our own. */
export interface Member {
  readonly id: string;
  readonly communityId: string;
  readonly platform: PlatformName;
  readonly platformUserId: string;
  readonly displayName: Words;
  /** By the platform's right, or because somebody with that right appointed them. */
  readonly isModerator: boolean;
  /** Whether the platform itself gives the right to manage the community: who was appointed appoints nobody. */
  readonly mayAppoint: boolean;
  readonly locale: Locale;
  readonly zone: string;
  /** Whether the member chose the zone; else it is the best guess. */
  readonly zoneChosen: boolean;
  /** Of their community, undefined until those who run it chose one. */
  readonly communityZone: string | undefined;
  /** As the member chose, else as their platform's region has it, else Monday. */
  readonly weekStart: Weekday;
  /** Whether a notification of a private message to them may hold nothing of it. */
  readonly neutralPreviews: boolean;
}

/** What a handler is given besides what was asked of it. */
export interface Context {
  readonly member: Member;
  readonly place: Place;
  readonly now: Date;
  /** One id through the interaction, its log lines and what it sets going. */
  readonly interactionId: string;
  /**
   * An id for a new row: a UUID derived from the interaction, so that the same interaction delivered twice makes the same
   * row, and the store's `on conflict do nothing` keeps its effect single. Call order matters and is the caller's own.
   */
  newId(): string;
}
