import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  fieldErrors,
  idsFrom,
  outOfDate,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { occurrenceFrom, readTime, type Weekday } from '../../core/time/index.ts';
import type { Card } from '../../core/views/index.ts';
import { noDaysOff } from '../calendar/index.ts';
import { readZone } from '../communities/index.ts';
import { actions } from './actions.ts';
import { plannerConsent } from './consents.ts';
import type { TextKey } from './controls.ts';
import { nextOf } from './jobs.ts';
import type { Parts } from './parts.ts';
import { askingRule, type Schedule } from './rules-rounds.ts';
import { messages } from './texts.ts';
import { historyCard, type ScheduleDraft, scheduleCard, setupForm } from './views-moderation.ts';

const historyLength = 12;

/** What somebody who plans rounds for the first time begins with: the community's zone, else their own, and the channel that they are in. */
function newDraft({ member, place }: Context): ScheduleDraft {
  const channelId = place.kind === 'direct' ? undefined : place.channelId;
  return { weekdays: [2], time: '10:00', zone: member.communityZone ?? member.zone, channelId };
}

/** What moderators do: plan the rounds, and see how many take part. They see numbers alone. */
export function moderatorCommands(parts: Parts): Command[] {
  return [
    defineCommand({
      name: 'setup',
      audience: 'moderator',
      summary: (locale) => messages.text(locale, 'summary-setup'),
      firstResponse: 'private',
      options: {},
      run: async (context) => {
        const { locale, communityId } = context.member;
        const standing = await parts.schedules.ofCommunity(communityId);
        if (standing) return reply(await shown(parts, context, standing));
        return ask(setupForm(locale, scheduleId(communityId), 0, newDraft(context)));
      },
    }),
    defineCommand({
      name: 'history',
      audience: 'moderator',
      summary: (locale) => messages.text(locale, 'summary-history'),
      firstResponse: 'private',
      options: {},
      run: async (context) => reply(await history(parts, context)),
    }),
  ];
}

/** The rounds as they stand, with the one that members were asked about already: it begins whatever is pressed now. */
async function shown({ schedules }: Parts, { member }: Context, schedule: Schedule, said?: TextKey): Promise<Card> {
  const { id, opensAt } = await schedules.next(schedule);
  const askedAt = id === undefined ? undefined : (opensAt ?? undefined);
  return scheduleCard(member.locale, schedule, askedAt, said);
}

/** The id of a community's one schedule. */
function scheduleId(communityId: string): string {
  return idsFrom(`rounds of ${communityId}`)();
}

async function history(parts: Parts, { member }: Context): Promise<Card> {
  const schedule = await parts.schedules.ofCommunity(member.communityId);
  const rounds = schedule ? await parts.schedules.numbers(schedule.id, historyLength) : [];
  return historyCard(member.locale, rounds, schedule?.zone ?? member.zone);
}

export function moderatorActions(parts: Parts): ActionHandler[] {
  const handle = (
    action: string,
    said: TextKey,
    change: (context: Context, schedule: Schedule) => Promise<Omit<Schedule, 'version'>>,
  ): ActionHandler => ({
    action,
    audience: 'moderator',
    run: async (context, press) => {
      const { locale, communityId } = context.member;
      const schedule = await parts.schedules.ofCommunity(communityId);
      if (schedule?.id !== press.row) return expiredReply(locale);
      const { version, ...changed } = { ...schedule, ...(await change(context, schedule)) };
      const kept = version === press.version ? await parts.schedules.save(changed, version, context.now) : undefined;
      if (!kept) return outOfDate(locale, await shown(parts, context, schedule));
      return replace(await shown(parts, context, kept, said));
    },
  });
  return [
    handle(actions.start, 'said-started', (context, schedule) =>
      planned(parts, context, { ...schedule, state: 'live' }),
    ),
    handle(actions.stop, 'said-stopped', (context, schedule) =>
      planned(parts, context, { ...schedule, state: 'paused' }),
    ),
    handle(actions.skipRound, 'said-skipped', (context, schedule) => {
      const except = schedule.askDate === null ? schedule.except : [...schedule.except, schedule.askDate];
      return planned(parts, context, { ...schedule, except });
    }),
    {
      action: actions.history,
      audience: 'moderator',
      run: async (context) => reply(await history(parts, context)),
    },
  ];
}

/** A schedule with its next evening; none where it is not live. */
async function planned(
  parts: Parts,
  { now }: Context,
  schedule: Omit<Schedule, 'version'>,
): Promise<Omit<Schedule, 'version'>> {
  const { communityId } = schedule;
  const off = await parts.daysOffAround(parts.database.queries, [communityId], now);
  const rule = askingRule(schedule, off.get(communityId) ?? noDaysOff);
  return { ...schedule, ...nextOf(schedule, schedule.state === 'live' ? occurrenceFrom(rule, now) : undefined) };
}

export function setupHandler(parts: Parts): FormHandler {
  return {
    action: actions.setup,
    audience: 'moderator',
    build: async (context, { row }) => {
      const { communityId, locale } = context.member;
      const standing = await parts.schedules.ofCommunity(communityId);
      if (row !== scheduleId(communityId)) return expiredReply(locale);
      return setupForm(locale, row, standing?.version ?? 0, standing ?? newDraft(context));
    },
    run: (context, { row, version, values }) => save(parts, context, row, version, values),
  };
}

async function save(
  parts: Parts,
  context: Context,
  row: string,
  version: number,
  values: Parameters<FormHandler['run']>[1]['values'],
): ReturnType<FormHandler['run']> {
  const { member, now } = context;
  const { locale, communityId } = member;
  const time = readTime(textValue(values, 'time'));
  if (time === undefined) return fieldErrors({ time: messages.text(locale, 'time-unclear') });
  const read = readZone(locale, textValue(values, 'zone'));
  if (!read.ok) return fieldErrors({ zone: read.fault });
  const { zone } = read;
  const standing = await parts.schedules.ofCommunity(communityId);
  const [channelId] = chosenValues(values, 'channel');
  if (channelId === undefined) return expiredReply(locale);
  const fresh = {
    id: row,
    communityId,
    state: 'draft',
    except: [],
    askDate: null,
    askAt: null,
    opensAt: null,
  } as const;
  const { version: _, ...before } = standing ?? { ...fresh, version };
  const weekdays = chosenValues(values, 'days').map((day) => Number(day) as Weekday);
  const schedule = await planned(parts, context, { ...before, channelId, weekdays, time, zone, setBy: member.id });
  const kept = await parts.schedules.save(schedule, version, now);
  if (!kept) return fieldErrors({ days: messages.text(locale, 'changed-meanwhile') });
  await parts.consents.give(parts.database.queries, member.id, plannerConsent);
  return reply(await shown(parts, context, kept, 'said-schedule-saved'));
}
