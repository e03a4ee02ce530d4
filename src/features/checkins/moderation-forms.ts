import {
  type Context,
  chosenValues,
  expiredReply,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  reply,
  type Submission,
  textValue,
} from '../../core/interactions/index.ts';
import { isZone, readTime, suggestZones, type Weekday } from '../../core/time/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { troubleConsent } from './consents.ts';
import { newDraft, nextOf, ofCommunity, scheduleView } from './moderation-parts.ts';
import type { Parts } from './parts.ts';
import { longestQuestion, mostQuestions, openHoursChoices, questionsOf, type Schedule, sharings } from './rules.ts';
import { messages } from './texts.ts';
import { channelForm, questionsForm, setupForm } from './views-moderation.ts';
import { questionText } from './views-thread.ts';

/** What moderators fill in: when and where a community checks in, and what it asks. */
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
      action: actions.channel,
      audience: 'moderator',
      build: async (context, { row }) => {
        const standing = await ofCommunity(parts, context, row);
        const id = isRowId(row) ? row : context.newId();
        const here = context.place.kind === 'direct' ? undefined : context.place.channelId;
        return channelForm(context.member.locale, id, standing?.version ?? 0, standing?.channelId ?? here);
      },
      run: (context, submission) => saveChannel(parts, context, submission),
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
  if (!standing && (place.kind === 'direct' || !isRowId(row))) return expiredReply(locale);
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
  return keepAndTell(parts, context, schedule, standing?.version ?? 0, 'days');
}

/** Moves a schedule, or makes one that opens there as one usually does, to be changed before it starts. */
async function saveChannel(
  parts: Parts,
  context: Context,
  { row, version, values }: Submission,
): Promise<Outcome | FieldErrors> {
  const { member } = context;
  const standing = await ofCommunity(parts, context, row);
  const [channelId] = chosenValues(values, 'channel');
  if (channelId === undefined || !isRowId(row)) return expiredReply(member.locale);
  const usual = {
    ...newDraft,
    zone: member.zone,
    state: 'draft' as const,
    questions: [],
    asksFeeling: true,
    except: [],
  };
  const placed = { id: row, communityId: member.communityId, setBy: member.id, channelId };
  return keepAndTell(parts, context, { ...(standing ?? usual), ...placed }, version, 'channel');
}

/** As `keep`; whoever sets check-ins up is told where they cannot open. */
async function keepAndTell(
  parts: Parts,
  context: Context,
  schedule: Omit<Schedule, 'version' | 'nextDate' | 'nextAt'>,
  version: number,
  field: string,
): Promise<Outcome | FieldErrors> {
  const kept = await keep(parts, context, schedule, version, field);
  if (kept.kind === 'card') await parts.consents.give(parts.database.queries, context.member.id, troubleConsent);
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
