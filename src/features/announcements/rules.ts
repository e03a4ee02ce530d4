import type { AliasWords } from '../../content/index.ts';
import { retentionDays } from '../../core/retention.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** When a post appears whose author left it to chance: 10 minutes to 3 hours from `now`. `fraction`: 0 up to but not including 1. */
export function chanceOf(now: Date, fraction: number): Date {
  return new Date(now.getTime() + (10 + fraction * 170) * minuteMs);
}

/** Whether a moderator is to read this before it is posted. `guard` is `Content.guard`. */
export function isGuarded(typed: string, guard: readonly RegExp[]): boolean {
  // Accents and characters that nobody sees are ways around a list.
  const plain = typed
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  return guard.some((each) => each.test(plain));
}

/** A name that is free, all of them equally likely; undefined where none is. `fraction`: 0 up to but not including 1. */
export function freeAlias(
  { first, second }: AliasWords,
  taken: ReadonlySet<string>,
  fraction: number,
): string | undefined {
  const free = first
    .flatMap((one) => second.map((other) => `${one.charAt(0).toUpperCase()}${one.slice(1)} ${other}`))
    .filter((alias) => !taken.has(alias));
  return free[Math.floor(fraction * free.length)];
}

/** What of a member's bears on whether they may post without their name now. */
export interface Past {
  /** When each alias of theirs was made, and when they posted under it. */
  readonly aliases: readonly { readonly createdAt: Date; readonly postedAt: Date | null }[];
  readonly silencedAt: Date | undefined;
}

// Enough for a community of thousands, and few enough that a flood under made-up names ends.
const unnamedADay = 30;

// Whoever has more to tell talks in the channel themselves.
const namedADay = 5;

/** The start of what counts as one day at `now`. */
export function dayBefore(now: Date): Date {
  return new Date(now.getTime() - dayMs);
}

/** Whether a community has as many posts without a name in a day as its channel can carry. */
export function isFull(unnamedToday: number): boolean {
  return unnamedToday >= unnamedADay;
}

/** Whether a member told enough for one day. `begunAt` of each of their posts, also of those that they took back. */
export function hasToldEnough(begunAt: readonly Date[], now: Date): boolean {
  return begunAt.filter((at) => at > dayBefore(now)).length >= namedADay;
}

// More than anybody thinks over in a day, and few enough that nobody uses up the names.
const draftsADay = 5;

/** Why a member cannot post without their name at `now`; undefined where they can. */
export function refusal({ aliases, silencedAt }: Past, now: Date): 'silenced' | 'once-a-day' | undefined {
  const since = (days: number) => now.getTime() - days * dayMs;
  if (silencedAt && silencedAt.getTime() > since(retentionDays.silences)) return 'silenced';
  const posted = aliases.filter(({ postedAt }) => postedAt && postedAt.getTime() > since(1));
  const made = aliases.filter(({ createdAt }) => createdAt.getTime() > since(1));
  return posted.length > 0 || made.length > draftsADay ? 'once-a-day' : undefined;
}
