import { actionToken, type Member } from '../../core/interactions/index.ts';
import type { RichText } from '../../core/text/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import type { Button } from '../../core/views/index.ts';
import { shortWhat } from './phrases.ts';
import type { Goal } from './rules.ts';
import { messages } from './texts.ts';

/** The actions of this feature, as its tokens name them. */
export const at = {
  add: 'goals.add',
  edit: 'goals.edit',
  logForm: 'goals.log',
  plusInList: 'goals.plus',
  plusOnCard: 'goals.plus-one',
  undo: 'goals.undo',
  open: 'goals.open',
  show: 'goals.show',
  list: 'goals.list',
  ideas: 'goals.ideas',
  pause: 'goals.pause',
  resume: 'goals.resume',
  done: 'goals.done',
  letGo: 'goals.let-go',
  askDelete: 'goals.delete',
  remove: 'goals.delete-now',
  share: 'goals.share',
  keepPrivate: 'goals.keep-private',
} as const;

/** What was just done, said above a card, with the log entry that can be taken back. */
export interface Notice {
  readonly text: RichText;
  readonly logId?: string;
}

/** Today where the member is. */
export function todayOf(member: Member, now: Date): string {
  return localDateOf(now, member.zone);
}

export function undoButtons({ locale }: Member, notice: Notice | undefined): Button[] {
  if (notice?.logId === undefined) return [];
  return [button(messages.text(locale, 'undo'), actionToken(at.undo, notice.logId))];
}

export function addButton({ locale }: Member): Button {
  return button(messages.text(locale, 'list-add'), actionToken(at.add));
}

export function plusLabel({ locale }: Member, goal: Goal): string {
  return messages.text(locale, 'plus-one', { what: shortWhat(goal, 60) });
}

export function button(label: string, token: string, style: Button['style'] = 'plain'): Button {
  return { kind: 'button', style, label, token };
}
