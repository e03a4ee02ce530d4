import { actionToken, textValue } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import { type Field, type Form, type FormValues, form } from '../../core/views/index.ts';
import { at } from './controls.ts';
import { amountText, faultText, rhythmText } from './phrases.ts';
import { goalLimits, type Plan } from './rules.ts';
import { messages } from './texts.ts';
import { type PlanFault, type PlanParts, readAmount, readRhythm } from './words.ts';

/** What stands in the form of a plan when it opens, as text. */
export interface PlanText extends PlanParts {
  readonly why: string;
}

export const blankPlan: PlanText = { what: '', amount: '', when: '', why: '' };

/** What a form is about: a goal as it is kept, or the id under which a new one will be. */
export interface PlanTarget {
  readonly id: string;
  readonly version: number;
  readonly isNew: boolean;
}

/** A plan as its form shows it; `readPlanForm` reads it back unchanged. */
export function planText(locale: Locale, plan: Plan): PlanText {
  const { what, why } = plan;
  return { what, why, amount: amountText(locale, plan), when: rhythmText(locale, plan.rhythm) };
}

/** The parts of a plan in our words for what was read in them; what could not be read stays as typed. */
export function readBack(locale: Locale, parts: PlanParts, today: LocalDate): { text: PlanText; fault?: PlanFault } {
  const amount = readAmount(parts.amount, locale);
  const rhythm = readRhythm(parts.when, today, locale);
  const text: PlanText = {
    ...blankPlan,
    what: parts.what.slice(0, goalLimits.what),
    amount: amount.ok ? amountText(locale, amount.value) : parts.amount.slice(0, goalLimits.amountText),
    when: rhythm.ok ? rhythmText(locale, rhythm.value) : parts.when.slice(0, goalLimits.whenText),
  };
  const fault = amount.ok ? (rhythm.ok ? undefined : rhythm.fault) : amount.fault;
  return fault === undefined ? { text } : { text, fault };
}

/** What the form says above its fields. */
export function introOf(locale: Locale, fault: PlanFault | undefined): RichText {
  if (fault === undefined) return messages.rich(locale, 'form-read');
  return messages.rich(locale, 'form-fault', { fault: faultText(locale, fault) });
}

export function planForm(locale: Locale, target: PlanTarget, standing: PlanText, intro?: RichText): Form {
  return form({
    token: actionToken(target.isNew ? at.add : at.edit, target.id, target.version),
    title: messages.text(locale, target.isNew ? 'form-new' : 'form-edit'),
    submitLabel: messages.text(locale, 'form-save'),
    intro: intro ?? messages.rich(locale, 'form-help'),
    fields: planFields(locale, standing),
  });
}

function planFields(locale: Locale, standing: PlanText): Field[] {
  const line = { kind: 'text', multiline: false, required: false } as const;
  return [
    {
      ...line,
      name: 'what',
      label: messages.text(locale, 'field-what'),
      hint: messages.text(locale, 'field-what-hint'),
      required: true,
      maxLength: goalLimits.what,
      value: standing.what,
    },
    {
      ...line,
      name: 'amount',
      label: messages.text(locale, 'field-amount'),
      hint: messages.text(locale, 'field-amount-hint'),
      maxLength: goalLimits.amountText,
      value: standing.amount,
    },
    {
      ...line,
      name: 'when',
      label: messages.text(locale, 'field-when'),
      hint: messages.text(locale, 'field-when-hint'),
      maxLength: goalLimits.whenText,
      value: standing.when,
    },
    {
      ...line,
      name: 'why',
      label: messages.text(locale, 'field-why'),
      multiline: true,
      maxLength: goalLimits.why,
      value: standing.why,
    },
  ];
}

export type ReadPlanForm =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads what the form was sent with. @param standing the plan that it changes: what stands unchanged in it stays legal. */
export function readPlanForm(locale: Locale, values: FormValues, today: LocalDate, standing?: Plan): ReadPlanForm {
  const what = textValue(values, 'what');
  const when = textValue(values, 'when');
  const amount = readAmount(textValue(values, 'amount'), locale);
  const kept = standing && rhythmText(locale, standing.rhythm) === when ? standing.rhythm : undefined;
  const rhythm = kept ? ({ ok: true, value: kept } as const) : readRhythm(when, today, locale);
  if (amount.ok && rhythm.ok) {
    return { ok: true, plan: { what, ...amount.value, rhythm: rhythm.value, why: textValue(values, 'why') } };
  }
  return {
    ok: false,
    errors: {
      ...(amount.ok ? {} : { amount: faultText(locale, amount.fault) }),
      ...(rhythm.ok ? {} : { when: faultText(locale, rhythm.fault) }),
    },
  };
}

/** All that the form was sent with, to give back. */
export function typedPlan(values: FormValues): string {
  return words(['what', 'amount', 'when', 'why'].map((name) => textValue(values, name)).join('\n')).value;
}
