/**
 * What makes two a good pair, in whole points: the one table of it, each line with its reason. What is said of one person alone
 * (`waited`, `urgent`, `unreliable`, `interviewOnly`) is the same with every partner, so that it never worsens whom somebody
 * meets: it only decides who is left over when not everybody can be paired.
 */
export const weights = {
  /** The partner can interview in a kind that one wants. What they came for, so the heaviest; counted for each of the two. */
  kindWanted: 200,
  /** Both want the same kind: one preparation serves both turns. */
  kindShared: 60,
  /** The partner knows an area that went wrong for one. Narrower than a kind, and fewer people name one. */
  areaWanted: 60,
  /** By steps between their levels: questions that are far too easy or too hard teach little. Further apart: nothing. */
  level: [100, 70, 30],
  /** Same field: questions come from the same world. Behavioural or salary talk needs none, so it is no more than this. */
  field: 80,
  /** The language that both like best. Each understands the other in any case; this is for ease. */
  bestLanguage: 40,
  /** For each part of the week in common above the least, up to `hoursMost`: a meeting that is easily moved takes place. */
  hours: 15,
  hoursMost: 6,
  /** For each round waited: more than a pair can weigh, so that who waited comes first. */
  waited: 1_000,
  /** An interview within `urgentDays`: must not be left over this time. */
  urgent: 500,
  /** With an interview that near, the kind counts so many times. */
  urgentKind: 2,
  urgentDays: 8,
  /** Times the share of meetings missed: the third of a trio can be missed without the others' losing their turn. */
  unreliable: -150,
  /** Who wants no turn gives way to who does. */
  interviewOnly: -300,
} as const;

/** Two need so many parts of the week in common: with one alone, the first thing that comes up is the end of it. */
export const leastParts = 2;

/** For so many rounds two who met are not paired again while another choice is nearly as good. */
export const freshRounds = 8;

/**
 * What "nearly as good" is: within this share of all that a round's pairs weigh. Meeting again costs as much, and a little more
 * the shorter ago it was, so that it happens only where every other choice would cost the whole round more than that.
 */
export const freshShare = 0.05;
