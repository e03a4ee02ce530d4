import { daysBetween, type LocalDate } from '../../core/time/index.ts';

/** The way of an application, in the order of a hiring process. */
export const path = ['wishlist', 'applied', 'screening', 'assessment', 'interview', 'final', 'offer'] as const;

/** How it can end. Each can be reopened by moving the application back onto its way. */
export const endings = ['rejected', 'no-reply', 'withdrawn', 'frozen'] as const;

export const stages = [...path, ...endings] as const;
export type PathStage = (typeof path)[number];
export type Ending = (typeof endings)[number];
export type Stage = (typeof stages)[number];

/** What an application can hold. Lengths in UTF-16 code units. */
export const applicationLimits = {
  /** Of one member: more than anybody writes, and what is searched in one go. */
  entries: 5_000,
  company: 100,
  role: 100,
  link: 500,
  source: 200,
  /** The link, and where it was found, typed as one. */
  where: 700,
  note: 500,
  /** Kept per application; a card shows the newest. */
  notes: 100,
} as const;

/** One application of a member's. Texts are '' where the member gave none. */
export interface Application {
  readonly id: string;
  readonly version: number;
  readonly company: string;
  readonly role: string;
  readonly link: string;
  readonly source: string;
  readonly stage: Stage;
  /** The member's day on which it came to its stage. */
  readonly since: LocalDate;
  readonly appliedOn: LocalDate | null;
  /** What the member expects next: an interview, a promised answer. */
  readonly nextOn: LocalDate | null;
  /** When the member last said that they are still waiting. */
  readonly stillWaitingOn: LocalDate | null;
  readonly archived: boolean;
}

/** What a member fills in. */
export type ApplicationFacts = Pick<
  Application,
  'company' | 'role' | 'link' | 'source' | 'stage' | 'appliedOn' | 'nextOn'
>;

/** One thing that happened: a stage that was reached, or a note. */
export interface ApplicationEvent {
  readonly id: string;
  readonly on: LocalDate;
  readonly stage: Stage | null;
  readonly note: string;
}

export function isEnded(stage: Stage): stage is Ending {
  return (endings as readonly Stage[]).includes(stage);
}

/** Whether a company is to answer: it went out, and neither an offer nor an end has come. */
export function isWaiting(stage: Stage): boolean {
  return !isEnded(stage) && stage !== 'wishlist' && stage !== 'offer';
}

/** How far it came, whatever became of it. What was applied for counts as applied, whoever ended it. */
export function furthest(reached: readonly Stage[]): PathStage {
  const steps = reached.map((stage) => (isEnded(stage) ? path.indexOf('applied') : path.indexOf(stage)));
  return path[Math.max(0, ...steps)] ?? 'wishlist';
}

/** A stage that an application came to, and when. */
export interface Reached {
  readonly applicationId: string;
  readonly stage: Stage;
  readonly on: LocalDate;
}

/** What all of a member's applications came to, without a word of them. */
export interface Journeys {
  /** How many came just so far, whatever became of them. */
  readonly furthest: ReadonlyMap<PathStage, number>;
  /** How many a company is to answer now. */
  readonly waiting: number;
  /** The member's own days, one for each step forward: an application sent, a talk, a task. */
  readonly steps: readonly LocalDate[];
}

/** @param counts those that are not archived, by their present stage. */
export function journeysOf(reached: readonly Reached[], counts: ReadonlyMap<Stage, number>): Journeys {
  const byApplication = Map.groupBy(reached, (each) => each.applicationId);
  const came = new Map<PathStage, number>();
  for (const stages of byApplication.values()) {
    const stage = furthest(stages.map((each) => each.stage));
    came.set(stage, (came.get(stage) ?? 0) + 1);
  }
  const isStep = ({ stage }: Reached) => stage !== 'wishlist' && !isEnded(stage);
  return { furthest: came, waiting: waitingIn(counts), steps: reached.filter(isStep).map(({ on }) => on) };
}

/** Whether there was no word for as long as the member lets pass. `afterDays` null never asks. */
export function isQuiet(application: Application, today: LocalDate, afterDays: number | null): boolean {
  if (afterDays === null || application.archived || !isWaiting(application.stage)) return false;
  const { since, stillWaitingOn, nextOn } = application;
  const last = [since, stillWaitingOn ?? since, nextOn ?? since].toSorted().at(-1) ?? since;
  return daysBetween(last, today) >= afterDays;
}

export type DraftOffer = 'thank-you' | 'follow-up';

// A thank-you note is written while the talk is fresh.
const thankYouDays = 2;
// What was promised for a day may come a day late.
const afterPromiseDays = 1;
const afterApplyingDays = 10;

/** The message that its dates suggest today, if any. */
export function draftOfferFor(application: Application, today: LocalDate): DraftOffer | undefined {
  const { stage, nextOn, since, archived } = application;
  if (archived || !isWaiting(stage)) return undefined;
  if (nextOn === null) {
    return stage === 'applied' && daysBetween(since, today) >= afterApplyingDays ? 'follow-up' : undefined;
  }
  const past = daysBetween(nextOn, today);
  const wasTalk = stage === 'screening' || stage === 'interview' || stage === 'final';
  if (wasTalk && past >= 0 && past <= thankYouDays) return 'thank-you';
  return past > (wasTalk ? thankYouDays : 0) + afterPromiseDays ? 'follow-up' : undefined;
}

function waitingIn(counts: ReadonlyMap<Stage, number>): number {
  return [...counts].reduce((sum, [stage, count]) => (isWaiting(stage) ? sum + count : sum), 0);
}

/** Whether one application carries everything: the only one out there, with nothing else on its way. */
export function isThin(counts: ReadonlyMap<Stage, number>): boolean {
  return waitingIn(counts) === 1 && (counts.get('offer') ?? 0) === 0;
}

/** The same company or text, however it was typed. */
export function sameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The applications that a member may mean by what they typed, the closest kind of match alone. */
export function matchApplications(all: readonly Application[], typed: string): readonly Application[] {
  const wanted = plain(typed);
  const by = (fits: (name: string) => boolean) =>
    all.filter(({ company, role }) => fits(plain(company)) || fits(plain(role)) || fits(plain(`${company} ${role}`)));
  const exact = all.filter(({ id }) => id === typed);
  if (exact.length > 0) return exact;
  const kinds = [(name: string) => name === wanted, (name: string) => name.startsWith(wanted)];
  const found = kinds.map(by).find((each) => each.length > 0);
  return found ?? by((name) => name.includes(wanted));
}

/** Parts what a member typed as the place of a posting into its link and the rest. */
export function splitWhere(typed: string): { link: string; source: string } {
  const link = /https?:\/\/\S+/i.exec(typed)?.[0] ?? '';
  return { link, source: typed.replace(link, '').replace(/\s+/g, ' ').trim() };
}

/** Those of an import that are not kept already: company, role and day of applying tell, where both name one. */
export function leaveOutKnown<Line extends { readonly facts: ApplicationFacts }>(
  lines: readonly Line[],
  known: readonly Application[],
): readonly Line[] {
  const key = ({ company, role }: Pick<Application, 'company' | 'role'>) => `${plain(company)}\n${plain(role)}`;
  const byName = Map.groupBy(known, key);
  const sameDay = (one: LocalDate | null, other: LocalDate | null) => one === null || other === null || one === other;
  return lines.filter(({ facts }) => {
    return !(byName.get(key(facts)) ?? []).some((each) => sameDay(each.appliedOn, facts.appliedOn));
  });
}
