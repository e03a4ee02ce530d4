import { type Run, type ToldParts, toldOf } from '../health/index.ts';
import { plannerConsent } from './consents.ts';
import type { SchedulesStore } from './store-schedules.ts';

/** How the rounds of a community stand, for who looks after it. */
export function pairingRuns(parts: ToldParts & { readonly schedules: SchedulesStore }) {
  return async (communityId: string): Promise<readonly Run[]> => {
    const schedule = await parts.schedules.ofCommunity(communityId);
    if (!schedule || schedule.state === 'draft') return [];
    const { state, channelId, setBy } = schedule;
    // The newest may be one that members are asked about, and which has not begun.
    const [last] = (await parts.schedules.numbers(schedule.id, 2)).filter((round) => round.state !== 'asking');
    const next = await parts.schedules.next(schedule);
    return [
      {
        what: 'mock',
        state,
        channelId,
        last: last && { at: last.opensAt, wasMissed: last.state === 'missed' },
        nextAt: next.opensAt ?? undefined,
        told: await toldOf(parts, setBy, plannerConsent),
      },
    ];
  };
}
