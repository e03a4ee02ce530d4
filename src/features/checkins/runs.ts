import { type Run, type ToldParts, toldOf } from '../health/index.ts';
import { troubleConsent } from './consents.ts';
import type { CheckinsStore } from './store.ts';

/** How each of a community's schedules stands, for who looks after it. */
export function checkinRuns(parts: ToldParts & { readonly store: CheckinsStore }) {
  return async (communityId: string): Promise<readonly Run[]> => {
    const schedules = await parts.store.schedules(communityId);
    const runs = schedules.map(async ({ id, state, channelId, nextAt, setBy }): Promise<readonly Run[]> => {
      if (state === 'draft') return [];
      const [last] = await parts.store.rounds(id, 1);
      return [
        {
          what: 'checkins',
          state,
          channelId,
          last: last && { at: last.opensAt, wasMissed: last.state === 'missed' },
          nextAt: nextAt ?? undefined,
          told: await toldOf(parts, setBy, troubleConsent),
        },
      ];
    });
    return (await Promise.all(runs)).flat();
  };
}
