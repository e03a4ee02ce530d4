/**
 * How long what is kept is kept, in days of 24 hours: the one table of it. docs/privacy.md shows it to members, and a test
 * holds the two together. A community may have less, never more.
 */
export const retentionDays = {
  /** From the last change. They are copied elsewhere when they are done. */
  drafts: 30,
  /** From the last change. Half a year is as far back as anybody looks at them. */
  checkinAnswers: 180,
  /** From when it was written. By then the two have met, or have each other's contact. */
  partnerNotes: 30,
  /** From when the post was begun. As long as moderators can still act on it; then nothing says whose an alias was. */
  aliases: 30,
  /** From when a moderator asked for it. */
  silences: 30,
  /** From when they were put aside. For the next minutes; a day covers who closes the laptop in between. */
  keptForms: 1,
  /** From when the bot saw that they had left, which it looks for every week. What Discord recommends at most. */
  leftMembers: 30,
  /** From the bot's removal. Long enough for a removal by mistake to be taken back, and what Discord recommends at most. */
  removedCommunities: 30,
} as const;

/** What a community may have kept for less time than `retentionDays` says: what members wrote and did not let go of themselves. */
export const shortenable = [
  'drafts',
  'checkinAnswers',
  'partnerNotes',
] as const satisfies (keyof typeof retentionDays)[];
export type Shortenable = (typeof shortenable)[number];

/** How often a platform is asked whether a member is still there, in days. */
export const lookEveryDays = 7;

const dayMs = 24 * 60 * 60 * 1000;

/** The last instant that is `days` or longer ago at `now`. */
export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * dayMs);
}

/** `days` after `instant`. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * dayMs);
}
