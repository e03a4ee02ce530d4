import {
  type Context,
  expiredReply,
  isRowId,
  notYoursReply,
  type Outcome,
  outOfDate,
  reply,
} from '../../core/interactions/index.ts';
import type { Card } from '../../core/views/index.ts';
import { type Notice, todayOf } from './controls.ts';
import type { Suggested } from './ideas.ts';
import { ownIdeaButtons } from './ideas-view.ts';
import type { Standing } from './phrases.ts';
import { effortOf, type Goal, isHeld, type LoggedDay, matchGoals } from './rules.ts';
import type { GoalsStore } from './store.ts';
import { messages } from './texts.ts';
import { goalCard, listCard, pickCard } from './views.ts';

// What a card shows of a goal's past; the rest stays in the record.
const shownEntries = 5;
const shownHistory = 3;

/** A goal with all that was logged for it. */
export interface Track extends Standing {
  readonly days: readonly LoggedDay[];
}

/** A member's goals as they stand at this moment, and the answers that show them. */
export interface Desk {
  tracks(context: Context): Promise<readonly Track[]>;
  list(context: Context, notice?: Notice): Promise<Card>;
  show(context: Context, goal: Goal, notice?: Notice): Promise<Card>;
  /** The member's own goal of this id, or the answer to whoever may not have it. */
  own(context: Context, id: string): Promise<Goal | Outcome>;
  /** As `own`, at the version that the card or form showed; else the fresh card. */
  current(context: Context, target: { readonly row: string; readonly version: number }): Promise<Goal | Outcome>;
  /** The one held goal that was typed, or what asks which. Nothing typed means the only one there is. */
  named(context: Context, typed: string): Promise<Goal | Outcome>;
}

export function createDesk(store: GoalsStore, suggested: Suggested): Desk {
  const standingOf = ({ member, now }: Context, goal: Goal, days: readonly LoggedDay[]): Standing => {
    const since = todayOf(member, goal.createdAt);
    return { goal, effort: effortOf(goal.rhythm, days, since, todayOf(member, now), member.weekStart) };
  };

  const tracks = async (context: Context): Promise<readonly Track[]> => {
    const { id } = context.member;
    const [goals, days] = await Promise.all([store.list(id), store.days(id)]);
    const daysOf = Map.groupBy(days, (day) => day.goalId);
    return goals.map((goal) => {
      const logged = daysOf.get(goal.id) ?? [];
      return { ...standingOf(context, goal, logged), days: logged };
    });
  };

  const list = async (context: Context, notice?: Notice) => {
    const all = await tracks(context);
    const isEmpty = !all.some(({ goal }) => isHeld(goal.status));
    return listCard(context.member, all, isEmpty ? await ownIdeaButtons(context, suggested) : [], notice);
  };

  const show = async (context: Context, goal: Goal, notice?: Notice) => {
    const { member } = context;
    const [days, entries, history] = await Promise.all([
      store.days(member.id, goal.id),
      store.recent(member.id, goal.id, shownEntries),
      store.history(member.id, goal.id, shownHistory),
    ]);
    return goalCard(member, standingOf(context, goal, days), { entries, history }, notice);
  };

  const own: Desk['own'] = async (context, id) => {
    const { member } = context;
    const goal = isRowId(id) ? await store.find(member.id, id) : undefined;
    if (goal === 'not-yours') return notYoursReply(member.locale);
    return goal ?? expiredReply(member.locale);
  };

  return {
    tracks,
    show,
    own,
    list,
    current: async (context, { row, version }) => {
      const goal = await own(context, row);
      if ('kind' in goal || goal.version === version) return goal;
      return outOfDate(context.member.locale, await show(context, goal));
    },
    named: async (context, typed) => {
      const { member } = context;
      const held = (await store.list(member.id)).filter((goal) => isHeld(goal.status));
      const found = typed === '' ? held : matchGoals(held, typed);
      const [only] = found;
      if (only) return found.length === 1 ? only : reply(pickCard(member, found));
      const notice = held.length > 0 ? { text: messages.rich(member.locale, 'list-none-match') } : undefined;
      return reply(await list(context, notice));
    },
  };
}
