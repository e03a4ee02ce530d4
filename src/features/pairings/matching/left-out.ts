import type { Candidate } from './candidate.ts';
import { consider, type Obstacle } from './score.ts';
import { partsInCommon } from './week.ts';

/** Who meets nobody this time, and why: the nearest that they came to it. Blocks are part of no reason. */
export interface LeftOut {
  readonly id: string;
  readonly why:
    | { readonly code: 'not-in' }
    /** Somebody would have fitted and meets others. */
    | { readonly code: 'taken' }
    /** Of those who share a language nobody shares enough parts of the week; `parts` is the most that anybody shares. */
    | { readonly code: 'hours'; readonly parts: number }
    | { readonly code: 'language' }
    | { readonly code: 'nobody' };
}

export function reasonsAlone(who: Candidate, people: readonly Candidate[]): LeftOut['why'] {
  const byObstacle = new Map<Obstacle | undefined, Candidate[]>();
  for (const other of people) {
    if (other.id === who.id) continue;
    const common = consider(who, other);
    const why = typeof common === 'string' ? common : undefined;
    byObstacle.set(why, [...(byObstacle.get(why) ?? []), other]);
  }
  if (byObstacle.has(undefined)) return { code: 'taken' };
  const hours = byObstacle.get('hours');
  if (hours) return { code: 'hours', parts: Math.max(...hours.map(({ free }) => partsInCommon(who.free, free))) };
  return { code: byObstacle.has('language') ? 'language' : 'nobody' };
}
