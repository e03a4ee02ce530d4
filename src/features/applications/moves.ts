import { type Context, type Outcome, replace, type reply } from '../../core/interactions/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { stageName, todayOf } from './controls.ts';
import type { Parts } from './desk.ts';
import { type Application, isEnded, path, type Stage } from './rules.ts';
import { messages } from './texts.ts';

/** What is said of a move: of what was reached, or that an end is none for ever. */
export function moved(locale: Locale, before: Application, after: Application): RichText {
  const { stage } = after;
  if (isEnded(stage)) return messages.rich(locale, `moved-${stage}`);
  if (stage === 'wishlist' || stage === 'offer') return messages.rich(locale, `moved-${stage}`);
  if (isEnded(before.stage)) return messages.rich(locale, 'reopened', { stage: stageName(locale, stage) });
  const isStep = path.indexOf(stage) > path.indexOf(before.stage as (typeof path)[number]);
  return isStep
    ? messages.rich(locale, 'moved-on', { stage: stageName(locale, stage) })
    : messages.rich(locale, 'saved');
}

/** Moves an application to another stage and shows it. A date that lay ahead stays unless it came to an end. */
export async function moveTo(
  { store, desk }: Parts,
  context: Context,
  current: Application,
  stage: Stage,
  answer: typeof reply | typeof replace,
): Promise<Outcome> {
  const { member, now } = context;
  const today = todayOf(member, now);
  const isAhead = current.nextOn !== null && current.nextOn >= today && !isEnded(stage);
  const change = {
    stage,
    nextOn: isAhead ? current.nextOn : null,
    stillWaitingOn: null,
    appliedOn: current.appliedOn ?? (stage === 'wishlist' ? null : today),
    eventId: context.newId(),
  };
  const changed = await store.change(member.id, current, change, { now, today });
  if (!changed) return staleReply({ store, desk }, context, current);
  const justRejected = stage === 'rejected' && !isEnded(current.stage);
  return answer(await desk.show(context, changed, moved(member.locale, current, changed), justRejected));
}

/** The fresh card of an application that changed while it was being changed. */
export async function staleReply({ desk }: Parts, context: Context, stale: Application): Promise<Outcome> {
  const { id: row, version } = stale;
  const fresh = await desk.current(context, { row, version });
  return 'kind' in fresh ? fresh : replace(await desk.show(context, fresh));
}
