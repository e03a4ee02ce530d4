import { type Context, isRowId } from '../../core/interactions/index.ts';
import { localDateOf, type Occurrence, occurrenceFrom } from '../../core/time/index.ts';
import { type Card, text } from '../../core/views/index.ts';
import { noDaysOff } from '../calendar/index.ts';
import { roundOn } from './jobs.ts';
import type { Parts } from './parts.ts';
import { ruleOf, type Schedule } from './rules.ts';
import { messages } from './texts.ts';
import { type ScheduleDraft, scheduleCard } from './views-moderation.ts';
import { rootCard } from './views-thread.ts';

/** What the form of a new schedule begins with: the channel that its reader is in, and the community's own zone. */
export function newDraft({ member, place }: Context): ScheduleDraft {
  const channelId = place.kind === 'direct' ? undefined : place.channelId;
  return { weekdays: [1], time: '09:00', zone: member.communityZone ?? member.zone, channelId };
}

/** What a new schedule has besides, until a moderator changes it. */
export const usual = {
  state: 'draft',
  openHours: 48,
  sharing: 'choice',
  questions: [],
  asksFeeling: true,
  except: [],
} as const;

/** The schedule of that id, where it belongs to the community of whoever asks. */
export async function ofCommunity(parts: Parts, { member }: Context, id: string): Promise<Schedule | undefined> {
  const found = isRowId(id) ? await parts.store.schedule(id) : undefined;
  return found?.communityId === member.communityId ? found : undefined;
}

/** The next time of a schedule, were it live. */
export async function nextOf(
  parts: Parts,
  { now }: Context,
  schedule: Pick<Schedule, 'communityId' | 'zone' | 'weekdays' | 'time' | 'except'>,
): Promise<Occurrence | undefined> {
  const { communityId } = schedule;
  const off = await parts.daysOffAround(parts.database.queries, [communityId], now);
  return occurrenceFrom(ruleOf(schedule, off.get(communityId) ?? noDaysOff), now);
}

/** As a moderator sees it, with what members would see. */
export async function scheduleView(parts: Parts, context: Context, schedule: Schedule, said?: SaidKey): Promise<Card> {
  const { locale } = context.member;
  const opensAt = (await nextOf(parts, context, schedule))?.at ?? context.now;
  const date = localDateOf(opensAt, schedule.zone);
  const planned = roundOn(schedule, 'day', date, opensAt, 'open');
  const round = { ...planned, scheduleId: schedule.id, number: 0 };
  const view = { round: { ...round, place: undefined, summary: undefined }, schedule, locale, answered: 0, cheers: 0 };
  const preview = rootCard(view, parts.content(locale).prompts, true);
  return scheduleCard(locale, schedule, preview, said && text(messages.rich(locale, said)));
}

/** What was just done to it, said on its card. */
export type SaidKey =
  | 'said-started'
  | 'said-run'
  | 'said-run-before'
  | 'said-skipped'
  | 'said-paused'
  | 'said-changed-meanwhile'
  | 'said-saved';
