import {
  type ActionHandler,
  type Context,
  isRowId,
  type Outcome,
  outOfDate,
  refuse,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import { at, todayOf } from './controls.ts';
import { logOn, type Parts } from './forms.ts';
import { ideasCard } from './ideas-view.ts';
import type { Goal, GoalStatus } from './rules.ts';
import { messages } from './texts.ts';
import { deleteCard, limitCard } from './views.ts';

type Said = 'paused-now' | 'resumed-now' | 'done-now' | 'let-go-now';

/** Everything that the buttons and selects of this feature do. */
export function goalActions(parts: Parts): readonly ActionHandler[] {
  return [
    { action: at.list, run: async (context) => replace(await parts.desk.list(context)) },
    { action: at.ideas, run: async (context) => reply(await ideasCard(context, parts.suggested)) },
    { action: at.open, run: (context, { chosen }) => open(parts, context, chosen[0] ?? '', reply) },
    { action: at.show, run: (context, { row }) => open(parts, context, row, replace) },
    plusInList(parts),
    plusOnCard(parts),
    undo(parts),
    statusAction(parts, at.pause, 'paused'),
    statusAction(parts, at.resume, 'open'),
    statusAction(parts, at.done, 'done'),
    statusAction(parts, at.letGo, 'let-go'),
    visibilityAction(parts, at.share, 'checkin'),
    visibilityAction(parts, at.keepPrivate, 'private'),
    askDelete(parts),
    remove(parts),
  ];
}

async function open(
  { desk }: Parts,
  context: Context,
  id: string,
  answer: typeof reply | typeof replace,
): Promise<Outcome> {
  const goal = await desk.own(context, id);
  return 'kind' in goal ? goal : answer(await desk.show(context, goal));
}

// Counting needs no fresh card: two windows that press +1 have done two things.
function plusInList(parts: Parts): ActionHandler {
  return {
    action: at.plusInList,
    run: async (context, { row }) => {
      const goal = await parts.desk.own(context, row);
      if ('kind' in goal) return goal;
      return replace(await parts.desk.list(context, await logOn(parts.store, context, goal, one(context))));
    },
  };
}

function plusOnCard(parts: Parts): ActionHandler {
  return {
    action: at.plusOnCard,
    run: async (context, { row }) => {
      const goal = await parts.desk.own(context, row);
      if ('kind' in goal) return goal;
      return replace(await parts.desk.show(context, goal, await logOn(parts.store, context, goal, one(context))));
    },
  };
}

function one({ member, now }: Context) {
  return { amount: 1, on: todayOf(member, now), note: '' };
}

function undo({ store, desk }: Parts): ActionHandler {
  return {
    action: at.undo,
    run: async (context, { row }) => {
      const { id, locale } = context.member;
      const goalId = isRowId(row) ? await store.unlog(id, row) : undefined;
      if (goalId === undefined) return replace(await desk.list(context, { text: messages.rich(locale, 'not-there') }));
      const notice = { text: messages.rich(locale, 'undone') };
      const goal = await desk.own(context, goalId);
      return replace('kind' in goal ? await desk.list(context, notice) : await desk.show(context, goal, notice));
    },
  };
}

const saidOf: Readonly<Record<GoalStatus, Said>> = {
  open: 'resumed-now',
  paused: 'paused-now',
  done: 'done-now',
  'let-go': 'let-go-now',
};

/** Moves a goal to another state and shows it. */
export async function moveGoal(
  { store, desk }: Parts,
  context: Context,
  goal: Goal,
  status: GoalStatus,
  answer: typeof reply | typeof replace,
): Promise<Outcome> {
  const { member, now } = context;
  const changed = await store.setStatus(member.id, goal, status, now);
  if (changed === 'full') return refuse(limitCard(member, ''));
  const fresh = await desk.own(context, goal.id);
  if ('kind' in fresh) return fresh;
  if (changed === 'stale') return outOfDate(member.locale, await desk.show(context, fresh));
  return answer(await desk.show(context, fresh, { text: messages.rich(member.locale, saidOf[status]) }));
}

function statusAction(parts: Parts, action: string, status: GoalStatus): ActionHandler {
  return {
    action,
    run: async (context, press) => {
      const goal = await parts.desk.current(context, press);
      return 'kind' in goal ? goal : moveGoal(parts, context, goal, status, replace);
    },
  };
}

function visibilityAction({ store, desk }: Parts, action: string, visibility: Goal['visibility']): ActionHandler {
  const said = visibility === 'private' ? 'private-now' : 'shared-now';
  return {
    action,
    run: async (context, press) => {
      const { id, locale } = context.member;
      const goal = await desk.current(context, press);
      if ('kind' in goal) return goal;
      const changed = await store.setVisibility(id, goal, visibility);
      const fresh = await desk.own(context, goal.id);
      if ('kind' in fresh) return fresh;
      if (changed === 'stale') return outOfDate(locale, await desk.show(context, fresh));
      return replace(await desk.show(context, fresh, { text: messages.rich(locale, said) }));
    },
  };
}

function askDelete({ desk }: Parts): ActionHandler {
  return {
    action: at.askDelete,
    run: async (context, press) => {
      const goal = await desk.current(context, press);
      return 'kind' in goal ? goal : replace(deleteCard(context.member, goal));
    },
  };
}

function remove({ store, desk }: Parts): ActionHandler {
  return {
    action: at.remove,
    run: async (context, press) => {
      const goal = await desk.current(context, press);
      if ('kind' in goal) return goal;
      await store.remove(context.member.id, goal.id);
      return replace(await desk.list(context, { text: messages.rich(context.member.locale, 'deleted') }));
    },
  };
}
