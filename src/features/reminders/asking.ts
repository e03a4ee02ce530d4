import {
  type ActionHandler,
  type Context,
  expiredReply,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { addDays, instantOf, localDateOf, readDate, readTime } from '../../core/time/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import type { Parts } from './parts.ts';
import { type About, daysAhead, proposal, type Reminder } from './rules.ts';
import { reminderConsent } from './sending.ts';
import type { RemindersStore } from './store.ts';
import { messages } from './texts.ts';
import { actions, askForm, cancelledCard, keptCard } from './views.ts';

export function cancelAction(store: RemindersStore): ActionHandler {
  return {
    action: actions.cancel,
    run: async ({ member }, { row }) => {
      const isGone = isRowId(row) && (await store.cancel(member.id, row));
      return isGone ? replace(cancelledCard(member.locale)) : expiredReply(member.locale);
    },
  };
}

/** Asks when, and notes it; asked again about the same, the last word counts. */
export function askHandler(parts: Parts, store: RemindersStore, about: About): FormHandler {
  const subject = parts.subjects[about];
  return {
    action: actions.ask(about),
    build: async ({ member, now }, { row }) => {
      const found = isRowId(row) ? await subject.card(member, row, now) : undefined;
      if (!found) return expiredReply(member.locale);
      const { date, time } = proposal(now, member.zone);
      const day = await subject.day(member, row, now);
      const isAhead = day !== undefined && day > localDateOf(now, member.zone);
      return askForm(member.locale, about, row, { date: isAhead ? day : date, time: isAhead ? morning : time });
    },
    run: async (context, { row, values }) => {
      const read = readWhen(context, values);
      if ('kind' in read) return read;
      return keep(parts, store, context, {
        ...read,
        id: context.newId(),
        memberId: context.member.id,
        about,
        subject: row,
      });
    },
  };
}

// When a day is named, its news is of use from its beginning.
const morning = '09:00';

async function keep(
  { database, consents }: Parts,
  store: RemindersStore,
  { member }: Context,
  reminder: Reminder,
): Promise<Outcome> {
  await database.transaction(async (queries) => {
    await store.put(queries, reminder);
    await consents.give(queries, member.id, reminderConsent);
  });
  return reply(keptCard(member.locale, reminder));
}

function readWhen(
  { member, now }: Context,
  values: FormValues,
): Pick<Reminder, 'date' | 'time' | 'dueAt'> | FieldErrors {
  const { locale, zone } = member;
  const today = localDateOf(now, zone);
  const day = readDate(textValue(values, 'day'), today, { locale });
  const time = readTime(textValue(values, 'time'));
  if (!day.ok || day.date < today) return fieldErrors({ day: messages.text(locale, 'day-unclear') });
  if (day.date > addDays(today, daysAhead)) return fieldErrors({ day: messages.text(locale, 'day-far') });
  if (time === undefined) return fieldErrors({ time: messages.text(locale, 'time-unclear') });
  const dueAt = instantOf(day.date, time, zone);
  if (!dueAt || dueAt <= now) return fieldErrors({ time: messages.text(locale, 'time-past') });
  return { date: day.date, time, dueAt };
}
