import { coreMessages as messages } from '../messages.ts';
import type { Kept, Records } from '../ports/index.ts';
import type { Card } from '../views/index.ts';
import { type FieldErrors, fieldErrors } from './feature.ts';
import { isRowId } from './ids.ts';
import type { Context } from './interaction.ts';
import type { Outcome } from './outcome.ts';
import { expiredReply, notYoursReply, outOfDate } from './replies.ts';

/** What a token names. */
interface Target {
  readonly row: string;
  readonly version: number;
}

/** The member's own thing that a token names, or the answer to whoever may not have it. */
export async function findOwn<Value>(
  context: Context,
  records: Records<Value>,
  row: string,
): Promise<Kept<Value> | Outcome> {
  const { id, locale } = context.member;
  const found = isRowId(row) ? await records.find(id, row) : undefined;
  if (found === 'not-yours') return notYoursReply(locale);
  return found ?? expiredReply(locale);
}

/** As `findOwn`, but at the version that the member was looking at; else the fresh card. */
export async function findCurrent<Value>(
  context: Context,
  records: Records<Value>,
  target: Target,
  card: (context: Context, kept: Kept<Value>) => Card,
): Promise<Kept<Value> | Outcome> {
  const found = await findOwn(context, records, target.row);
  if ('kind' in found || found.version === target.version) return found;
  return outOfDate(context.member.locale, card(context, found));
}

/**
 * What a form is about: something kept, or a new thing (version 0) whose id is settled when the form opens, so that a form
 * sent twice is kept once. Its token carries the version that stands now, not the one it was opened with: `saveOwn` tells a
 * member who was overtaken, and their next try has seen what it replaces.
 */
export interface Subject<Value> {
  readonly id: string;
  readonly version: number;
  readonly value?: Value;
}

/** What the form that a token names is about, or the answer to whoever may not have it. */
export async function subjectOf<Value>(
  context: Context,
  records: Records<Value>,
  { row, version }: Target,
): Promise<Subject<Value> | Outcome> {
  if (!isRowId(row)) return version === 0 ? { id: context.newId(), version: 0 } : expiredReply(context.member.locale);
  const found = await records.find(context.member.id, row);
  if (found === undefined && version === 0) return { id: row, version: 0 };
  if (found === undefined) return expiredReply(context.member.locale);
  return found === 'not-yours' ? notYoursReply(context.member.locale) : found;
}

/**
 * Keeps what a form was sent with. Where it was overtaken by another change, nothing is overwritten: the same form once more
 * is answered as kept, anything else goes back to the member under `field`, with all that they typed.
 */
export async function saveOwn<Value>(
  context: Context,
  records: Records<Value>,
  target: Target,
  field: string,
  value: Value,
): Promise<Kept<Value> | Outcome | FieldErrors> {
  const { member, now } = context;
  const id = isRowId(target.row) ? target.row : context.newId();
  const kept = await records.save(member.id, { id, version: target.version, value, now });
  if (kept) return kept;
  const standing = await findOwn(context, records, id);
  if ('kind' in standing || JSON.stringify(standing.value) === JSON.stringify(value)) return standing;
  return fieldErrors({ [field]: messages.text(member.locale, 'own-overtaken') });
}
