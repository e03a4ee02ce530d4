import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  type FormHandler,
  fieldErrors,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { localDateOf, readDate } from '../../core/time/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { noticeCard } from './controls.ts';
import { answerRound, nextRoundOf } from './evening.ts';
import { leastParts } from './matching/weights.ts';
import type { Parts } from './parts.ts';
import { isPaused, noWants, type Profile, slots, untilResumed, type Wants, type When, wantsFrom } from './rules.ts';
import { isResting } from './sending.ts';
import { withdraw } from './steps.ts';
import { messages } from './texts.ts';
import { notJoinedCard, statusCard, wantsForm, whenForm } from './views-profile.ts';
import { fields, kinds, languages, levels, rhythms, roles } from './vocabulary.ts';

/** What a member says of themselves: join, look, change, skip, pause, leave. */
export function joiningCommands(parts: Parts): Command[] {
  const command = (
    name: 'join' | 'edit' | 'status' | 'skip-next' | 'leave',
    run: (context: Context) => Promise<Outcome>,
  ) =>
    defineCommand({
      name,
      summary: (locale) => messages.text(locale, `summary-${name}`),
      firstResponse: name === 'join' || name === 'edit' ? 'form' : 'private',
      options: {},
      run,
    });
  const askWants = async (context: Context) => ask(await wantsFor(parts, context, '-'));
  return [
    command('join', askWants),
    command('edit', askWants),
    command('status', async (context) =>
      statusReply(parts, context, await parts.profiles.of(context.member.id), reply),
    ),
    command('skip-next', (context) => sayOfNext(parts, context, 'skip', reply)),
    defineCommand({
      name: 'pause',
      summary: (locale) => messages.text(locale, 'summary-pause'),
      firstResponse: 'private',
      options: { until: { kind: 'text', maxLength: 60, summary: (locale) => messages.text(locale, 'pause-until') } },
      run: (context, { until }) => pause(parts, context, until?.value),
    }),
    command('leave', (context) => leave(parts, context, reply)),
  ];
}

export function joiningActions(parts: Parts): ActionHandler[] {
  const change = (action: string, values: Parameters<Parts['profiles']['change']>[1]): ActionHandler => ({
    action,
    run: (context) => changed(parts, context, values, replace),
  });
  return [
    { action: actions.skip, run: (context) => sayOfNext(parts, context, 'skip', replace) },
    { action: actions.in, run: (context) => sayOfNext(parts, context, 'in', replace) },
    change(actions.pause, { pausedUntil: untilResumed }),
    change(actions.resume, { pausedUntil: null, silentRounds: 0 }),
    { action: actions.leave, run: (context) => leave(parts, context, replace) },
  ];
}

/** Both steps. `row` of the first names the part that somebody was invited to, or nothing. */
export function joiningForms(parts: Parts): FormHandler[] {
  return [
    {
      action: actions.wants,
      build: (context, { row }) => wantsFor(parts, context, row),
      run: async (context, { values }) => {
        const { id, zone } = context.member;
        const profile = await parts.profiles.saveWants(id, wantsIn(values), zone, context.now);
        return ask(whenForm(context.member.locale, zone, profile));
      },
    },
    {
      action: actions.when,
      build: async (context) => {
        const { member } = context;
        const profile = await parts.profiles.of(member.id);
        if (!profile) return statusReply(parts, context, undefined, reply);
        return whenForm(member.locale, member.zone, profile);
      },
      run: async (context, { values }) => {
        const { id, locale, zone } = context.member;
        const when = whenIn(values, zone);
        if (when.free.length < leastParts) return fieldErrors({ free: messages.text(locale, 'free-too-few') });
        return statusReply(parts, context, await parts.profiles.saveWhen(id, when), reply, 'said-saved');
      },
    },
  ];
}

async function wantsFor(parts: Parts, { member }: Context, row: string) {
  const standing = await parts.profiles.of(member.id);
  const known = standing ?? { ...wantsFrom(...(await parts.known(member.id))), languages: [languageOf(member.locale)] };
  const role = roles.find((each) => each === row) ?? known.role;
  return wantsForm(member.locale, row, { ...known, role });
}

function languageOf(locale: string) {
  return languages.find((each) => locale.split('-')[0] === each) ?? 'en';
}

function wantsIn(values: FormValues): Wants {
  const among = <Value extends string>(all: readonly Value[], name: string) =>
    all.filter((each) => chosenValues(values, name).includes(each));
  return {
    kinds: among(kinds, 'kinds'),
    field: among(fields, 'field')[0] ?? noWants.field,
    level: among(levels, 'level')[0] ?? noWants.level,
    languages: among(languages, 'languages'),
    role: among(roles, 'role')[0] ?? noWants.role,
  };
}

function whenIn(values: FormValues, zone: string): When {
  const extra = chosenValues(values, 'extras');
  return {
    free: slots.filter((slot) => chosenValues(values, 'free').includes(String(slot))),
    zone,
    rhythm: rhythms.find((each) => chosenValues(values, 'rhythm').includes(each)) ?? 'every',
    mayBeAsked: extra.includes('may-be-asked'),
    reminders: extra.includes('reminders'),
    named: extra.includes('named'),
    introduction: textValue(values, 'introduction'),
  };
}

/** What a member says of the next round: the one that they were asked about this evening, until it begins. */
async function sayOfNext(parts: Parts, context: Context, said: 'in' | 'skip', answer: typeof reply): Promise<Outcome> {
  const { member } = context;
  const { mine } = await nextRoundOf(parts, member);
  const isKept = mine && (await answerRound(parts, member.id, mine.id, said)) === 'kept';
  if (!isKept) return changed(parts, context, { nextRound: said }, answer);
  return statusReply(parts, context, await parts.profiles.of(member.id), answer);
}

async function pause(parts: Parts, context: Context, typed: string | undefined): Promise<Outcome> {
  const { locale, zone } = context.member;
  const today = localDateOf(context.now, zone);
  const read = typed === undefined ? undefined : readDate(typed, today, { locale });
  if (read && (!read.ok || read.date < today)) return reply(noticeCard(locale, 'pause-unclear'));
  return changed(parts, context, { pausedUntil: read?.ok ? read.date : untilResumed }, reply);
}

async function changed(
  parts: Parts,
  context: Context,
  values: Parameters<Parts['profiles']['change']>[1],
  answer: typeof reply,
): Promise<Outcome> {
  return statusReply(parts, context, await parts.profiles.change(context.member.id, values), answer);
}

async function leave(parts: Parts, { member, now }: Context, answer: typeof reply): Promise<Outcome> {
  const need = await parts.needs.openOf(member.id);
  await parts.database.transaction(async (queries) => {
    if (need) await parts.needs.close(queries, need.id, 'withdrawn');
    await parts.profiles.leave(queries, member.id);
    await withdraw(parts, queries, member.id, now);
  });
  return answer(noticeCard(member.locale, 'left'));
}

async function statusReply(
  parts: Parts,
  { member, now }: Context,
  profile: Profile | undefined,
  answer: typeof reply,
  said?: 'said-saved',
): Promise<Outcome> {
  const { locale } = member;
  if (!profile?.joined) {
    return answer(notJoinedCard(locale));
  }
  const standing = isPaused(profile, now, member.zone) ? profile : { ...profile, pausedUntil: null };
  const { opensAt, mine } = await nextRoundOf(parts, member);
  // Who was asked about it is in until they say otherwise.
  const nextRound = mine && mine.answer !== 'none' ? mine.answer : (profile.nextRound ?? (mine ? 'in' : null));
  const rests = await isResting(parts, { ...member, memberId: member.id });
  return answer(statusCard(locale, { ...standing, nextRound }, { nextAt: opensAt, isResting: rests }, said));
}
