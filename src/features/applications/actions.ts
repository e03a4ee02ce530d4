import { type ActionHandler, type Context, type Outcome, replace, reply } from '../../core/interactions/index.ts';
import { at, type Notice, todayOf } from './controls.ts';
import type { Parts } from './desk.ts';
import { deleteCard, silenceCard } from './entry-view.ts';
import { moveTo, staleReply } from './moves.ts';
import { type Application, endings, stages } from './rules.ts';
import type { Shelf } from './store.ts';
import { messages } from './texts.ts';

/** Everything that the buttons and selects of this feature do. */
export function applicationActions(parts: Parts): readonly ActionHandler[] {
  const { desk } = parts;
  const current = (
    action: string,
    run: (context: Context, found: Application, chosen: readonly string[]) => Promise<Outcome>,
  ): ActionHandler => ({
    action,
    run: async (context, press) => {
      const found = await desk.current(context, press);
      return 'kind' in found ? found : run(context, found, press.chosen);
    },
  });
  return [
    { action: at.page, run: async (context, { row }) => replace(await page(parts, context, row)) },
    { action: at.open, run: (context, { chosen }) => open(parts, context, chosen[0] ?? '') },
    { action: at.silence, run: async (context) => replace(silenceCard(context.member)) },
    {
      action: at.setSilence,
      run: async (context, { chosen }) => {
        const [days = ''] = chosen;
        if (!/^\d{1,3}$/.test(days)) return replace(silenceCard(context.member));
        return setSilence(parts, context, Number(days), replace);
      },
    },
    current(at.move, (context, found, chosen) => {
      const stage = stages.find((each) => each === chosen[0]);
      return stage ? moveTo(parts, context, found, stage, replace) : open(parts, context, found.id);
    }),
    ...endings.map((ending) =>
      current(at.end(ending), (context, found) => moveTo(parts, context, found, ending, reply)),
    ),
    current(at.noReply, (context, found) => moveTo(parts, context, found, 'no-reply', replace)),
    current(at.stillWaiting, (context, found) => {
      const stillWaitingOn = todayOf(context.member, context.now);
      return change(parts, context, found, { stillWaitingOn }, 'still-waiting');
    }),
    current(at.archive, (context, found) => change(parts, context, found, { archived: true }, 'archived')),
    current(at.unarchive, (context, found) => change(parts, context, found, { archived: false }, 'unarchived')),
    current(at.askDelete, async (context, found) => replace(deleteCard(context.member, found))),
    current(at.remove, async (context, found) => {
      if (!(await parts.store.remove(context.member.id, found))) return staleReply(parts, context, found);
      return replace(await desk.list(context, 'current', 0, messages.rich(context.member.locale, 'deleted')));
    }),
  ];
}

/** A page's token row is its shelf and how many come before it; anything else shows the first. */
async function page({ desk }: Parts, context: Context, row: string) {
  const [, shelf = 'current', offset = '0'] = /^(current|closed|archived)-(\d{1,5})$/.exec(row) ?? [];
  return desk.list(context, shelf as Shelf, Number(offset));
}

async function open({ desk }: Parts, context: Context, id: string): Promise<Outcome> {
  const found = await desk.own(context, id);
  return 'kind' in found ? found : reply(await desk.show(context, found));
}

/** Changes what is no stage, and shows the application. */
export async function change(
  parts: Parts,
  context: Context,
  current: Application,
  to: { readonly archived?: boolean; readonly stillWaitingOn?: string },
  said: 'archived' | 'unarchived' | 'still-waiting',
  answer: typeof reply | typeof replace = replace,
): Promise<Outcome> {
  const { member, now } = context;
  const at = { now, today: todayOf(member, now) };
  const changed = await parts.store.change(member.id, current, { ...to, eventId: context.newId() }, at);
  if (!changed) return staleReply(parts, context, current);
  const notice: Notice = messages.rich(member.locale, said);
  return answer(await parts.desk.show(context, changed, notice));
}

/** @param days 0 for never. */
export async function setSilence(
  { store, desk }: Parts,
  context: Context,
  days: number,
  answer: typeof reply | typeof replace,
): Promise<Outcome> {
  const { id, locale } = context.member;
  await store.setQuietDays(id, days === 0 ? null : days);
  return answer(await desk.list(context, 'current', 0, messages.rich(locale, 'silence-saved', { days })));
}
