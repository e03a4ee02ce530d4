import { type Energy, type MomentOfHelp, moments, type Stage, type Topic } from '../../content/index.ts';

/** What to say and suggest after a rejection: topics by moment, none of them twice. */
export type Plan = Readonly<Record<MomentOfHelp, readonly Topic[]>>;

/** How many topics each moment gets. With little energy it is one small thing, and then it may be enough. */
const portions: Readonly<Record<Energy, Readonly<Record<MomentOfHelp, number>>>> = {
  little: { now: 1, today: 1, week: 0, next: 0 },
  some: { now: 2, today: 2, week: 1, next: 1 },
  ready: { now: 1, today: 2, week: 2, next: 1 },
};

/**
 * Chooses what fits the stage and the energy. Topics written for this stage come before those for any; `earlier`, how many
 * rejections the member has logged before, turns the list so that the next answer is not the last one again.
 * A moment with few topics to choose from is served first, so that none is left empty by another that had plenty.
 */
export function planFor(topics: readonly Topic[], stage: Stage, energy: Energy, earlier: number): Plan {
  const candidates = (moment: MomentOfHelp) => {
    const fitting = topics.filter((topic) => topic.when.includes(moment) && fits(topic, stage, energy));
    const [own, any] = [
      fitting.filter((topic) => !topic.stages.includes('any')),
      fitting.filter((topic) => topic.stages.includes('any')),
    ];
    return [...turned(own, earlier), ...turned(any, earlier)];
  };
  const plan: Record<MomentOfHelp, Topic[]> = { now: [], today: [], week: [], next: [] };
  const used = new Set<string>();
  const scarcestFirst = [...moments].sort((a, b) => slack(a) - slack(b));
  for (const moment of scarcestFirst) {
    const free = candidates(moment).filter((topic) => !used.has(topic.id));
    plan[moment] = free.slice(0, portions[energy][moment]);
    for (const topic of plan[moment]) used.add(topic.id);
  }
  return plan;

  function slack(moment: MomentOfHelp): number {
    return candidates(moment).length - portions[energy][moment];
  }
}

function fits(topic: Topic, stage: Stage, energy: Energy): boolean {
  return topic.energy.includes(energy) && (topic.stages.includes('any') || topic.stages.includes(stage));
}

function turned<Item>(items: readonly Item[], by: number): Item[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** What a member's log adds up to, counted as effort: what was reached, not what was refused. */
export interface Effort {
  readonly applications: number;
  /** Somebody wanted to talk: a screening or beyond. */
  readonly conversations: number;
  /** An interview or beyond. */
  readonly interviews: number;
  readonly finals: number;
  readonly offers: number;
}

// Where the process ended without saying how far it had come, nothing more than the application is counted.
const reachedBy: Readonly<Record<Stage, readonly (keyof Effort)[]>> = {
  application: ['applications'],
  'no-reply': ['applications'],
  frozen: ['applications'],
  screening: ['applications', 'conversations'],
  assessment: ['applications', 'conversations'],
  interview: ['applications', 'conversations', 'interviews'],
  final: ['applications', 'conversations', 'interviews', 'finals'],
  withdrawn: ['applications', 'conversations', 'interviews', 'finals', 'offers'],
};

/** Adds up the effort behind the rejections of a log. */
export function effortOf(countByStage: ReadonlyMap<Stage, number>): Effort {
  const effort = { applications: 0, conversations: 0, interviews: 0, finals: 0, offers: 0 };
  for (const [stage, count] of countByStage) {
    for (const reached of reachedBy[stage]) effort[reached] += count;
  }
  return effort;
}
