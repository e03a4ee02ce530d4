import type { Area } from '../../feedback/index.ts';
import { type Candidate, type Kind, levels } from './candidate.ts';
import { partsInCommon } from './week.ts';
import { freshRounds, leastParts, weights } from './weights.ts';

/** Why two cannot meet. `apart` says that one of them wants it so, or is not there: never shown as a reason. */
export type Obstacle = 'apart' | 'no-turn' | 'language' | 'hours';

/** One reason for a pair, as facts to put into words, with the points it gave. `who` is the one it is good for. */
export type Reason = { readonly points: number } & (
  | { readonly code: 'kind'; readonly who: string; readonly kind: Kind }
  | { readonly code: 'kind-shared'; readonly kind: Kind }
  | { readonly code: 'area'; readonly who: string; readonly area: Area }
  | { readonly code: 'level'; readonly steps: number }
  | { readonly code: 'field'; readonly field: string }
  | { readonly code: 'language'; readonly language: string; readonly isBest: boolean }
  | { readonly code: 'hours'; readonly parts: number }
  | { readonly code: 'waited'; readonly who: string; readonly rounds: number }
  | { readonly code: 'urgent'; readonly who: string; readonly days: number }
);

/** What two have in common, as far as the hard rules ask. */
interface Common {
  readonly language: string;
  readonly parts: number;
}

/** The hard rules, cheapest first: this runs for every two of a round. Symmetric. */
export function consider(one: Candidate, other: Candidate): Common | Obstacle {
  if (!one.isIn || !other.isIn) return 'apart';
  if (one.blocks.includes(other.id) || other.blocks.includes(one.id)) return 'apart';
  if (one.interviewOnly && other.interviewOnly) return 'no-turn';
  const language = commonLanguage(one, other);
  if (language === undefined) return 'language';
  const parts = partsInCommon(one.free, other.free);
  return parts < leastParts ? 'hours' : { language, parts };
}

/** The language of both that they together like best. */
function commonLanguage(one: Candidate, other: Candidate): string | undefined {
  let best: string | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let at = 0; at < one.languages.length; at += 1) {
    const rank = other.languages.indexOf(one.languages[at] ?? '');
    if (rank < 0 || at + rank >= bestRank) continue;
    best = one.languages[at];
    bestRank = at + rank;
  }
  return best;
}

/** Why two who may meet fit, the heaviest reason first. Reliability counts in `pointsOf` and has no reason: it is told to nobody. */
export function reasonsFor(one: Candidate, other: Candidate): Reason[] {
  const common = consider(one, other);
  if (typeof common === 'string') return [];
  return reasons(one, other, common).toSorted((first, second) => second.points - first.points);
}

function reasons(one: Candidate, other: Candidate, common: Common): Reason[] {
  const found: Reason[] = [];
  const add = (reason: Reason | undefined) => reason && found.push(reason);
  add(kindFor(one, other));
  add(kindFor(other, one));
  add(sharedKind(one, other));
  add(areaFor(one, other));
  add(areaFor(other, one));
  add(levelOf(one, other));
  add(fieldOf(one, other));
  add(languageOf(one, other, common));
  add(hoursOf(common));
  for (const each of [one, other]) {
    add(waitedOf(each));
    add(urgentOf(each));
  }
  return found;
}

/** What two weigh, whole points, without what meeting again takes away; undefined where they may not meet. Symmetric. */
export function pointsOf(one: Candidate, other: Candidate): number | undefined {
  const common = consider(one, other);
  if (typeof common === 'string') return undefined;
  let points = privatePoints(one) + privatePoints(other);
  for (const reason of reasons(one, other, common)) points += reason.points;
  return points;
}

function privatePoints({ reliability, interviewOnly }: Candidate): number {
  return Math.round((1 - reliability) * weights.unreliable) + (interviewOnly ? weights.interviewOnly : 0);
}

function isUrgent({ daysToInterview }: Candidate): boolean {
  return daysToInterview !== null && daysToInterview <= weights.urgentDays;
}

function kindFor(who: Candidate, partner: Candidate): Reason | undefined {
  if (who.interviewOnly) return undefined;
  const kind = who.wants.kinds.find((each) => partner.offers.kinds.includes(each));
  const points = weights.kindWanted * (isUrgent(who) ? weights.urgentKind : 1);
  return kind && { code: 'kind', who: who.id, kind, points };
}

function sharedKind(one: Candidate, other: Candidate): Reason | undefined {
  if (one.interviewOnly || other.interviewOnly) return undefined;
  const kind = one.wants.kinds.find((each) => other.wants.kinds.includes(each));
  return kind && { code: 'kind-shared', kind, points: weights.kindShared };
}

function areaFor(who: Candidate, partner: Candidate): Reason | undefined {
  if (who.interviewOnly) return undefined;
  const area = who.wants.areas.find((each) => partner.offers.areas.includes(each));
  return area && { code: 'area', who: who.id, area, points: weights.areaWanted };
}

function levelOf(one: Candidate, other: Candidate): Reason | undefined {
  const steps = levels.indexOf(one.level) - levels.indexOf(other.level);
  // Who comes to interview only may well have come further.
  const isGuide = steps > 0 ? one.interviewOnly : other.interviewOnly;
  const points = weights.level[isGuide ? 0 : Math.abs(steps)] ?? 0;
  return points > 0 ? { code: 'level', steps: Math.abs(steps), points } : undefined;
}

function fieldOf({ field }: Candidate, other: Candidate): Reason | undefined {
  return field !== null && field === other.field ? { code: 'field', field, points: weights.field } : undefined;
}

function languageOf(one: Candidate, other: Candidate, { language }: Common): Reason {
  const isBest = language === one.languages[0] && language === other.languages[0];
  return { code: 'language', language, isBest, points: isBest ? weights.bestLanguage : 0 };
}

function hoursOf({ parts }: Common): Reason {
  const counted = Math.min(parts, weights.hoursMost) - leastParts;
  return { code: 'hours', parts, points: counted * weights.hours };
}

function waitedOf({ id, roundsWaited }: Candidate): Reason | undefined {
  if (roundsWaited === 0) return undefined;
  return { code: 'waited', who: id, rounds: roundsWaited, points: roundsWaited * weights.waited };
}

function urgentOf(who: Candidate): Reason | undefined {
  if (!isUrgent(who)) return undefined;
  return { code: 'urgent', who: who.id, days: who.daysToInterview ?? 0, points: weights.urgent };
}

/** How many rounds ago two met last, 1 or more; undefined where it was never, or so long ago that it counts no more. */
export function metAgo(one: Candidate, other: Candidate, round: number): number | undefined {
  let last = Number.NEGATIVE_INFINITY;
  for (const { id, round: met } of one.met) if (id === other.id && met > last) last = met;
  for (const { id, round: met } of other.met) if (id === one.id && met > last) last = met;
  return round - last <= freshRounds ? Math.max(1, round - last) : undefined;
}
