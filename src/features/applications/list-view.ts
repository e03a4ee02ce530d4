import { actionToken, type Member } from '../../core/interactions/index.ts';
import { type RichText, words } from '../../core/text/index.ts';
import { formatDate, type LocalDate } from '../../core/time/index.ts';
import { type Action, type Card, card, excerpt, type Section, text } from '../../core/views/index.ts';
import { allButton, at, button, type NextSteps, type Notice, openSelect, stageName } from './controls.ts';
import { type Application, applicationLimits, draftOfferFor, isEnded, isQuiet, isThin, type Stage } from './rules.ts';
import { messages } from './texts.ts';

/** How many applications a page of the list shows. */
export const pageSize = 15;

// What is worth a look today: more than a few at once is no help.
const mostDue = 4;

export type Shelf = 'current' | 'closed' | 'archived';

export interface Page {
  readonly shelf: Shelf;
  readonly offset: number;
  readonly shown: readonly Application[];
  /** What may be worth a look, oldest first. */
  readonly waiting: readonly Application[];
  readonly counts: ReadonlyMap<Stage, number>;
  readonly archived: number;
  /** Null for never. */
  readonly quietDays: number | null;
}

/** A page of a member's applications; what has ended is folded into a line. */
export function listCard(member: Member, today: LocalDate, page: Page, steps: NextSteps, notice?: Notice): Card {
  const { locale } = member;
  const { shelf, shown, counts } = page;
  const current = shelf === 'current';
  const closed = sum(counts, isEnded);
  const thin = current && page.offset === 0 && isThin(counts);
  return card({
    title: messages.text(locale, current ? 'list-title' : `${shelf}-title`),
    sections: [
      ...(notice ? [text(notice)] : []),
      ...(current ? dueSections(member, today, page) : []),
      ...(shown.length === 0 ? [text(messages.rich(locale, `empty-${shelf}`))] : []),
      ...lines(shown.map((each) => lineOf(locale, each))),
      ...(thin ? [text(messages.rich(locale, 'thin'))] : []),
      ...(current && closed > 0 ? [text(messages.rich(locale, 'folded', { count: closed }))] : []),
    ],
    actions: [
      ...openSelect(locale, shown),
      ...pageButtons(
        member,
        page,
        current ? sum(counts, (stage) => !isEnded(stage)) : shelf === 'closed' ? closed : page.archived,
      ),
      ...(thin ? [steps.goal(messages.text(locale, 'button-goal'))] : []),
      ...shelfButtons(member, page, closed),
    ],
    footer: current
      ? messages.rich(locale, 'quiet-foot', { days: page.quietDays ?? 0 })
      : messages.rich(locale, 'private'),
  });
}

function sum(counts: ReadonlyMap<Stage, number>, of: (stage: Stage) => boolean): number {
  return [...counts].reduce((total, [stage, count]) => (of(stage) ? total + count : total), 0);
}

function lineOf(locale: string, application: Application): RichText {
  const { company, role, stage, since, nextOn } = application;
  return messages.rich(locale, 'line', {
    company: excerpt(words(company), 60),
    hasRole: role === '' ? 'no' : 'yes',
    role: excerpt(words(role), 60),
    stage: stageName(locale, stage),
    since: formatDate(since, locale, 'short'),
    hasNext: nextOn === null ? 'no' : 'yes',
    next: nextOn === null ? '' : formatDate(nextOn, locale, 'short'),
  });
}

function lines(all: readonly RichText[]): Section[] {
  if (all.length === 0) return [];
  const items = all.map((line) => line.flatMap((block) => (block.type === 'paragraph' ? block.children : [])));
  return [text([{ type: 'list', ordered: false, items }])];
}

function dueSections({ locale }: Member, today: LocalDate, { waiting, offset, quietDays }: Page): Section[] {
  if (offset > 0) return [];
  const due = waiting.flatMap((application): RichText[] => {
    const company = excerpt(words(application.company), 60);
    const offer = draftOfferFor(application, today);
    if (isQuiet(application, today, quietDays)) {
      return [messages.rich(locale, 'due-quiet', { company, since: formatDate(application.since, locale, 'short') })];
    }
    return offer === undefined ? [] : [messages.rich(locale, `due-${offer}`, { company })];
  });
  if (due.length === 0) return [];
  return [text(messages.rich(locale, 'today')), ...lines(due.slice(0, mostDue))];
}

function pageButtons({ locale }: Member, { shelf, offset, shown }: Page, total: number): Action[] {
  const left = total - offset - shown.length;
  const to = (from: number) => actionToken(at.page, `${shelf}-${from}`);
  const back = messages.text(locale, 'button-back');
  const more = messages.text(locale, 'button-more', { count: Math.min(pageSize, left) });
  return [
    ...(offset > 0 ? [button(back, to(Math.max(0, offset - pageSize)))] : []),
    ...(left > 0 ? [button(more, to(offset + pageSize))] : []),
  ];
}

function shelfButtons({ locale }: Member, { shelf, offset, archived }: Page, closed: number): Action[] {
  const to = (each: Shelf, label: Parameters<typeof messages.text>[1]) =>
    button(messages.text(locale, label), actionToken(at.page, `${each}-0`));
  const add = button(messages.text(locale, 'button-new'), actionToken(at.add));
  const silence = button(messages.text(locale, 'button-silence'), actionToken(at.silence));
  if (shelf !== 'current') return [...(offset === 0 ? [to('current', 'button-current')] : []), add];
  return [
    add,
    ...(closed > 0 ? [to('closed', 'button-closed')] : []),
    ...(archived > 0 ? [to('archived', 'button-archived')] : []),
    silence,
  ];
}

/** What a search found, or several that fit. */
export function foundCard(locale: string, found: readonly Application[], key: 'search' | 'which' | 'none'): Card {
  const nothing = found.length === 0;
  const body = key === 'search' ? (nothing ? 'empty-search' : undefined) : (`${key}-text` as const);
  return card({
    title: messages.text(locale, `${key}-title`),
    sections: [
      ...(body === undefined ? [] : [text(messages.rich(locale, body))]),
      ...(body === undefined ? lines(found.slice(0, pageSize).map((each) => lineOf(locale, each))) : []),
    ],
    actions: [...openSelect(locale, found), allButton(locale)],
  });
}

/** No more can be kept. `typed` is given back. */
export function limitCard(locale: string, typed: string): Card {
  const back = words(typed);
  const shown = { kind: 'copyable', label: messages.text(locale, 'typed'), text: excerpt(back, 1_500) } as const;
  return card({
    title: messages.text(locale, 'limit-title'),
    sections: [
      text(messages.rich(locale, 'limit-text', { most: applicationLimits.entries })),
      ...(back.value === '' ? [] : [shown]),
    ],
    actions: [allButton(locale)],
  });
}
