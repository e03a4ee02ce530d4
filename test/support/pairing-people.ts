import { areas } from '../../src/features/feedback/index.ts';
import { type Candidate, kinds, levels } from '../../src/features/pairings/matching/candidate.ts';
import { dayParts, freeStretches, type WeekPart } from '../../src/features/pairings/matching/week.ts';

const zones = [
  'Europe/Berlin',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
];
const allParts: readonly WeekPart[] = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) =>
  (Object.keys(dayParts) as (keyof typeof dayParts)[]).map((part) => ({ weekday, part })),
);

/** Which community to make up. `pools`: four languages that nobody shares with another pool; else all speak English. */
export interface Population {
  readonly count: number;
  readonly shape: 'dense' | 'pools';
  readonly fraction: () => number;
}

/** People as they may join: most are free on some evenings, want two kinds, and speak one language or two. */
export function people({ count, shape, fraction }: Population): Candidate[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(fraction() * items.length)] as Item;
  const some = <Item>(items: readonly Item[], share: number): Item[] => items.filter(() => fraction() < share);
  return Array.from({ length: count }, (_, at) => {
    const pool = pick(['en', 'de', 'es', 'pt']);
    return {
      id: `member-${at}`,
      isIn: true,
      free: freeStretches(some(allParts, pick([0.2, 0.35, 0.5])), pick(zones), '2026-11-23'),
      wants: { kinds: some(kinds, 0.25), areas: some(areas, 0.12) },
      offers: { kinds: some(kinds, 0.35), areas: some(areas, 0.15) },
      interviewOnly: fraction() < 0.06,
      level: pick(levels),
      field: pick([null, 'software', 'software', 'design', 'data', 'marketing']),
      languages: shape === 'pools' ? [pool] : fraction() < 0.3 ? [pool, 'en'] : ['en'],
      blocks: [],
      met: [],
      roundsWaited: fraction() < 0.05 ? 1 : 0,
      reliability: fraction() < 0.1 ? 0.6 : 1,
      daysToInterview: fraction() < 0.1 ? Math.floor(fraction() * 14) : null,
    };
  });
}
