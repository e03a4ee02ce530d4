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
import { readTime, type Weekday } from '../../core/time/index.ts';
import { readZone } from '../communities/index.ts';
import { actions } from './actions.ts';
import { troubleConsent } from './consents.ts';
import { newDraft, nextOf, ofCommunity, scheduleView, usual } from './moderation-parts.ts';
import type { Parts } from './parts.ts';
import { longestQuestion, mostQuestions, openHoursChoices, questionsOf, type Schedule, sharings } from './rules.ts';
import { messages } from './texts.ts';
import { answeringForm, setupForm } from './views-moderation.ts';
import { questionText } from './views-thread.ts';

/** What moderators fill in: when and where a community checks in, and what it asks. */
export function moderatorForms(parts: Parts): FormHandler[] {
  return [
    {
      action: actions.setup,
      audience: 'moderator',
      build: async (context, { row }) => {
        const standing = await ofCommunity(parts, context, row);
        const id = isRowId(row) ? row : context.newId();
        return setupForm(context.member.locale, id, standing?.version ?? 0, standing ?? newDraft(context));
      },
      run: (context, submission) => saveSetup(parts, context, submission),
    },
    {
      action: actions.questions,
      audience: 'moderator',
      build: async (context, { row }) => {
        const standing = await ofCommunity(parts, context, row);
        return standing ? answeringForm(context.member.locale, standing) : expiredReply(context.member.locale);
      },
      run: async (context, submission) => {
        const standing = await ofCommunity(parts, context, submission.row);
        if (!standing) return expiredReply(context.member.locale);
        return saveAnswering(parts, context, standing, submission);
      },
    },
  ];
}

/** Reads what is asked and who reads the answers. One question is a line; those of ours word for word stay ours, in every reader's language. */
async function saveAnswering(
  parts: Parts,
  context: Context,
  standing: Schedule,
  { version, values }: Submission,
): Promise<Outcome | FieldErrors> {
  const { locale } = context.member;
  const asksFeeling = chosenValues(values, 'feeling')[0] !== 'no';
  const typed = textValue(values, 'questions').split('\n');
  const lines = typed.map((line) => line.trim()).filter((line) => line !== '');
  const ours = questionsOf({ questions: [] }).map((question) => questionText(locale, question));
  const questions = lines.join('\n') === ours.join('\n') ? [] : lines;
  const tooLong = lines.find((line) => line.length > longestQuestion);
  if (tooLong !== undefined) {
    const start = tooLong.slice(0, longestQuestion);
    return fieldErrors({ questions: messages.text(locale, 'question-long', { start, longest: longestQuestion }) });
  }
  const most = mostQuestions - (asksFeeling ? 1 : 0);
  if (lines.length > most) return fieldErrors({ questions: messages.text(locale, 'questions-many', { most }) });
  const hours = Number(chosenValues(values, 'hours')[0]);
  const openHours = openHoursChoices.find((each) => each === hours) ?? standing.openHours;
  const sharing = sharings.find((each) => each === chosenValues(values, 'sharing')[0]) ?? standing.sharing;
  return keep(parts, context, { ...standing, questions, asksFeeling, openHours, sharing }, version, 'questions');
}

async function saveSetup(
  parts: Parts,
  context: Context,
  { row, version, values }: Submission,
): Promise<Outcome | FieldErrors> {
  const { member } = context;
  const { locale } = member;
  const standing = await ofCommunity(parts, context, row);
  const [channelId] = chosenValues(values, 'channel');
  if (channelId === undefined || !isRowId(row)) return expiredReply(locale);
  const time = readTime(textValue(values, 'time'));
  if (time === undefined) return fieldErrors({ time: messages.text(locale, 'time-unclear') });
  const read = readZone(locale, textValue(values, 'zone'));
  if (!read.ok) return fieldErrors({ zone: read.fault });
  const { zone } = read;
  const weekdays = chosenValues(values, 'days').map((day) => Number(day) as Weekday);
  const set = { id: row, communityId: member.communityId, setBy: member.id, channelId, weekdays, time, zone };
  const kept = await keep(parts, context, { ...(standing ?? usual), ...set }, version, 'days');
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
