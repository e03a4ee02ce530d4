import { actionToken, chosenValues, textValue } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { addDays, type LocalDate, readDate } from '../../core/time/index.ts';
import { type Form, type FormValues, form } from '../../core/views/index.ts';
import { at } from './controls.ts';
import { faultText, shortWhat } from './phrases.ts';
import { type Goal, goalLimits } from './rules.ts';
import { messages } from './texts.ts';
import { readAmount } from './words.ts';

/** What is logged, before it is kept. */
export interface LogText {
  readonly amount: string;
  readonly note: string;
}

/** Logs on the one goal given, or asks on which; a submission names the goal in its token or its select. */
export function logForm(locale: Locale, goals: readonly Goal[], row: string, standing: LogText): Form {
  const [only] = goals;
  const line = { kind: 'text', multiline: false, required: false } as const;
  return form({
    token: actionToken(at.logForm, row),
    title: messages.text(locale, 'log-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      ...(goals.length === 1
        ? []
        : [
            {
              kind: 'select',
              name: 'goal',
              label: messages.text(locale, 'log-which'),
              required: true,
              maxChoices: 1,
              options: goals.map((goal) => ({ value: goal.id, label: shortWhat(goal, 70) })),
            } as const,
          ]),
      {
        ...line,
        name: 'amount',
        label: messages.text(locale, 'log-how-much'),
        ...(only && goals.length === 1 ? { hint: shortWhat(only, 90) } : {}),
        maxLength: goalLimits.amountText,
        value: standing.amount,
      },
      {
        ...line,
        name: 'day',
        label: messages.text(locale, 'log-day'),
        hint: messages.text(locale, 'log-day-hint'),
        maxLength: goalLimits.whenText,
        value: messages.text(locale, 'log-today'),
      },
      {
        ...line,
        name: 'note',
        label: messages.text(locale, 'log-note-label'),
        multiline: true,
        maxLength: goalLimits.note,
        value: standing.note,
      },
    ],
  });
}

export type ReadLogForm =
  | { readonly ok: true; readonly entry: { readonly amount: number; readonly on: LocalDate; readonly note: string } }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function readLogForm(locale: Locale, values: FormValues, today: LocalDate): ReadLogForm {
  const amount = readAmount(textValue(values, 'amount'), locale);
  const day = readDay(locale, textValue(values, 'day'), today);
  if (amount.ok && 'on' in day) {
    return { ok: true, entry: { amount: amount.value.amount, on: day.on, note: textValue(values, 'note') } };
  }
  return {
    ok: false,
    errors: {
      ...(amount.ok ? {} : { amount: faultText(locale, amount.fault) }),
      ...('on' in day ? {} : { day: messages.text(locale, day.fault) }),
    },
  };
}

type DayFault = 'fault-date-ambiguous' | 'fault-day-unclear' | 'fault-day-ahead' | 'fault-day-long-ago';

/** A day that has come. */
function readDay(locale: Locale, typed: string, today: LocalDate): { on: LocalDate } | { fault: DayFault } {
  if (typed === '' || typed === messages.text(locale, 'log-today')) return { on: today };
  const read = readDate(typed, today, { lean: 'back', locale });
  if (!read.ok) return { fault: read.fault === 'ambiguous' ? 'fault-date-ambiguous' : 'fault-day-unclear' };
  if (read.date > today) return { fault: 'fault-day-ahead' };
  return read.date < addDays(today, -goalLimits.daysBack) ? { fault: 'fault-day-long-ago' } : { on: read.date };
}

/** The goal that a submission names. */
export function goalOf(row: string, values: FormValues): string {
  return chosenValues(values, 'goal')[0] ?? row;
}
