import type { Context } from '../../core/interactions/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import { type Card, limits } from '../../core/views/index.ts';
import type { CareParts } from './care.ts';
import { effortOf } from './rules.ts';
import { logCard } from './views.ts';

/** The member's log, newest first, from the entry at `offset` on. */
export async function logPage(parts: CareParts, context: Context, offset: number): Promise<Card> {
  const { id, locale, zone } = context.member;
  const size = limits.select.options;
  const found = await parts.store.list(id, size + 1, offset);
  const effort = effortOf(await parts.store.countByStage(id));
  const page = { entries: found.slice(0, size), offset, hasOlder: found.length > size };
  const dateOf = (instant: Date) => formatMoment(instant.toISOString(), 'date', { locale, zone, now: context.now });
  return logCard(locale, page, effort, dateOf);
}
