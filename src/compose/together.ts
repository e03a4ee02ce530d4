import { type Announcements, announceButton, createAnnouncements } from '../features/announcements/index.ts';
import { type CommunityCalendar, createCalendar } from '../features/calendar/index.ts';
import { type Checkins, createCheckins } from '../features/checkins/index.ts';
import { deleteAllButton, exportButton } from '../features/mydata/index.ts';
import { interviewerButton } from '../features/pairings/index.ts';
import type { Care } from './care.ts';
import type { Ground } from './ground.ts';
import type { Plans } from './plans.ts';
import type { Practice } from './practice.ts';

/** What a community does together: its weekly thread, its days off, what members tell it. */
export interface Together {
  readonly checkins: Checkins;
  readonly calendar: CommunityCalendar;
  readonly announcements: Announcements;
}

export function composeTogether(
  ground: Ground,
  { rejections, numbers }: Care,
  { pairings }: Practice,
  { goals }: Plans,
): Together {
  const checkins = createCheckins({
    ...ground,
    goals,
    lastRejection: rejections.lastAt,
    numbers,
    afterOffer: (member) => [
      announceButton(member.locale, 'offer'),
      interviewerButton(member.locale),
      exportButton(member),
      deleteAllButton(member),
    ],
  });
  const calendar = createCalendar({
    ...ground,
    changed: async (communityId, now, queries) => {
      await checkins.daysOffChanged(communityId, now, queries);
      await pairings.daysOffChanged(communityId, now, queries);
    },
  });
  return { checkins, calendar, announcements: createAnnouncements(ground) };
}
