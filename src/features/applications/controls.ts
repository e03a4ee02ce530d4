import { actionToken, type Member } from '../../core/interactions/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { words } from '../../core/text/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import { type Action, type Button, excerpt } from '../../core/views/index.ts';
import type { Application, DraftOffer, Ending, Stage } from './rules.ts';
import { messages } from './texts.ts';

/** The actions of this feature, as its tokens name them. */
export const at = {
  add: 'applications.add',
  edit: 'applications.edit',
  note: 'applications.note',
  /** The row is the shelf and how many to leave out: `closed-15`. */
  page: 'applications.page',
  open: 'applications.open',
  move: 'applications.move',
  /** Answered with a card of its own, for buttons that stand on cards of other features. */
  end: (ending: Ending) => `applications.end-${ending}`,
  noReply: 'applications.no-reply',
  stillWaiting: 'applications.still-waiting',
  archive: 'applications.archive',
  unarchive: 'applications.unarchive',
  askDelete: 'applications.delete',
  remove: 'applications.delete-now',
  silence: 'applications.silence',
  setSilence: 'applications.set-silence',
  importForm: 'applications.import',
  importNow: 'applications.import-now',
} as const;

/** What other features offer on these cards, given at composition. */
export interface NextSteps {
  /** Writes the message that the dates suggest. */
  draft(kind: DraftOffer, application: Pick<Application, 'id'>, label: string): Button;
  /** Beside an application that was turned down just now. */
  afterRejected(locale: Locale, application: Pick<Application, 'id'>): readonly Action[];
  /** Beside a day that lies ahead: has its owner reminded then. */
  remind(locale: Locale, application: Pick<Application, 'id'>): Button;
  /** Beside the hint that one application carries everything. */
  goal(label: string): Button;
}

/** Where there is no limit given by a card: days of silence to choose from; 0 is never. */
export const silenceChoices = [7, 14, 21, 30, 45, 60, 0] as const;

/** Until the member says otherwise. */
export const quietDaysAtFirst = 21;

/** What was just done, said above a card. */
export type Notice = RichText;

export function todayOf(member: Pick<Member, 'zone'>, now: Date): string {
  return localDateOf(now, member.zone);
}

export function stageName(locale: Locale, stage: Stage): string {
  return messages.text(locale, `stage-${stage}`);
}

/** An application where a label has little room. */
export function shortName({ company, role }: Pick<Application, 'company' | 'role'>, length: number): string {
  return excerpt(words(role === '' ? company : `${company}, ${role}`), length).value;
}

export function button(label: string, token: string, style: Button['style'] = 'plain'): Button {
  return { kind: 'button', style, label, token };
}

/** Opens one of several. */
export function openSelect(locale: Locale, all: readonly Application[]): Action[] {
  if (all.length === 0) return [];
  return [
    {
      kind: 'select',
      token: actionToken(at.open),
      placeholder: messages.text(locale, 'open'),
      options: all.slice(0, 25).map((each) => ({
        value: each.id,
        label: shortName(each, 70),
        description: stageName(locale, each.stage),
      })),
    },
  ];
}

export function allButton(locale: Locale): Button {
  return button(messages.text(locale, 'button-all'), actionToken(at.page, 'current-0'));
}
