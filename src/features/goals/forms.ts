import {
  ask,
  type Context,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  refuse,
  reply,
  type Submission,
  textValue,
} from '../../core/interactions/index.ts';
import { words } from '../../core/text/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import { at, type Notice, todayOf } from './controls.ts';
import type { Desk } from './desk.ts';
import { ideas, isIdea, rhythmOf, type Suggested, suggestedPlan } from './ideas.ts';
import { goalOf, logForm, readLogForm } from './log-form.ts';
import { shortWhat } from './phrases.ts';
import { blankPlan, introOf, planForm, planText, readBack, readPlanForm, typedPlan } from './plan-form.ts';
import { type Goal, isHeld } from './rules.ts';
import type { GoalsStore } from './store.ts';
import { messages } from './texts.ts';
import { limitCard } from './views.ts';
import { splitPlan } from './words.ts';

export interface Parts {
  readonly store: GoalsStore;
  readonly desk: Desk;
  readonly suggested: Suggested;
}

// The version in the token of a new goal's form says whether its words have been read and shown back.
const asTyped = 0;
const shownBack = 1;

/** The form of a new goal with what `typed` was read as. */
export function askBack(context: Context, typed: string): Outcome {
  const { locale } = context.member;
  const today = todayOf(context.member, context.now);
  const { text, fault } = readBack(locale, splitPlan(typed, today, locale), today);
  const target = { id: context.newId(), version: shownBack, isNew: true };
  return ask(planForm(locale, target, text, introOf(locale, fault)));
}

/** The empty form of a new goal. */
export function askNew(context: Context): Outcome {
  return ask(planForm(context.member.locale, { id: context.newId(), version: asTyped, isNew: true }, blankPlan));
}

export function addForm({ store, desk, suggested }: Parts): FormHandler {
  return {
    action: at.add,
    build: async (context, { row, version }) => {
      const { locale } = context.member;
      if (isRowId(row)) return planForm(locale, { id: row, version, isNew: true }, blankPlan);
      const fresh = { id: context.newId(), version: asTyped, isNew: true };
      const what = suggested.words(locale, row);
      if (what !== undefined) {
        const plan = { what, unit: '', why: '', ...suggestedPlan };
        return planForm(locale, { ...fresh, version: shownBack }, planText(locale, plan));
      }
      if (!isIdea(row)) return planForm(locale, fresh, blankPlan);
      const rhythm = rhythmOf(ideas[row], todayOf(context.member, context.now));
      const { amount } = ideas[row];
      const plan = { what: messages.text(locale, `idea-${row}`), amount, unit: '', why: '', rhythm };
      return planForm(locale, { ...fresh, version: shownBack }, planText(locale, plan));
    },
    run: async (context, submission) => {
      const { member, now } = context;
      const { row, values } = submission;
      const readFirst = readWhole(context, submission);
      if (readFirst) return readFirst;
      const read = readPlanForm(member.locale, values, todayOf(member, now));
      if (!read.ok) return fieldErrors(read.errors);
      const id = isRowId(row) ? row : context.newId();
      if ((await store.add(member.id, id, read.plan, now)) === 'full')
        return refuse(limitCard(member, typedPlan(values)));
      const goal = await desk.own(context, id);
      return 'kind' in goal ? goal : reply(await desk.show(context, goal, saved(context)));
    },
  };
}

/** A whole plan typed into the first line is read and shown back, like one typed after the command. */
function readWhole(context: Context, { row, version, values }: Submission): Outcome | undefined {
  const { locale } = context.member;
  const isBare = textValue(values, 'amount') === '' && textValue(values, 'when') === '';
  if (version !== asTyped || !isBare) return undefined;
  const today = todayOf(context.member, context.now);
  const parts = splitPlan(textValue(values, 'what'), today, locale);
  if (parts.amount === '' && parts.when === '') return undefined;
  const { text, fault } = readBack(locale, parts, today);
  const target = { id: row, version: shownBack, isNew: true };
  return ask(planForm(locale, target, { ...text, why: textValue(values, 'why') }, introOf(locale, fault)));
}

export function editForm({ store, desk }: Parts): FormHandler {
  return {
    action: at.edit,
    build: async (context, target) => {
      const goal = await desk.current(context, target);
      if ('kind' in goal) return goal;
      const { id, version } = goal;
      return planForm(context.member.locale, { id, version, isNew: false }, planText(context.member.locale, goal));
    },
    run: async (context, { row, version, values }) => {
      const { member, now } = context;
      const { locale } = member;
      const today = todayOf(member, now);
      const goal = await desk.current(context, { row, version });
      if ('kind' in goal) return goal;
      const read = readPlanForm(locale, values, today, goal);
      if (!read.ok) return fieldErrors(read.errors);
      const change = { historyId: context.newId(), now, today };
      if ((await store.edit(member.id, goal, read.plan, change)) === 'stale')
        return fieldErrors({ what: messages.text(locale, 'overtaken') });
      const fresh = await desk.own(context, row);
      return 'kind' in fresh ? fresh : reply(await desk.show(context, fresh, saved(context)));
    },
  };
}

export function logFormHandler({ store, desk }: Parts): FormHandler {
  return {
    action: at.logForm,
    build: async (context, { row }) => {
      const { member } = context;
      const blank = { amount: '1', note: '' };
      if (isRowId(row)) {
        const goal = await desk.own(context, row);
        return 'kind' in goal ? goal : logForm(member.locale, [goal], row, blank);
      }
      const held = (await store.list(member.id)).filter((goal) => isHeld(goal.status));
      return held.length === 0 ? reply(await desk.list(context)) : logForm(member.locale, held, row, blank);
    },
    run: async (context, { row, values }) => {
      const { member, now } = context;
      const read = readLogForm(member.locale, values, todayOf(member, now));
      if (!read.ok) return fieldErrors(read.errors);
      const goal = await desk.own(context, goalOf(row, values));
      if ('kind' in goal) return goal;
      return reply(await desk.show(context, goal, await logOn(store, context, goal, read.entry)));
    },
  };
}

/** Logs on a goal, and says so with the way to take it back. */
export async function logOn(
  store: GoalsStore,
  context: Context,
  goal: Goal,
  logged: { readonly amount: number; readonly on: LocalDate; readonly note: string },
): Promise<Notice> {
  const { member, now } = context;
  const { locale } = member;
  const id = context.newId();
  const isThere = await store.log(member.id, goal.id, { id, ...logged }, now);
  if (!isThere) return { text: messages.rich(locale, 'gone-meanwhile') };
  const what = words(shortWhat(goal, 80));
  return { text: messages.rich(locale, 'logged', { what, amount: logged.amount }), logId: id };
}

function saved({ member }: Context): Notice {
  return { text: messages.rich(member.locale, 'saved') };
}
