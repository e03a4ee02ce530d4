import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  expiredReply,
  type Outcome,
  outOfDate,
  type Press,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import type { Card } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { openRound, roundOn } from './jobs.ts';
import { newDraft, nextOf, ofCommunity, type SaidKey, scheduleView } from './moderation-parts.ts';
import type { Parts } from './parts.ts';
import type { Schedule } from './rules.ts';
import { messages } from './texts.ts';
import { historyCard, removeCard, schedulesCard, setupForm } from './views-moderation.ts';

const historyLength = 12;

/** What moderators do with schedules, as commands. */
export function moderatorCommands(parts: Parts): Command[] {
  const command = (
    name: 'setup' | 'list' | 'run-now' | 'skip-next' | 'pause' | 'history',
    run: (context: Context) => Promise<Outcome>,
  ): Command =>
    defineCommand({
      name,
      audience: 'moderator',
      summary: (locale) => messages.text(locale, `summary-${name}`),
      firstResponse: name === 'setup' ? 'form' : 'private',
      options: {},
      run,
    });
  const onOne = (act: (context: Context, schedule: Schedule) => Promise<Outcome>) => async (context: Context) => {
    const schedules = await parts.store.schedules(context.member.communityId);
    const one = theOne(context, schedules);
    return one ? act(context, one) : reply(schedulesCard(context.member.locale, schedules));
  };
  return [
    command('setup', async (context) => {
      return ask(setupForm(context.member.locale, context.newId(), 0, newDraft(context)));
    }),
    command('list', async (context) => {
      const schedules = await parts.store.schedules(context.member.communityId);
      const [one, ...more] = schedules;
      const isOne = one !== undefined && more.length === 0;
      return reply(isOne ? await scheduleView(parts, context, one) : schedulesCard(context.member.locale, schedules));
    }),
    command(
      'run-now',
      onOne(async (context, schedule) => reply(await runNow(parts, context, schedule))),
    ),
    command(
      'skip-next',
      onOne(async (context, schedule) => reply(await skipNext(parts, context, schedule))),
    ),
    command(
      'pause',
      onOne(async (context, schedule) => reply(await pauseOrStart(parts, context, schedule))),
    ),
    command(
      'history',
      onOne(async (context, schedule) => reply(await history(parts, context, schedule))),
    ),
  ];
}

/** The one that is meant where none is named: the only one, or the only one of this channel. */
function theOne({ place }: Context, schedules: readonly Schedule[]): Schedule | undefined {
  const here = schedules.filter((each) => place.kind !== 'direct' && each.channelId === place.channelId);
  const [one, ...more] = here.length > 0 ? here : schedules;
  return more.length === 0 ? one : undefined;
}

/** What moderators press. */
export function moderatorActions(parts: Parts): ActionHandler[] {
  const handle = (
    action: string,
    run: (context: Context, schedule: Schedule, press: Press) => Promise<Card>,
  ): ActionHandler => ({
    action,
    audience: 'moderator',
    run: async (context, press) => {
      const schedule = await ofCommunity(parts, context, press.chosen[0] ?? press.row);
      if (!schedule) return expiredReply(context.member.locale);
      const isPlain = action === actions.open || action === actions.show;
      if (!isPlain && schedule.version !== press.version) {
        return outOfDate(context.member.locale, await scheduleView(parts, context, schedule));
      }
      return replace(await run(context, schedule, press));
    },
  });
  return [
    handle(actions.open, (context, schedule) => scheduleView(parts, context, schedule)),
    handle(actions.show, (context, schedule) => scheduleView(parts, context, schedule)),
    handle(actions.start, (context, schedule) => start(parts, context, schedule)),
    handle(actions.run, (context, schedule) => runNow(parts, context, schedule)),
    handle(actions.skip, (context, schedule) => skipNext(parts, context, schedule)),
    handle(actions.pause, (context, schedule) => pauseOrStart(parts, context, schedule)),
    handle(actions.history, (context, schedule) => history(parts, context, schedule)),
    handle(actions.remove, async (context, schedule) => removeCard(context.member.locale, schedule)),
    handle(actions.removeNow, async (context, schedule) => {
      await parts.store.remove(schedule);
      return schedulesCard(context.member.locale, await parts.store.schedules(schedule.communityId));
    }),
  ];
}

async function start(parts: Parts, context: Context, schedule: Schedule): Promise<Card> {
  const next = await nextOf(parts, context, schedule);
  return moved(parts, context, await parts.store.move(schedule, 'live', next), schedule, 'said-started');
}

async function pauseOrStart(parts: Parts, context: Context, schedule: Schedule): Promise<Card> {
  if (schedule.state !== 'live') return start(parts, context, schedule);
  return moved(parts, context, await parts.store.move(schedule, 'paused', undefined), schedule, 'said-paused');
}

async function skipNext(parts: Parts, context: Context, schedule: Schedule): Promise<Card> {
  if (schedule.state !== 'live' || schedule.nextDate === null) return scheduleView(parts, context, schedule);
  const { version, ...standing } = schedule;
  const skipped = { ...standing, except: [...schedule.except, schedule.nextDate] };
  const next = await nextOf(parts, context, skipped);
  const values = { ...skipped, nextDate: next?.date ?? null, nextAt: next?.at ?? null };
  return moved(parts, context, await parts.store.save(values, version, context.now), schedule, 'said-skipped');
}

async function runNow(parts: Parts, context: Context, schedule: Schedule): Promise<Card> {
  const round = roundOn(schedule, 'extra', localDateOf(context.now, schedule.zone), context.now, 'open');
  const opened = await parts.database.transaction((queries) => openRound(queries, parts.outbox, schedule, round));
  return scheduleView(parts, context, schedule, opened ? 'said-run' : 'said-run-before');
}

async function history(parts: Parts, context: Context, schedule: Schedule): Promise<Card> {
  return historyCard(context.member.locale, schedule, await parts.store.rounds(schedule.id, historyLength));
}

async function moved(
  parts: Parts,
  context: Context,
  changed: Schedule | undefined,
  before: Schedule,
  said: SaidKey,
): Promise<Card> {
  if (changed) return scheduleView(parts, context, changed, said);
  const standing = (await parts.store.schedule(before.id)) ?? before;
  return scheduleView(parts, context, standing, 'said-changed-meanwhile');
}
