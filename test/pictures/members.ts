import { words } from '../../src/core/text/index.ts';
import { addDays, type LocalDate } from '../../src/core/time/index.ts';
import type { Goals } from '../../src/features/goals/index.ts';
import { effortOf, type Goal, type LoggedDay } from '../../src/features/goals/rules.ts';
import { gather, type Sources } from '../../src/features/progress/gather.ts';
import type { Progress } from '../../src/features/progress/views.ts';

// Sunday, 22 November 2026.
export const today = '2026-11-22';

const member = {
  id: 'm',
  communityId: 'c',
  platform: 'playground',
  platformUserId: 'm',
  displayName: words('M'),
  isModerator: false,
  mayAppoint: false,
  locale: 'en',
  zone: 'Europe/Berlin',
  zoneChosen: true,
  communityZone: undefined,
  weekStart: 1,
  neutralPreviews: false,
} as const;

const context = {
  member,
  place: { kind: 'direct' },
  now: new Date(`${today}T12:00:00Z`),
  interactionId: 'i',
  newId: () => '',
} as const;

type Plan = Pick<Goal, 'what' | 'amount' | 'unit' | 'rhythm'>;

/** Logged `amount` so many days ago. */
const ago = (days: number, amount = 1): LoggedDay => ({ on: addDays(today, -days), amount });

/** Per week, the latest last, how much was logged in its middle. */
const weekly = (...amounts: number[]): LoggedDay[] =>
  amounts.flatMap((amount, at) => (amount === 0 ? [] : [ago((amounts.length - 1 - at) * 7 + 3, amount)]));

function track(id: string, plan: Plan, days: readonly LoggedDay[], since: LocalDate) {
  const createdAt = new Date(`${since}T08:00:00Z`);
  const state = { version: 1, status: 'open', visibility: 'private', why: '' } as const;
  const goal: Goal = { id, ...plan, ...state, createdAt };
  return { goal, days, effort: effortOf(goal.rhythm, days, since, today, member.weekStart) };
}

const everyWeek = { kind: 'every', period: 'week' } as const;

type Tracks = Awaited<ReturnType<Goals['tracks']>>;
type Journeys = Awaited<ReturnType<Sources['applications']>>;

function seen(tracks: Tracks, journeys: Journeys, areas: Awaited<ReturnType<Sources['recurring']>>): Promise<Progress> {
  return gather(
    {
      goals: async () => tracks,
      applications: async () => journeys,
      pieces: [async () => areas.flatMap(({ count }) => Array.from({ length: count }, (_, at) => pieceOf(at)))],
      recurring: async () => areas,
    },
    context,
  );
}

function pieceOf(at: number) {
  return { at: new Date(`${addDays(today, -8 * at - 4)}T10:00:00Z`), stage: null, areas: [] };
}

const steps = (...days: number[]) => days.map((each) => addDays(today, -each));

/** Somebody who came this week. */
export const newcomer = (): Promise<Progress> =>
  seen(
    [track('1', { what: 'applications', amount: 3, unit: '', rhythm: everyWeek }, weekly(1), addDays(today, -4))],
    { furthest: new Map([['applied', 1]]), waiting: 1, steps: steps(3) },
    [],
  );

/** Somebody in the middle of it. */
export const busy = (): Promise<Progress> =>
  seen(
    [
      track(
        '1',
        { what: 'applications', amount: 5, unit: '', rhythm: everyWeek },
        weekly(3, 5, 4, 0, 6, 5, 5, 2, 4, 5, 6, 3),
        '2026-08-01',
      ),
      track(
        '2',
        { what: 'practise interviews', amount: 2, unit: '', rhythm: everyWeek },
        weekly(0, 1, 2, 0, 1, 2, 2, 0, 1, 3, 2, 2),
        '2026-08-01',
      ),
      track(
        '3',
        { what: 'finish one SQL course', amount: 30, unit: 'lessons', rhythm: { kind: 'by', date: '2027-01-15' } },
        weekly(3, 4, 2, 0, 5, 3),
        '2026-10-12',
      ),
      track(
        '4',
        { what: 'an evening off', amount: 1, unit: '', rhythm: everyWeek },
        weekly(1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1),
        '2026-08-01',
      ),
    ],
    {
      furthest: new Map([
        ['applied', 22],
        ['screening', 7],
        ['interview', 4],
        ['final', 1],
      ]),
      waiting: 6,
      steps: steps(2, 4, 5, 9, 11, 12, 16, 18, 24, 26, 30, 31, 36, 44, 46, 52, 53, 60, 66, 72),
    },
    [
      { area: 'system-design', count: 4, of: 6, stage: 'interview', lastOn: '2026-11-17' },
      { area: 'nerves', count: 3, of: 6, stage: undefined, lastOn: '2026-11-09' },
    ],
  );

/** Somebody who sent much, heard little, and has not felt like it for some weeks. */
export const discouraged = (): Promise<Progress> =>
  seen(
    [
      track(
        '1',
        { what: 'applications', amount: 10, unit: '', rhythm: everyWeek },
        weekly(9, 10, 7, 8, 4, 5, 2, 1, 0, 0, 0, 0),
        '2026-08-01',
      ),
      track(
        '2',
        { what: 'a walk outside', amount: 3, unit: '', rhythm: everyWeek },
        weekly(0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0),
        '2026-08-20',
      ),
    ],
    {
      furthest: new Map([
        ['applied', 41],
        ['screening', 2],
      ]),
      waiting: 3,
      steps: steps(33, 40, 42, 47, 48, 50, 54, 55, 57, 60, 61, 62, 66, 68, 69, 74, 75, 78),
    },
    [],
  );

export { member };
