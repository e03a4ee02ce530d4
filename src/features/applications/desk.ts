import {
  type Context,
  expiredReply,
  isRowId,
  type Member,
  notYoursReply,
  type Outcome,
  outOfDate,
  refuse,
  reply,
} from '../../core/interactions/index.ts';
import type { Card } from '../../core/views/index.ts';
import { type NextSteps, type Notice, quietDaysAtFirst, todayOf } from './controls.ts';
import { entryCard } from './entry-view.ts';
import { foundCard, listCard, pageSize } from './list-view.ts';
import { type Application, matchApplications } from './rules.ts';
import type { ApplicationsStore, Shelf } from './store.ts';

export interface Parts {
  readonly store: ApplicationsStore;
  readonly desk: Desk;
}

/** A member's applications as they stand, and the answers that show them. */
export interface Desk {
  list(context: Context, shelf: Shelf, offset: number, notice?: Notice): Promise<Card>;
  show(
    reader: { readonly member: Pick<Member, 'id' | 'locale' | 'zone'>; readonly now: Date },
    application: Application,
    notice?: Notice,
    justRejected?: boolean,
  ): Promise<Card>;
  /** The member's own, or the answer to whoever may not have it. */
  own(context: Context, id: string): Promise<Application | Outcome>;
  /** As `own`, at the version that was shown; else the fresh card. */
  current(context: Context, target: { readonly row: string; readonly version: number }): Promise<Application | Outcome>;
  /** The one that was typed, or what asks which. */
  named(context: Context, typed: string): Promise<Application | Outcome>;
}

// Enough to find the few that are worth a look.
const lookedAt = 50;

export function createDesk(store: ApplicationsStore, steps: NextSteps): Desk {
  const quietDaysOf = async (memberId: string) => {
    const chosen = await store.quietDays(memberId);
    return chosen === undefined ? quietDaysAtFirst : chosen;
  };

  const show: Desk['show'] = async ({ member, now }, application, notice, justRejected) => {
    const events = await store.events(member.id, application.id);
    const entry = { application, events, today: todayOf(member, now), quietDays: await quietDaysOf(member.id) };
    return entryCard(member, entry, steps, notice, justRejected);
  };

  const own: Desk['own'] = async (context, id) => {
    const { member } = context;
    const found = isRowId(id) ? await store.find(member.id, id) : undefined;
    if (found === 'not-yours') return notYoursReply(member.locale);
    return found ?? expiredReply(member.locale);
  };

  return {
    show,
    own,
    list: async (context, shelf, offset, notice) => {
      const { member, now } = context;
      const { id } = member;
      const [shown, waiting, counts, archived, quietDays] = await Promise.all([
        store.page(id, shelf, pageSize, offset),
        shelf === 'current' ? store.waiting(id, lookedAt) : [],
        store.countByStage(id),
        store.countArchived(id),
        quietDaysOf(id),
      ]);
      const page = { shelf, offset, shown, waiting, counts, archived, quietDays };
      return listCard(member, todayOf(member, now), page, steps, notice);
    },
    current: async (context, { row, version }) => {
      const found = await own(context, row);
      if ('kind' in found || found.version === version) return found;
      return outOfDate(context.member.locale, await show(context, found));
    },
    named: async (context, typed) => {
      const { id, locale } = context.member;
      const found = matchApplications(await store.all(id), typed);
      const [only] = found;
      if (only && found.length === 1) return only;
      return only ? reply(foundCard(locale, found, 'which')) : refuse(foundCard(locale, [], 'none'));
    },
  };
}
