import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  expiredReply,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  outOfDate,
  type Press,
  replace,
  reply,
  type Submission,
  textValue,
} from '../../core/interactions/index.ts';
import {
  isZone,
  localDateOf,
  type Occurrence,
  occurrenceFrom,
  readTime,
  suggestZones,
  type Weekday,
} from '../../core/time/index.ts';
import { type Card, type FormValues, text } from '../../core/views/index.ts';
import { noDaysOff } from '../calendar/index.ts';
import { actions } from './actions.ts';
import { troubleConsent } from './consents.ts';
import { daysOffAround, openRound, roundOn } from './jobs.ts';
import type { Parts } from './parts.ts';
import {
  longestQuestion,
  mostQuestions,
  openHoursChoices,
  questionsOf,
  ruleOf,
  type Schedule,
  sharings,
} from './rules.ts';
import { messages } from './texts.ts';
import { noticeCard } from './views.ts';
import {
  historyCard,
  questionsForm,
  removeCard,
  type ScheduleDraft,
  scheduleCard,
  schedulesCard,
  setupForm,
} from './views-moderation.ts';
import { questionText, rootCard } from './views-thread.ts';

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
      if (context.place.kind === 'direct') return reply(noticeCard(context.member.locale, 'setup-in-channel'));
      const draft = { ...newDraft, zone: context.member.zone };
      return ask(setupForm(context.member.locale, context.newId(), 0, draft));
    }),
    command('list', async (context) => {
      const schedules = await parts.store.schedules(context.member.communityId);
      return reply(schedulesCard(context.member.locale, schedules));
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

const newDraft: ScheduleDraft = { weekdays: [1], time: '09:00', zone: 'UTC', openHours: 48, sharing: 'choice' };

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

async function ofCommunity(parts: Parts, { member }: Context, id: string): Promise<Schedule | undefined> {
  const found = isRowId(id) ? await parts.store.schedule(id) : undefined;
  return found?.communityId === member.communityId ? found : undefined;
}

/** The next time of a schedule, were it live. */
async function nextOf(
  parts: Parts,
  { now }: Context,
  schedule: Pick<Schedule, 'communityId' | 'zone' | 'weekdays' | 'time' | 'except'>,
): Promise<Occurrence | undefined> {
  const { communityId } = schedule;
  const off = await daysOffAround(parts, parts.database.queries, [communityId], now);
  return occurrenceFrom(ruleOf(schedule, off.get(communityId) ?? noDaysOff), now);
}

/** As a moderator sees it, with what members would see. */
async function scheduleView(parts: Parts, context: Context, schedule: Schedule, said?: SaidKey): Promise<Card> {
  const { locale } = context.member;
  const opensAt = (await nextOf(parts, context, schedule))?.at ?? context.now;
  const date = localDateOf(opensAt, schedule.zone);
  const planned = roundOn(schedule, 'day', date, opensAt, 'open');
  const round = { ...planned, scheduleId: schedule.id, number: 0 };
  const view = { round: { ...round, place: undefined, summary: undefined }, schedule, locale, answered: 0, cheers: 0 };
  const preview = rootCard(view, parts.content(locale).prompts, true);
  return scheduleCard(locale, schedule, preview, said && text(messages.rich(locale, said)));
}

type SaidKey =
  | 'said-started'
  | 'said-run'
  | 'said-run-before'
  | 'said-skipped'
  | 'said-paused'
  | 'said-changed-meanwhile'
  | 'said-saved';

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

export function moderatorForms(parts: Parts): FormHandler[] {
  return [
    {
      action: actions.setup,
      audience: 'moderator',
      build: async (context, { row }) => {
        const standing = await ofCommunity(parts, context, row);
        const draft = standing ?? { ...newDraft, zone: context.member.zone };
        return setupForm(context.member.locale, row, standing?.version ?? 0, draft);
      },
      run: (context, { row, values }) => saveSetup(parts, context, row, values),
    },
    {
      action: actions.questions,
      audience: 'moderator',
      build: async (context, { row }) => {
        const standing = await ofCommunity(parts, context, row);
        return standing ? questionsForm(context.member.locale, standing) : expiredReply(context.member.locale);
      },
      run: async (context, submission) => {
        const standing = await ofCommunity(parts, context, submission.row);
        if (!standing) return expiredReply(context.member.locale);
        return saveQuestions(parts, context, standing, submission);
      },
    },
  ];
}

/** Reads what is asked, one question a line; those of ours word for word stay ours, in every reader's language. */
async function saveQuestions(
  parts: Parts,
  context: Context,
  standing: Schedule,
  { version, values }: Submission,
): Promise<Outcome | FieldErrors> {
  const { locale } = context.member;
  const asksFeeling = chosenValues(values, 'feeling')[0] !== 'no';
  const typed = textValue(values, 'questions').split('\n');
  const lines = typed.map((line) => line.trim()).filter((line) => line !== '');
  const usual = questionsOf({ questions: [] }).map((question) => questionText(locale, question));
  const questions = lines.join('\n') === usual.join('\n') ? [] : lines;
  const tooLong = lines.find((line) => line.length > longestQuestion);
  if (tooLong !== undefined) {
    const start = tooLong.slice(0, longestQuestion);
    return fieldErrors({ questions: messages.text(locale, 'question-long', { start, longest: longestQuestion }) });
  }
  const most = mostQuestions - (asksFeeling ? 1 : 0);
  if (lines.length > most) return fieldErrors({ questions: messages.text(locale, 'questions-many', { most }) });
  return keep(parts, context, { ...standing, questions, asksFeeling }, version, 'questions');
}

async function saveSetup(
  parts: Parts,
  context: Context,
  row: string,
  values: FormValues,
): Promise<Outcome | FieldErrors> {
  const { member, place } = context;
  const { locale } = member;
  const standing = await ofCommunity(parts, context, row);
  if (!standing && (place.kind === 'direct' || !isRowId(row)))
    return reply(noticeCard(context.member.locale, 'setup-in-channel'));
  const time = readTime(textValue(values, 'time'));
  if (time === undefined) return fieldErrors({ time: messages.text(locale, 'time-unclear') });
  const typedZone = textValue(values, 'zone');
  const zone = isZone(typedZone) ? typedZone : suggestZones(typedZone, 1)[0];
  if (zone === undefined) return fieldErrors({ zone: messages.text(locale, 'zone-unclear') });
  const hours = Number(chosenValues(values, 'hours')[0]);
  const schedule = {
    id: row,
    communityId: member.communityId,
    setBy: member.id,
    state: standing?.state ?? ('draft' as const),
    channelId: standing?.channelId ?? (place.kind === 'direct' ? '' : place.channelId),
    weekdays: chosenValues(values, 'days').map((day) => Number(day) as Weekday),
    time,
    zone,
    openHours: openHoursChoices.find((each) => each === hours) ?? newDraft.openHours,
    sharing: sharings.find((each) => each === chosenValues(values, 'sharing')[0]) ?? newDraft.sharing,
    questions: standing?.questions ?? [],
    asksFeeling: standing?.asksFeeling ?? true,
    except: standing?.except ?? [],
  };
  const kept = await keep(parts, context, schedule, standing?.version ?? 0, 'days');
  // Whoever sets check-ins up is told where they cannot open.
  if (kept.kind === 'card') await parts.consents.give(parts.database.queries, member.id, troubleConsent);
  return kept;
}

/** Keeps a schedule; a live one is due at its new time from here on. */
async function keep(
  parts: Parts,
  context: Context,
  schedule: Omit<Schedule, 'version' | 'nextDate' | 'nextAt'>,
  version: number,
  field: string,
): Promise<Outcome | FieldErrors> {
  const next = schedule.state === 'live' ? await nextOf(parts, context, schedule) : undefined;
  const values = { ...schedule, nextDate: next?.date ?? null, nextAt: next?.at ?? null };
  const kept = await parts.store.save(values, version, context.now);
  if (!kept) return fieldErrors({ [field]: messages.text(context.member.locale, 'changed-meanwhile') });
  return reply(await scheduleView(parts, context, kept, 'said-saved'));
}
