import { daysBefore, retentionDays } from '../../core/retention.ts';

/** The last instant of a removal whose data is due to be deleted at `now`. */
export function dueRemoval(now: Date): Date {
  return daysBefore(now, retentionDays.removedCommunities);
}
